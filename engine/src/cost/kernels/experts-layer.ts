import { floored, type KernelForm, type Limits, smoothMaximum, type Values } from './form.ts';
import { type ExpertLoads, equalLoads, ROW_BLOCKS, type Routing, routedLoads } from './router.ts';

/** The routed experts of one layer on one rank, or one grouped product alone. Sizes in elements. */
export interface ExpertsLayerShape {
  /** One layer (routing, up, activation, down, weighted sum) or one product of `hidden` outputs and `inner` inputs. */
  readonly parts: 'layer' | 'product';
  /** Tokens that this rank sees: all of them where every rank gets them all, those sent to it behind an all-to-all. */
  readonly tokens: number;
  readonly topk: number;
  readonly hidden: number;
  /** Inner width of one expert on this rank. */
  readonly inner: number;
  /** Gate, up and down (true), or up and down. */
  readonly gated: boolean;
  readonly localExperts: number;
  /** Of the layer, on all ranks. */
  readonly experts: number;
  readonly loads: ExpertLoads;
  readonly activationBytes: number;
  readonly weightBytes: number;
  /** What is left out together when a fit is tested. */
  readonly family: string;
}

/** One expert: sizes of the whole model; `expertTensorParallel` ranks share its inner width. */
export interface Expert {
  readonly hidden: number;
  readonly inner: number;
  readonly gated: boolean;
  readonly expertTensorParallel: number;
  readonly activationBytes: number;
  readonly weightBytes: number;
}

const COLUMNS = 128; // columns of a tile; 64 and 256 differ by less than 0.2 points
const ALIGNED = 16; // elements a row of weights must be a multiple of to be loaded in whole words
const CACHE_EDGE = 12; // steepness: on the L40S 95 MB of weights stay in a 96 MiB cache, 126 MB do not

/**
 * Experts of one layer. Each of the two grouped products takes the cheapest of four row blocks: whole waves of tiles over the cores,
 * against bytes through memory and the chain of one tile along the inner width, joined by a smooth maximum. Routing and launches,
 * traffic of permuted rows and per-expert bookkeeping come on top. Result in microseconds.
 */
export const expertsLayer: KernelForm<ExpertsLayerShape> = {
  kind: 'experts',
  formula:
    't0 + ce·L + cs·E + ca·(T·topk·2(H+w)+4TH)/BW + cx·R·2(2H+w)/BW + P(2I,H) + P(H,I); w = 3I gated, 2I not; P(n,k) = (1+mis·[k mod 16 ≠ 0])·(C⊕M⊕K); C = min over row blocks b of waves_b·(2·b·128·k/(e·peak/cores)·(1+hT·128/b)+tl) + tf·foreign tiles/cores, M = (active·n·k·wb + R(k·a+2n))/(eB·BW), K = tau·k; ⊕ smooth maximum, p = 2.5',
  source:
    'roofline (Williams 2009) over tiles and waves; parameters fitted by calibration/calibrate.ts, with per-product waves and tiles of foreign experts',
  parameters: [
    {
      name: 't0',
      unit: 'us',
      meaning: 'routing, sorting and launches of the several kernels of a layer',
      start: 25,
      low: 1,
      high: 300,
    },
    { name: 'e', unit: '1', meaning: 'share of the dense peak that a core reaches', start: 0.8, low: 0.1, high: 1.3 },
    { name: 'eB', unit: '1', meaning: 'share of memory bandwidth reached', start: 0.85, low: 0.3, high: 1.3 },
    {
      name: 'hT',
      unit: '1',
      meaning: 'cost of a tile of few rows: weights are fetched as for 128',
      start: 0.3,
      low: 0,
      high: 3,
    },
    {
      name: 'tau',
      unit: 'ns',
      meaning: 'time per element of the inner width within one tile',
      start: 2,
      low: 0,
      high: 30,
    },
    {
      name: 'ca',
      unit: '1',
      meaning: 'traffic of routing and summing over all tokens, against one pass',
      start: 0.5,
      low: 0,
      high: 15,
    },
    {
      name: 'cx',
      unit: '1',
      meaning: 'traffic of the rows of local experts that is not hidden, against one pass',
      start: 1,
      low: 0,
      high: 15,
    },
    { name: 'tl', unit: 'us', meaning: 'start and end of one wave of tiles', start: 0.5, low: 0, high: 4 },
    {
      name: 'tf',
      unit: 'us',
      meaning: 'one tile of an expert of another rank, which is launched and left',
      start: 0.1,
      low: 0,
      high: 3,
    },
    { name: 'ce', unit: 'us', meaning: 'bookkeeping of one local expert', start: 0.02, low: 0, high: 2 },
    {
      name: 'cs',
      unit: 'us',
      meaning:
        'sorting of one expert of the layer, whichever rank holds it: told apart where one kernel was timed for several networks',
      start: 0,
      low: 0,
      high: 0.2,
      given: true,
    },
    {
      name: 'mis',
      unit: '1',
      meaning: 'cost of an inner width that is no multiple of 16 elements',
      start: 1,
      low: 0,
      high: 15,
    },
  ],
  benchParameters: [
    { name: 'host', unit: 'us', meaning: 'floor of a host that launches without a graph', start: 0, low: 0, high: 500 },
    { name: 'warm', unit: '1', meaning: 'speed-up of weights that all stay in the cache', start: 1, low: 1, high: 6 },
  ],
  microseconds: layerMicroseconds,
  coordinates: ({ loads, hidden, inner, tokens }) => {
    const active = Math.max(1, loads.active);
    const rows = Math.max(1, loads.assignments) / active;
    // Rows decide which kernel runs; weight bytes and width carry over from one model to another better than expert counts do.
    return [
      1.5 * Math.log(rows),
      Math.log(active * hidden * inner),
      Math.log(Math.max(1, tokens)),
      Math.log(inner),
      loads.busiest > 2 * rows ? 1 : 0,
    ];
  },
  group: ({ family }) => family,
  band: ({ tokens }) => (tokens <= 64 ? 0 : tokens <= 512 ? 1 : 2),
};

