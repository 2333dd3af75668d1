import { floored, type KernelForm, type Limits, smoothMaximum, type Values } from './form.ts';
import { PAIRED_ROWS, tilesOf } from './tiles.ts';

/** y[m,n] = x[m,k]·W[k,n] with operands of the given bytes an element; `quantised` = x arrives in 16 bit and is narrowed first. */
export interface GemmShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly activationBytes: number;
  readonly weightBytes: number;
  readonly quantised: boolean;
}

/** Into how many parts libraries cut the inner dimension. */
const SPLITS = [1, 2, 4, 8, 16, 32] as const;
const LEAST_DEPTH = 64; // elements of k a part keeps
/** A bound from other sums may lie above what it bounds by their last digits. */
const ROUNDING = 1 - 1e-12;
const GRID = 4; // rows of 4-byte scales that fill the 16 bytes a copy engine moves
const CLIFF = 12; // what is read in turn is lost once it does not fit: an L40S reads weights of 12 MB at 2.6 times its bandwidth, of 18 MB at 1.1

/**
 * Matrix product on a tiled machine. The library's choice is the cheapest of 7 tiles (or what its own rule takes) x 6 splits of k:
 * compute in whole waves over the cores, bytes through memory, and the chain along k that one tile cannot parallelise,
 * joined by a smooth maximum; launch, the part of the epilogue that is not hidden and narrowing of x come on top.
 * Sizes in elements, result in microseconds.
 */
export const gemm: KernelForm<GemmShape> = {
  kind: 'gemm',
  formula:
    't0 + epi·2mn/BW + q·mk(2+a)/BW + row·m/cores + min over tiles, s of ( C⊕M⊕K + fill·(⌈w⌉-1) + [s>1](ts + 8smn/BW) ); w = tiles·s/cores, C = max(1, ⌈w⌉-spared·(⌈w⌉-w))·2·TM·TN·(k/s)/(e·peak/cores)·(1+at·64(1/TM+1/TN))·(1+mis), M = (mk·a+nk·w+2mn)/(eB·BW), K = tau·k/s [step > 0: ·waves, ·(1+pairs) from 512 rows]; ⊕ smooth maximum, p = 2.5',
  source: 'roofline (Williams 2009) over tiles, waves and split-K; parameters fitted by calibration/calibrate.ts',
  parameters: [
    { name: 't0', unit: 'us', meaning: 'start and end of the kernel', start: 3, low: 0.5, high: 100 },
    { name: 'e', unit: '1', meaning: 'share of the dense peak that a core reaches', start: 0.85, low: 0.2, high: 1.3 },
    { name: 'eB', unit: '1', meaning: 'share of memory bandwidth reached', start: 0.85, low: 0.3, high: 1.3 },
    { name: 'tau', unit: 'ns', meaning: 'time per element of k within one tile', start: 1, low: 0, high: 10 },
    { name: 'ts', unit: 'us', meaning: 'second kernel of a split inner dimension', start: 2.3, low: 0.5, high: 1000 },
    {
      name: 'epi',
      unit: '1',
      meaning: 'share of writing the output that is not hidden',
      start: 0.4,
      low: 0,
      high: 5,
    },
    {
      name: 'at',
      unit: '1',
      meaning: 'cost of a small tile: operands fetched more often',
      start: 0.05,
      low: 0,
      high: 1,
    },
    { name: 'mis', unit: '1', meaning: 'cost of rows off the grid of four', start: 0.1, low: 0, high: 1 },
    {
      name: 'q',
      unit: '1',
      meaning: 'narrowing of x, against one read and write',
      start: 2,
      low: 0,
      high: 8,
      absoluteIn: ['fp8', 'fp8-block', 'int8'],
    },
    {
      name: 'row',
      unit: 'ns',
      meaning: 'narrowing of x: what one row takes a core besides its bytes',
      start: 500,
      low: 0,
      high: 5000,
    },
    {
      name: 'spared',
      unit: '1',
      meaning: 'share of the empty places of a last wave that is not paid: a library has more tiles than these',
      start: 0.3,
      low: 0,
      high: 1,
    },
    {
      name: 'fill',
      unit: 'us',
      meaning: 'what each wave after the first costs besides: a kernel that ends with its tile fills the core anew',
      start: 1,
      low: 0,
      high: 20,
    },
    {
      name: 'scaled',
      unit: '1',
      meaning:
        'compute capability whose rule of vLLM’s scaled products sets the tile; 0 = any tile, whichever is quickest',
      start: 0,
      low: 0,
      high: 120,
      given: true,
    },
    {
      name: 'step',
      unit: 'column',
      meaning:
        'step of the columns among which a kernel seeks the tile of fewest waves; 0 = any tile, whichever is quickest',
      start: 0,
      low: 0,
      high: 64,
      given: true,
    },
    {
      name: 'ends',
      unit: '1',
      meaning: '1 = a kernel that ends with its tile, 0 = one that stays on its core and goes on to the next',
      start: 0,
      low: 0,
      high: 1,
      given: true,
    },
    {
      name: 'pairs',
      unit: '1',
      meaning: 'what pairs of cores that share a tile’s operands wait for each other, against walking k',
      start: 0,
      low: 0,
      high: 2,
      elsewhere: 0,
    },
  ],
  benchParameters: [
    { name: 'host', unit: 'us', meaning: 'floor of a host that launches without a graph', start: 0, low: 0, high: 500 },
    {
      name: 'pad',
      unit: 'us',
      meaning: 'what such a host adds where rows are off the grid of four: scales are laid out anew first',
      start: 0,
      low: 0,
      high: 300,
    },
    { name: 'warm', unit: '1', meaning: 'speed-up of operands that stay in the cache', start: 1, low: 1, high: 8 },
    {
      name: 'hold',
      unit: '1',
      meaning: 'share of the cache that keeps what is read in turn',
      start: 0.9,
      low: 0.1,
      high: 1,
    },
    {
      name: 'copies',
      unit: '1',
      meaning: 'copies of the weights that a benchmark reads in turn, against one x and one output',
      start: 6,
      low: 1,
      high: 6,
      given: true,
    },
  ],
  microseconds: gemmMicroseconds,
  // One row runs another kernel (a matrix-vector product): it lies apart from two rows and more.
  coordinates: ({ m, n, k }) => [m === 1 ? -3 : Math.log(m), Math.log(n), Math.log(k)],
  group: ({ n, k }) => `${n}x${k}`,
  band: ({ m }) => (m <= 64 ? 0 : m <= 512 ? 1 : 2),
};

