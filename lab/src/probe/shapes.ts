import { countOf, parametersOf, type Shape } from '../model/shape.ts';

/** A model and how many sequences of it make a step. */
export interface Work {
  readonly shape: Shape;
  readonly batch: number;
}

const work = (layers: number, heads: number, width: number, block: number, batch: number): Work => ({
  shape: { layers, heads, width, block, vocabulary: 65, bias: false },
  batch,
});

/** What a probe measures: widths, blocks and batches from one end to the other, deep enough that layers push one another out of caches. */
export const PROBED: readonly Work[] = [
  work(3, 2, 64, 64, 1),
  work(5, 4, 64, 256, 8),
  work(3, 4, 128, 64, 12),
  work(3, 4, 128, 512, 2),
  work(3, 8, 256, 64, 4),
  work(3, 4, 256, 256, 2),
  work(2, 6, 384, 128, 4),
  work(2, 8, 512, 64, 2),
  work(2, 8, 512, 512, 1),
  work(2, 12, 768, 64, 1),
  work(2, 12, 768, 128, 2),
];

/** Multiplications and additions of a step as nanoGPT counts them (PaLM, Chowdhery et al., arXiv:2204.02311, appendix B). */
export const flopsOf = ({ shape, batch }: Work): number =>
  batch * shape.block * (6 * countOf(parametersOf(shape)) + 12 * shape.layers * shape.width * shape.block);

const sizesOf = ({ shape, batch }: Work): string => [shape.layers, shape.width, shape.block, batch].join();

/** Of a step in a sweep: none takes a machine of one core much longer than half a second. */
const MOST_FLOPS = 8e9;
const LEAST_FLOPS = 2e7;

/** What predictions are held against: none of the shapes that the probe has seen. */
export function sweep(): readonly Work[] {
  const all: Work[] = [];
  for (const width of [64, 128, 192, 256, 384, 512, 768])
    for (const layers of [2, 3, 4, 6, 8, 12])
      for (const block of [64, 96, 128, 256, 512])
        for (const batch of [1, 2, 4, 8, 16, 32]) all.push(work(layers, Math.max(2, width / 64), width, block, batch));
  const seen = new Set(PROBED.map(sizesOf));
  const fitting = all.filter(
    (each) => flopsOf(each) < MOST_FLOPS && flopsOf(each) > LEAST_FLOPS && !seen.has(sizesOf(each)),
  );
  // Every so manieth of a list that is ordered by width, layers, block and batch: all of them come up.
  const stride = 7;
  return fitting.filter((_, i) => i % stride === 0);
}