function layerMicroseconds(shape: ExpertsLayerShape, p: Values, limits: Limits, bench?: Values): number {
  const { tokens, topk, hidden, inner, gated, loads } = shape;
  const layer = shape.parts === 'layer';
  const perByte = 1e6 / limits.bandwidth;
  const wide = layer ? (gated ? 3 : 2) * inner : inner;
  const slow = warmth(shape, wide, limits, bench?.warm ?? 1);
  let time =
    p.t0! + p.ce! * shape.localExperts + (p.cs ?? 0) * shape.experts + product(shape, hidden, inner, p, limits, slow);
  if (layer) {
    time += product(shape, gated ? 2 * inner : inner, hidden, p, limits, slow);
    time += p.ca! * (tokens * topk * 2 * (hidden + wide) + 4 * tokens * hidden) * perByte;
    time += p.cx! * loads.assignments * 2 * (2 * hidden + wide) * perByte;
  }
  return floored(time, bench?.host ?? 0);
}

/** Share of the memory time that is left when a benchmark repeats a layer whose weights fit the cache; 1 in a running model. */
function warmth({ loads, hidden, inner, weightBytes }: ExpertsLayerShape, wide: number, limits: Limits, warm: number) {
  if (warm <= 1) return 1;
  const bytes = loads.active * hidden * wide * weightBytes + loads.assignments * (hidden + inner) * 2;
  if (bytes <= 0) return 1;
  const cold = 1 / (1 + (limits.cache / bytes) ** CACHE_EDGE);
  return cold + (1 - cold) / warm;
}

function product(shape: ExpertsLayerShape, n: number, k: number, p: Values, limits: Limits, slow: number): number {
  const { loads, weightBytes, activationBytes } = shape;
  if (loads.assignments <= 0) return 0;
  const bytes = loads.active * n * k * weightBytes + loads.assignments * (k * activationBytes + 2 * n);
  const memory = (slow * bytes * 1e6) / (limits.bandwidth * p.eB!);
  const columns = Math.ceil(n / COLUMNS);
  const perRow = (2 * COLUMNS * k * 1e6 * limits.cores) / (p.e! * limits.peak);
  let compute = Number.POSITIVE_INFINITY;
  for (let b = 0; b < ROW_BLOCKS.length; b++) {
    const waves = Math.ceil((loads.blocks[b]! * columns) / limits.cores);
    const foreign = (loads.foreign[b]! * columns * p.tf!) / limits.cores;
    compute = Math.min(compute, waves * (perRow * (ROW_BLOCKS[b]! + p.hT! * 128) + p.tl!) + foreign);
  }
  return smoothMaximum(compute, memory, (p.tau! * k) / 1000) * (k % ALIGNED === 0 ? 1 : 1 + p.mis!);
}

/**
 * The experts of a layer under a routing. `dispatched` = an all-to-all has brought each rank only the tokens of its experts; without it
 * every rank reads all tokens and skips the tiles of foreign experts. `loads` may be passed where many layers share a routing.
 */
export function expertsShape(
  routing: Routing,
  expert: Expert,
  dispatched = false,
  loads: ExpertLoads = routedLoads(routing),
): ExpertsLayerShape {
  return {
    parts: 'layer',
    tokens: dispatched ? Math.min(routing.tokens, loads.assignments) : routing.tokens,
    topk: dispatched ? loads.assignments / Math.max(1, Math.min(routing.tokens, loads.assignments)) : routing.topk,
    hidden: expert.hidden,
    inner: Math.ceil(expert.inner / expert.expertTensorParallel),
    gated: expert.gated,
    localExperts: Math.max(1, Math.round(routing.experts / routing.expertParallel)),
    experts: routing.experts,
    loads: dispatched ? { ...loads, foreign: loads.foreign.map(() => 0) } : loads,
    activationBytes: expert.activationBytes,
    weightBytes: expert.weightBytes,
    family: [expert.hidden, expert.inner, routing.experts, routing.topk].join('x'),
  };
}

/** `groups` products y[rows,n] = x[rows,k]·W[k,n] in one kernel: the layer's formula without routing. */
export const groupedProduct = (
  groups: number,
  rows: number,
  n: number,
  k: number,
  operands: { readonly activationBytes: number; readonly weightBytes: number },
): ExpertsLayerShape => ({
  parts: 'product',
  tokens: groups * rows,
  topk: 1,
  hidden: n,
  inner: k,
  gated: false,
  localExperts: groups,
  experts: groups,
  loads: equalLoads(groups, rows),
  ...operands,
  family: `${n}x${k}`,
});
