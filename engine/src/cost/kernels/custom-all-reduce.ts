import { collectiveBand, RANK_SPREAD } from './collective.ts';
import { floored, type KernelForm, type Limits, type Values } from './form.ts';

/** All-reduce by an engine's own kernel over peer-mapped memory, in one scale-up domain. */
export interface CustomAllReduceShape {
  readonly ranks: number;
  /** Buffer of one rank, B. */
  readonly bytes: number;
}

/**
 * The quicker of one-shot (every rank reads all buffers) and two-shot (reduce-scatter, then all-gather), microseconds.
 * Holds up to the size at which the library hands over to NCCL (`customReaches`); two-shot moves the ring's bytes in two steps.
 */
export const customAllReduce: KernelForm<CustomAllReduceShape> = {
  kind: 'custom-all-reduce',
  formula:
    'min( a + lam·(n-1) + (n-1)·S/(b1·link), a + g + lam·(n-1) + 2(n-1)/n·S/(b2·link) ), up to S = up2, up4, up8 MiB at 2, up to 4 and more ranks',
  source:
    'one-shot and two-shot as in TensorRT-LLM and vLLM (the latter after FasterTransformer); parameters fitted by calibration/calibrate.ts',
  parameters: [
    { name: 'a', unit: 'us', meaning: 'start, barrier and end of the kernel', start: 4, low: 0.5, high: 50 },
    { name: 'lam', unit: 'us', meaning: 'one more peer', start: 0.1, low: 0, high: 5 },
    {
      name: 'b1',
      unit: '1',
      meaning: 'share of the link that reading all buffers reaches',
      start: 0.6,
      low: 0.02,
      high: 1,
    },
    { name: 'g', unit: 'us', meaning: 'second barrier of two-shot', start: 4, low: 0, high: 50 },
    { name: 'b2', unit: '1', meaning: 'share of the link that two-shot reaches', start: 0.65, low: 0.02, high: 1 },
    { name: 'up2', unit: 'MiB', meaning: 'two ranks: largest buffer the library keeps', start: 8, low: 0, high: 1024 },
    { name: 'up4', unit: 'MiB', meaning: 'three or four ranks: largest buffer kept', start: 8, low: 0, high: 1024 },
    { name: 'up8', unit: 'MiB', meaning: 'more ranks: largest buffer kept', start: 8, low: 0, high: 1024 },
  ],
  benchParameters: [
    { name: 'host', unit: 'us', meaning: 'floor of a host that launches without a graph', start: 0, low: 0, high: 500 },
  ],
  microseconds: customMicroseconds,
  coordinates: ({ ranks, bytes }) => [Math.log(Math.max(1, bytes)), RANK_SPREAD * Math.log(ranks)],
  group: ({ ranks }) => `${ranks} ranks`,
  band: collectiveBand,
};

function customMicroseconds({ ranks: n, bytes }: CustomAllReduceShape, p: Values, limits: Limits, bench?: Values) {
  if (n <= 1 || bytes <= 0 || limits.link <= 0) return 0;
  const { a, lam, b1, g, b2 } = p as Record<string, number>;
  const perByte = 1e6 / limits.link;
  const start = a! + lam! * (n - 1);
  const oneShot = start + ((n - 1) * bytes * perByte) / b1!;
  const twoShot = start + g! + (((2 * (n - 1)) / n) * bytes * perByte) / b2!;
  // With two ranks there is nothing to scatter: the second step would only add its barrier.
  return floored(n === 2 ? oneShot : Math.min(oneShot, twoShot), bench?.host ?? 0);
}

/** True when the library keeps an all-reduce of this size to its own kernel; above, it calls NCCL. Several servers always call NCCL. */
export function customReaches({ ranks, bytes }: CustomAllReduceShape, p: Values): boolean {
  const mebibytes = ranks <= 2 ? p.up2 : ranks <= 4 ? p.up4 : p.up8;
  return ranks <= MOST_RANKS && bytes <= (mebibytes ?? 0) * 2 ** 20;
}

const MOST_RANKS = 8; // vLLM, SGLang and TensorRT-LLM build theirs for 2, 4, 6 and 8 ranks
