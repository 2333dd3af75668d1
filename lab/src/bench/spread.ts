/** Of many measurements: the least, the middle, and what nine of ten stay under. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly p90: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return { least: sorted[0]!, median: at(0.5), p90: at(0.9) };
}