/**
 * Bytes that cost a benchmark as much as memory's: it multiplies one x by its copies of the weights in turn and writes one output over and
 * over, so that weights come back after all copies and x after one.
 */
function bytesRead(
  x: number,
  weights: number,
  output: number,
  cache: number,
  { warm = 1, hold = 1, copies = 6 }: Values,
) {
  const again = x + weights + output;
  if (!(warm > 1)) return again;
  const missed = (between: number) => 1 / (1 + ((hold * cache) / between) ** CLIFF);
  const far = weights * missed(again + (copies - 1) * weights) + (x + output) * missed(again);
  return far + (again - far) / warm;
}

function gemmMicroseconds(shape: GemmShape, p: Values, limits: Limits, bench?: Values): number {
  const { m, n, k, activationBytes, weightBytes } = shape;
  if (m <= 0 || n <= 0 || k <= 0) return 0;
  const { t0, e, eB, tau, ts, epi, at, mis, q } = p as Record<string, number>;
  const perByte = 1e6 / limits.bandwidth;
  const bytes = bytesRead(m * k * activationBytes, n * k * weightBytes, 2 * m * n, limits.cache, bench ?? {});
  const memory = (bytes * perByte) / eB!;
  const perFlop = ((1e6 * limits.cores) / (e! * limits.peak)) * (m > 32 && m % GRID !== 0 ? 1 + mis! : 1);
  let best = Number.POSITIVE_INFINITY;
  const { step = 0, pairs = 0, spared = 0, fill = 0, row = 0 } = p;
  const walk = ((step > 0 && m >= PAIRED_ROWS ? 1 + pairs : 1) * tau!) / 1000;
  for (const [rows, columns, together = 1] of tilesOf(m, n, limits.cores, p)) {
    const tiles = together * Math.ceil(m / (together * rows)) * Math.ceil(n / columns);
    const tileCost = 2 * rows * columns * perFlop * (1 + at! * 64 * (1 / rows + 1 / columns));
    // Bytes, and work on cores that are all busy, stay the same however k is cut; what comes on top grows.
    const least = Math.max(memory, (tiles * tileCost * k) / limits.cores) * ROUNDING;
    for (const split of SPLITS) {
      if (split > 1 && k / split < LEAST_DEPTH) break;
      const started = (tiles * split) / limits.cores;
      const waves = Math.ceil(started);
      const depth = k / split;
      const again = split > 1 ? ts! + 8 * split * m * n * perByte : 0;
      if (least + again >= best) break;
      const extra = again + fill * (waves - 1);
      const compute = Math.max(1, waves - spared * (waves - started)) * tileCost * depth;
      // A kernel that stays on its core walks k once a wave; others have several tiles on a core under way.
      const chain = walk * depth * (step > 0 ? waves : 1);
      // The smooth maximum is never below the hard one: a candidate that is longer already cannot win.
      if (Math.max(compute, memory, chain) + extra >= best) continue;
      const time = smoothMaximum(compute, memory, chain) + extra;
      if (time < best) best = time;
    }
  }
  const narrowing = shape.quantised
    ? q! * m * k * (2 + activationBytes) * perByte + (row * m) / limits.cores / 1000
    : 0;
  return floored(t0! + epi! * 2 * m * n * perByte + narrowing + best, bench ? hostOf(m, bench) : 0);
}

/** Floor of a host that launches without a graph: one kernel more where a row of scales would not end on 16 bytes. */
const hostOf = (m: number, { host = 0, pad = 0 }: Values): number => host + (m % GRID === 0 ? 0 : pad);
