/** Who is better at one point; `neither` where neither of the two is possible there. */
export type Leader = 'a' | 'b' | 'tie' | 'neither';

/** Both values at one point, and what follows from them. */
export interface Sample {
  readonly position: number;
  readonly x: number;
  readonly leader: Leader;
  readonly a: number;
  readonly b: number;
  /** a - b, positive where b leads; not finite where one of them is not possible. */
  readonly gap: number;
}

/** Two choices as functions of one input. What is not possible at a point is NaN or infinite there. */
export interface Rivals {
  readonly a: (x: number) => number;
  readonly b: (x: number) => number;
  /** Which is better; smaller unless said otherwise. */
  readonly better?: 'smaller' | 'larger';
}

/** Compares the two at one point. */
export function compareAt({ a: valueA, b: valueB, better }: Rivals, position: number, x: number): Sample {
  const a = valueA(x);
  const b = valueB(x);
  const canA = Number.isFinite(a);
  const canB = Number.isFinite(b);
  if (!canA || !canB) return { position, x, leader: canA ? 'a' : canB ? 'b' : 'neither', a, b, gap: Number.NaN };
  const gap = better === 'larger' ? b - a : a - b;
  return { position, x, leader: gap < 0 ? 'a' : gap > 0 ? 'b' : 'tie', a, b, gap };
}

/** Whether a gap that changes its sign between the two says where: both are possible and one of them leads. */
export const bracketed = (from: Sample, to: Sample): boolean =>
  Number.isFinite(from.gap) && Number.isFinite(to.gap) && from.gap * to.gap < 0;
