import { FITTED_ENGINES } from './fitted-engines.generated.ts';
import { FITTED_LOCAL } from './fitted-local.generated.ts';
import { type Overheads, someOverheads } from './overheads.ts';

/** One number of engines that serve one request at a time: what it means, and where a fit to measured runs may go. */
export interface LocalParameter {
  readonly unit: string;
  readonly meaning: string;
  /** Where a fit begins. */
  readonly start: number;
  readonly low: number;
  readonly high: number;
}

/** Numbers of chips under such engines; `calibration/local.ts` fits them. */
export const LOCAL = {
  share: {
    unit: '1',
    meaning: 'of memory bandwidth, by which one token’s products read weights',
    start: 0.9,
    low: 0.7,
    high: 1,
  },
  blend: {
    unit: '1',
    meaning: 'exponent that joins two limits of a rate; large = the tighter one',
    start: 4,
    low: 1.5,
    high: 8,
  },
  card: {
    unit: 'ms',
    meaning: 'from one card to the next, where layers are dealt to cards',
    start: 0.2,
    low: 0,
    high: 1,
  },
  products: {
    unit: '1',
    meaning: 'of the 16-bit peak, for pieces of 512 tokens of a prompt',
    start: 0.5,
    low: 0.2,
    high: 0.9,
  },
  watt: {
    unit: 'TFLOP/J',
    meaning: 'that products of a prompt get out of the power limit',
    start: 0.5,
    low: 0.1,
    high: 2,
  },
  widen: {
    unit: 'pass',
    meaning: 'of narrow weights widened to 16 bit before each piece of a prompt',
    start: 1,
    low: 0,
    high: 4,
  },
  scores: {
    unit: 'pass',
    meaning: 'over attention scores in 32 bit, which are kept in memory',
    start: 5,
    low: 1,
    high: 12,
  },
  stages: {
    unit: '1',
    meaning: 'of a prompt’s time that cards work on different pieces of it',
    start: 0.8,
    low: 0,
    high: 1,
  },
  metalGap: {
    unit: '1',
    meaning: 'gaps of a layer under Metal against those under CUDA',
    start: 1.25,
    low: 0.5,
    high: 3,
  },
  metalProducts: {
    unit: '1',
    meaning: 'of the shader peak that prompts reach under Metal',
    start: 0.6,
    low: 0.3,
    high: 0.9,
  },
  metalNarrow: {
    unit: '1',
    meaning: 'of that, where weights are widened inside the product',
    start: 0.9,
    low: 0.5,
    high: 1,
  },
} as const satisfies Readonly<Record<string, LocalParameter>>;

/** Numbers of one engine’s kernels. */
export const LOCAL_ENGINE = {
  gap: { unit: 'us', meaning: 'gaps and small kernels of a layer', start: 60, low: 0, high: 200 },
  stream: {
    unit: 'B',
    meaning: 'of weights that a multiprocessor takes in a clock at most',
    start: 8,
    low: 3,
    high: 30,
  },
  reduce: {
    unit: 'us',
    meaning: 'sum of one token over cards that cut matrices, over PCIe',
    start: 60,
    low: 5,
    high: 500,
  },
} as const satisfies Readonly<Record<string, LocalParameter>>;

export type LocalValues = Readonly<Record<keyof typeof LOCAL, number>>;
export type LocalEngineValues = Readonly<Record<keyof typeof LOCAL_ENGINE, number>>;
/** Engines whose own kernels were studied. */
export type LocalEngine = 'llamacpp' | 'exllama' | 'mlc';

/** Everything that prices such an engine, in the units above. */
export interface LocalTable {
  readonly chip: LocalValues;
  readonly engines: Readonly<Record<LocalEngine, LocalEngineValues>>;
}

export const LOCAL_TABLE: LocalTable = FITTED_LOCAL;

/** Half-widths of |ln(measured / predicted)| with the chip left out of the fit. */
export interface LocalWidths {
  readonly p80: number;
  readonly p90: number;
}
export const LOCAL_WIDTHS: Readonly<Record<'answer' | 'prompt', LocalWidths>> = FITTED_LOCAL.widths;

/** Engines outside the big three whose overheads are fitted to few published runs: profiles by their id, and what stands in for others. */
export type FittedEngine = keyof typeof FITTED_ENGINES;

/** The same as written: microseconds, milliseconds, factors. */
export const ENGINE_OVERHEADS: Readonly<Record<FittedEngine, Partial<Overheads>>> = FITTED_ENGINES;

/** Overheads of such an engine, in seconds and plain factors. */
export const standInOverheads = (id: FittedEngine): Partial<Overheads> => someOverheads(FITTED_ENGINES[id]);
