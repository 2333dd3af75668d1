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

/** What an operator works on: arrays by their addresses. Weights that only a step changes are not among them. */
export interface Touches {
  readonly reads: readonly number[];
  readonly writes: readonly number[];
  /** The rows of tokens that a part keeps to in all of these; absent where it needs rows of others. */
  readonly rows?: (part: number, parts: number) => readonly [from: number, to: number];
}

/** One operator on a part of the work: thread `part` of `parts`. */
export interface Operator {
  readonly kind: OperatorKind;
  /** Operators of one variant take times that are sums of their counts, each at its price. */
  readonly variant: string;
  /** Of what takes time: multiplications, numbers that are moved, rows; the last is one, for its being called. */
  readonly counts: readonly number[];
  readonly run: (part: number, parts: number) => void;
  /** What it works on now. Where it is absent, all threads finish what was before, and finish it before the next begins. */
  readonly touches?: () => Touches;
}

/** Which operators all threads must have come to before one begins: those that meet what another thread may still be at. */
export function waitsOf(operators: readonly Operator[], parts: number): readonly boolean[] {
  let since: (Touches | undefined)[] = [];
  return operators.map(({ touches }) => {
    const now = touches?.();
    const waits = since.some((before) => meet(before, now, parts));
    if (waits) since = [];
    since.push(now);
    return waits;
  });
}

/** Whether one writes what the other reads or writes, and a thread may need rows that are another's. */
function meet(a: Touches | undefined, b: Touches | undefined, parts: number): boolean {
  if (!a || !b) return true;
  const common = a.writes.some((each) => b.reads.includes(each) || b.writes.includes(each));
  if (!common && !a.reads.some((each) => b.writes.includes(each))) return false;
  if (!a.rows || !b.rows) return true;
  if (a.rows === b.rows) return false;
  for (let part = 0; part < parts; part++) {
    const [mine, other] = [a.rows(part, parts), b.rows(part, parts)];
    if (mine[0] !== other[0] || mine[1] !== other[1]) return true;
  }
  return false;
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
