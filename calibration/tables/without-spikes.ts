import { type GemmShape, gemm } from '@ridgepoint/engine/cost';
import type { Sample } from '@ridgepoint/engine/trust';

const SPIKE = 1.2; // slower than calls of more rows by this factor
const FEWEST_LONGER = 3; // such calls, among the next four

/**
 * Without single spikes: a product of fewer rows cannot take longer than most of the next larger ones. On B200 and GB200 every tenth
 * call of one table is such a spike (31.7 us between 12.1 and 12.2). One row alone runs another kernel and is not judged.
 */
export function withoutSpikes(samples: readonly Sample<GemmShape>[]): Sample<GemmShape>[] {
  const shapes = new Map<string, Sample<GemmShape>[]>();
  for (const sample of samples) {
    const key = gemm.group(sample.shape);
    const list = shapes.get(key);
    if (list) list.push(sample);
    else shapes.set(key, [sample]);
  }
  return [...shapes.values()].flatMap((list) => {
    const byRows = list.toSorted((a, b) => a.shape.m - b.shape.m);
    return byRows.filter(({ shape, microseconds }, i) => {
      const next = byRows.slice(i + 1, i + 5);
      return shape.m === 1 || next.filter((n) => n.microseconds * SPIKE < microseconds).length < FEWEST_LONGER;
    });
  });
}
