/** What an operator does, for a clock and for a prediction. */
export type OperatorKind =
  | 'embedding'
  | 'norm'
  | 'product'
  | 'attention'
  | 'gelu'
  | 'add'
  | 'dropout'
  | 'bias'
  | 'loss'
  | 'clear'
  | 'clip'
  | 'adamw';

/** One operator on a part of the work: thread `part` of `parts`. All threads finish it before the next begins. */
export interface Operator {
  readonly kind: OperatorKind;
  /** Operators of one variant take times that are sums of their counts, each at its price. */
  readonly variant: string;
  /** Of what takes time: multiplications, numbers that are moved, rows; the last is one, for its being called. */
  readonly counts: readonly number[];
  readonly run: (part: number, parts: number) => void;
}

/** Part `part` of n in whole multiples. */
export function share(n: number, part: number, parts: number, multiple = 1): readonly [number, number] {
  const units = Math.ceil(n / multiple);
  const edge = (i: number): number => Math.min(n, Math.floor((units * i) / parts) * multiple);
  return [edge(part), edge(part + 1)];
}

/** Numbers [from, to) of n, in whole multiples; a part may get none. */
export const rows =
  (n: number, run: (from: number, to: number, part: number) => void, multiple = 1): Operator['run'] =>
  (part, parts) => {
    const [from, to] = share(n, part, parts, multiple);
    if (from < to) run(from, to, part);
  };

/** Over `floats` numbers in vectors of four; the last may reach into the gap behind them, which holds nothing. */
export const vectors = (floats: number, run: (from: number, to: number) => void): Operator['run'] =>
  rows(Math.ceil(floats / 4), (from, to) => run(from * 16, to * 16));
