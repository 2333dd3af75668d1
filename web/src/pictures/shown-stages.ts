/** Rows that a picture of a pipeline has at most. */
const MOST_ROWS = 16;

/** All stages of few; of many the first, the last, one that must be there, and some evenly between. */
export function shownStages(stages: number, must = 0): readonly number[] {
  const all = Array.from({ length: stages }, (_, stage) => stage);
  if (stages <= MOST_ROWS) return all;
  const step = (stages - 1) / (MOST_ROWS - 2);
  const even = Array.from({ length: MOST_ROWS - 1 }, (_, i) => Math.round(i * step));
  return [...new Set([...even, must])].sort((a, b) => a - b);
}

/** Pixels of a picture with so many rows: many lie closer together. */
export const heightOf = (rows: number): number => 68 + rows * (rows > 8 ? 18 : 24);
