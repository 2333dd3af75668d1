/** True where `a` is no larger than `b` in any objective and smaller in one. Same lengths; all are to be made small. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let smaller = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) return false;
    if (a[i]! < b[i]!) smaller = true;
  }
  return smaller;
}

interface Scored<T> {
  readonly point: T;
  readonly index: number;
  readonly scores: readonly number[];
}

/**
 * The points that no other point dominates, in the order they came; of points equal in every objective all stay. Objectives
 * are made small. A point with an objective that is not a number is left out. O(n log n) for one and two objectives, O(n f)
 * beyond, f the size of the front.
 */
export function paretoFront<T>(points: readonly T[], objectives: readonly ((point: T) => number)[]): T[] {
  const scored = points
    .map((point, index): Scored<T> => ({ point, index, scores: objectives.map((objective) => objective(point)) }))
    .filter(({ scores }) => !scores.some(Number.isNaN));
  // Sorted, a point can only be dominated by one before it: whatever dominates comes first in dictionary order.
  const sorted = scored.toSorted((a, b) => compareScores(a.scores, b.scores));
  const front = objectives.length <= 2 ? sweep(sorted) : filter(sorted);
  return front.sort((a, b) => a.index - b.index).map(({ point }) => point);
}

function compareScores(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i]! !== b[i]!) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}

/** At most two objectives: in order of the first, the second must fall. */
function sweep<T>(sorted: readonly Scored<T>[]): Scored<T>[] {
  const front: Scored<T>[] = [];
  for (const entry of sorted) {
    const best = front.at(-1);
    if (!best || compareScores(best.scores, entry.scores) === 0 || entry.scores.at(-1)! < best.scores.at(-1)!)
      front.push(entry);
  }
  return front;
}

function filter<T>(sorted: readonly Scored<T>[]): Scored<T>[] {
  const front: Scored<T>[] = [];
  for (const entry of sorted) if (!front.some(({ scores }) => dominates(scores, entry.scores))) front.push(entry);
  return front;
}
