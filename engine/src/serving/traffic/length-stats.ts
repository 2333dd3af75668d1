/** Lengths in tokens: nearest-rank percentiles, and shares in bins that double. */
export interface LengthStats {
  readonly mean: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  /** From `low` to below twice that. */
  readonly bins: readonly { readonly low: number; readonly share: number }[];
}

/** Describes lengths; all are 0 where there are none. */
export function lengthStats(lengths: Int32Array): LengthStats {
  const sorted = lengths.slice().sort();
  const n = sorted.length;
  if (n === 0) return { mean: 0, min: 0, p50: 0, p90: 0, p99: 0, max: 0, bins: [] };
  let sum = 0;
  const counts = new Map<number, number>();
  for (const length of sorted) {
    sum += length;
    const bin = 31 - Math.clz32(Math.max(1, length));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const at = (share: number) => sorted[Math.min(n - 1, Math.ceil(share * n) - 1)]!;
  const [from, to] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  const bins = Array.from({ length: to - from + 1 }, (_, i) => ({
    low: 2 ** (from + i),
    share: (counts.get(from + i) ?? 0) / n,
  }));
  return { mean: sum / n, min: sorted[0]!, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted[n - 1]!, bins };
}
