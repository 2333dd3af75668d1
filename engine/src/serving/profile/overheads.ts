/** One number of an engine that no kernel table holds: what it means, and where a fit to measured runs starts and may go. */
export interface OverheadParameter {
  readonly unit: string;
  readonly meaning: string;
  readonly prior: number;
  readonly low: number;
  readonly high: number;
}

/** Overheads of engines, each a named term of an iteration's or a request's time. Units are those that people use; `secondsOf` turns them. */
export const OVERHEADS = {
  layer: {
    unit: 'us',
    meaning: 'gaps and small kernels of a layer, besides their traffic',
    prior: 12,
    low: 0,
    high: 100,
  },
  moe: {
    unit: 'us',
    meaning: 'the same on top in a layer of experts: router, top-k, shared experts',
    prior: 8,
    low: 0,
    high: 80,
  },
  narrow: {
    unit: 'us',
    meaning: 'narrowing activations in a layer, besides what the product holds',
    prior: 3,
    low: 0,
    high: 60,
  },
  narrowing: {
    unit: '1',
    meaning:
      'share of narrowing activations before a product that is left in a running model: with one scale it is fused with the norm',
    prior: 0.3,
    low: 0,
    high: 1.5,
  },
  grouping: {
    unit: '1',
    meaning: 'the same where every group of values has its scale (FP8 in blocks, FP4, MXFP8)',
    prior: 0.7,
    low: 0,
    high: 1.5,
  },
  step: { unit: 'ms', meaning: 'host time of an iteration that is not hidden', prior: 0.8, low: 0, high: 20 },
  sequence: { unit: 'us', meaning: 'host time of one running request in an iteration', prior: 10, low: 0, high: 200 },
  chunk: { unit: 'ms', meaning: 'host time of one prompt or piece of one in an iteration', prior: 1, low: 0, high: 20 },
  quiet: {
    unit: '1',
    meaning: 'share of the host time of requests that is left where answers are not streamed',
    prior: 1,
    low: 0,
    high: 1,
  },
  quietPrompts: {
    unit: '1',
    meaning: 'share of the host time of prompts that is left where they do not come over a network',
    prior: 1,
    low: 0,
    high: 1,
  },
  floor: {
    unit: 'ms',
    meaning: 'least host time of an iteration where the host works ahead',
    prior: 1.5,
    low: 0,
    high: 20,
  },
  allReduce: {
    unit: '1',
    meaning: 'all-reduce inside a running model against the kernel alone: ranks do not arrive together',
    prior: 1.5,
    low: 0.3,
    high: 5,
  },
  allReduceBlackwell: {
    unit: '1',
    meaning: 'the same on Blackwell, where engines fuse it with the norm',
    prior: 0.8,
    low: 0.1,
    high: 5,
  },
  products: { unit: '1', meaning: 'matrix products against their fitted kernels', prior: 1, low: 0.5, high: 2 },
  prompts: {
    unit: '1',
    meaning: 'products of a prompt against the same, where a compiler lays them out for one token',
    prior: 1,
    low: 0.5,
    high: 10,
  },
  attention: { unit: '1', meaning: 'attention against its fitted kernels', prior: 1, low: 0.5, high: 2 },
  experts: { unit: '1', meaning: 'layers of experts against their fitted kernels', prior: 1, low: 0.5, high: 2 },
  tile: {
    unit: 'ns',
    meaning:
      'what a core takes for an element of the inner width of a whole tile of block-scaled experts, where all of a rank run whether or not they have rows',
    prior: 3,
    low: 0.1,
    high: 30,
  },
  skew: {
    unit: '1',
    meaning: 'share of the way from the mean context to the longest that decode attention takes',
    prior: 0.06, // LLMServingSim's skew.csv, 7 tables: 0.00-0.15 by how calls fill the cores, most where each core has two to four tiles
    low: 0,
    high: 1,
  },
  sampler: { unit: 'pass', meaning: 'passes of the sampler over 32-bit logits', prior: 5, low: 1, high: 40 },
  launch: {
    unit: 'us',
    meaning: 'launch of one kernel by the host, where no graph replays it',
    prior: 5,
    low: 1,
    high: 150,
  },
  request: { unit: 'ms', meaning: 'front end of a request before it can be scheduled', prior: 10, low: 0, high: 200 },
  inputToken: { unit: 'us', meaning: 'front end of one token of the prompt', prior: 2, low: 0, high: 20 },
} as const satisfies Readonly<Record<string, OverheadParameter>>;

export type OverheadName = keyof typeof OVERHEADS;
export type Overheads = Readonly<Record<OverheadName, number>>;

const SCALE: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, ms: 1e-3, '1': 1, pass: 1 };

/** An engine's overheads in seconds and plain factors: what is given, else the prior. */
export function overheadsOf(values: Partial<Overheads>): Overheads {
  return Object.fromEntries(
    Object.entries<OverheadParameter>(OVERHEADS).map(([name, { prior, unit }]) => [
      name,
      (values[name as OverheadName] ?? prior) * SCALE[unit]!,
    ]),
  ) as Overheads;
}

/** The same of some overheads: in seconds and plain factors, the others absent. */
export const someOverheads = (values: Partial<Overheads>): Partial<Overheads> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value * SCALE[OVERHEADS[name as OverheadName].unit]!]),
  );
