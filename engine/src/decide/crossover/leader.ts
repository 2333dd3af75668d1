/** Who is better at one point; `neither` where neither of the two is possible there. */
export type Leader = 'a' | 'b' | 'tie' | 'neither';

/** Both values at one point, and what follows from them. */
export interface Sample {
  readonly position: number;
  readonly x: number;
  readonly leader: Leader;
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
export function compareAt({ a, b, better = 'smaller' }: Rivals, position: number, x: number): Sample {
  const [ofA, ofB] = [a(x), b(x)];
  const [canA, canB] = [Number.isFinite(ofA), Number.isFinite(ofB)];
  if (!canA || !canB) {
    const leader = canA ? 'a' : canB ? 'b' : 'neither';
    return { position, x, leader, gap: Number.NaN };
  }
  const gap = better === 'smaller' ? ofA - ofB : ofB - ofA;
  return { position, x, leader: gap < 0 ? 'a' : gap > 0 ? 'b' : 'tie', gap };
}

/** Whether a gap that changes its sign between the two says where: both are possible and one of them leads. */
export const bracketed = (from: Sample, to: Sample): boolean =>
  Number.isFinite(from.gap) && Number.isFinite(to.gap) && from.gap * to.gap < 0;
