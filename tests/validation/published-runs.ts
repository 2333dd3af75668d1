import { readCatalogue } from '@ridgepoint/catalogue';
import { buildFittedMachine } from '@ridgepoint/engine/cost';
import { type Catalogue, findByName } from '@ridgepoint/engine/facts';
import { agedRates, chipByName, FITTED_SHARES, type Machine, SOFTWARE_YEAR } from '@ridgepoint/engine/machine';
import { flopsPerToken, parametersOf, readArchitecture } from '@ridgepoint/engine/model';
import {
  baseStrategy,
  estimateTraining,
  type Precision,
  planTraining,
  type Strategy,
  type TrainingEstimate,
  type TrainingProblem,
} from '@ridgepoint/engine/training';
import { defaultCheckpointBytes, defaultReliability } from '../../engine/src/training/run/index.ts';

/** A run whose owners published how it was laid out and what it reached. */
export interface PublishedRun {
  readonly id: string;
  readonly model: string;
  readonly accelerator: string;
  readonly accelerators: number;
  readonly sequence: number;
  readonly globalBatch: number;
  readonly tokens: number;
  readonly precision: Precision;
  readonly preset: string;
  readonly strategy: Partial<Strategy>;
  /** Published figures; `hours` = accelerator-hours of the whole pre-training, `step` in seconds, `hfu` = utilisation with recomputation counted. */
  readonly published: {
    readonly mfu?: number;
    readonly hfu?: number;
    readonly step?: number;
    readonly hours?: number;
    readonly interruptions54Days?: number;
  };
  /** When it ran, where that is not 2024. */
  readonly year?: number;
  readonly source: string;
  /** Why it is known to lie outside our range. */
  readonly beyond?: string;
  /** Stages whose hours the published figure holds as well, by id. */
  readonly withStages?: readonly string[];
  /** The source does not say whether its FLOP count the masked half of attention; at long context that is a factor. */
  readonly countingUnstated?: boolean;
  /** Cluster and batch that the source is silent about: the hours' range is then taken over these, each with its best plan. */
  readonly unknown?: { readonly accelerators: readonly number[]; readonly batches: readonly number[] };
}

const BF16: Precision = { compute: 'bf16', gradients: 'fp32' };
const FP16: Precision = { compute: 'fp16', gradients: 'fp16' };
const FP8: Precision = { compute: 'fp8', gradients: 'fp32' };
const HERD = 'arXiv:2407.21783, section 3.3 (table 4, table 5); hours: Llama 3.1 model card';
/** 126 layers on 16 stages of 8 chunks: the first chunk holds only the embedding, the last only the head (section 3.3.2). */
const LLAMA: Partial<Strategy> = {
  tp: 8,
  pp: 16,
  vp: 8,
  schedule: 'interleaved',
  layout: [0, ...new Array<number>(126).fill(1), 0],
  tpComm: 'rs-ag',
  fusedActivation: true,
};

/** The paper trains on up to 16 thousand GPUs (section 3.3.1); steps of 4 to 16 million tokens are what it and its predecessor use. */
const UNKNOWN = { accelerators: [1024, 2048, 4096, 8192, 16384], batches: [512, 1024, 2048] };

/** Accelerators, sequences a step, seconds. */
const NEMOTRON = [
  [1536, 768, 10.3],
  [3072, 1536, 10.3],
  [6144, 2304, 8.0],
] as const;
/** What every step of the baseline pays once is 2.5 s of a straight line through the first four, and ours 1.2: the lines are parallel. */
const ONCE = 'what a step pays once, 1.3 s more than ours, shows where steps are short';
const MEGASCALE: readonly (readonly [number, number, number, string?])[] = [
  [256, 768, 40.0],
  [512, 768, 21.2],
  [768, 768, 15.2],
  [1024, 768, 11.9, ONCE],
  [3072, 6144, 29.02],
  [6144, 6144, 14.78],
  [8192, 6144, 12.24, ONCE],
  [12288, 6144, 8.57, ONCE],
];

export const PUBLISHED_RUNS: readonly PublishedRun[] = [
  {
    id: 'llama-3.1-405b, 8,192 GPUs',
    model: 'llama-3.1-405b',
    accelerator: 'h100-sxm',
    accelerators: 8192,
    sequence: 8192,
    globalBatch: 2048,
    tokens: 15.6e12,
    precision: BF16,
    preset: 'megatron-core',
    strategy: { ...LLAMA, dp: 64 },
    published: { mfu: 0.43 },
    source: HERD,
  },
  {
    id: 'llama-3.1-405b, 16,384 GPUs',
    model: 'llama-3.1-405b',
    accelerator: 'h100-sxm',
    accelerators: 16384,
    sequence: 8192,
    globalBatch: 2048,
    tokens: 15.6e12,
    precision: BF16,
    preset: 'megatron-core',
    strategy: { ...LLAMA, dp: 128 },
    published: { mfu: 0.41, hours: 30.84e6, interruptions54Days: 419 },
    // The card's hours hold the 0.8 T tokens of the long-context stage too (section 3.4.2).
    withStages: ['llama-3.1-405b, long context'],
    source: HERD,
  },
  {
    id: 'llama-3.1-405b, long context',
    model: 'llama-3.1-405b',
    accelerator: 'h100-sxm',
    accelerators: 16384,
    sequence: 131072,
    globalBatch: 128,
    tokens: 0.8e12,
    precision: BF16,
    preset: 'megatron-core',
    strategy: { ...LLAMA, cp: 16, dp: 8, cpKind: 'all-gather' },
    published: { mfu: 0.38 },
    countingUnstated: true,
    source: HERD,
  },
  {
    id: 'llama-3.1-70b',
    model: 'llama-3.1-70b',
    accelerator: 'h100-sxm',
    accelerators: 2048,
    sequence: 8192,
    globalBatch: 2048,
    tokens: 15e12,
    precision: BF16,
    preset: 'megatron-core',
    strategy: { tp: 8, pp: 4, vp: 5, schedule: 'interleaved', dp: 64, tpComm: 'rs-ag' },
    published: { hours: 7.0e6 },
    source: 'Llama 3.1 model card; layout, cluster and batch are not published',
    unknown: UNKNOWN,
  },
  {
    id: 'llama-3.1-8b',
    model: 'llama-3.1-8b',
    accelerator: 'h100-sxm',
    accelerators: 1024,
    sequence: 8192,
    globalBatch: 1024,
    tokens: 15e12,
    precision: BF16,
    preset: 'megatron-core',
    strategy: { tp: 1, dp: 1024 },
    published: { hours: 1.46e6 },
    source: 'Llama 3.1 model card; layout, cluster and batch are not published',
    unknown: UNKNOWN,
  },
  {
    id: 'deepseek-v3',
    model: 'deepseek-v3',
    accelerator: 'h800-sxm',
    accelerators: 2048,
    sequence: 4096,
    globalBatch: 15360,
    tokens: 14.8e12,
    precision: FP8,
    preset: 'dualpipe',
    strategy: { pp: 16, dp: 128, ep: 64, schedule: 'dualpipe', recompute: 'selective' },
    published: { hours: 2.664e6 },
    source: 'arXiv:2412.19437, sections 1, 3.1-3.2, 4.2: 2,048 H800, PP 16, EP 64, ZeRO-1, fp8, DualPipe, batch 15,360',
  },
  ...NEMOTRON.map(
    ([accelerators, globalBatch, step]): PublishedRun => ({
      id: `nemotron-4-340b, ${accelerators.toLocaleString('en')} GPUs`,
      model: 'nemotron-4-340b',
      accelerator: 'h100-sxm',
      accelerators,
      sequence: 4096,
      globalBatch,
      tokens: 9e12,
      precision: BF16,
      preset: 'megatron-core',
      strategy: { tp: 8, pp: 12, vp: 8, dp: accelerators / 96, schedule: 'interleaved', tpComm: 'rs-ag' },
      published: { step },
      source:
        'Nemotron-4 340B Technical Report (arXiv:2406.11704), section 2.3 and table 2; chunks a rank are not printed',
    }),
  ),
  ...MEGASCALE.map(
    ([accelerators, globalBatch, step, beyond]): PublishedRun => ({
      id: `175B under Megatron-LM, ${accelerators.toLocaleString('en')} GPUs`,
      model: 'gpt3-175b',
      accelerator: 'a100-80-sxm',
      accelerators,
      sequence: 2048,
      globalBatch,
      tokens: 300e9,
      precision: BF16,
      preset: 'megatron-lm',
      strategy: {
        tp: 8,
        pp: 8,
        vp: 6,
        dp: accelerators / 64,
        schedule: 'interleaved',
        tpComm: 'rs-ag',
        recompute: 'selective',
      },
      published: { step },
      year: 2023.3,
      source: 'MegaScale (arXiv:2402.15627), tables 1 and 2, the baseline; its recomputation is not printed',
      beyond,
    }),
  ),
  {
    id: 'mt-nlg-530b, 2,240 GPUs',
    model: 'megatron-530b',
    accelerator: 'a100-80-sxm',
    accelerators: 2240,
    sequence: 2048,
    globalBatch: 1920,
    tokens: 270e9,
    precision: FP16,
    preset: 'megatron-deepspeed',
    strategy: { tp: 8, pp: 35, dp: 8, recompute: 'full', tpComm: 'ar' },
    published: { step: 60.1 },
    year: 2021.5,
    source:
      'Using DeepSpeed and Megatron to Train Megatron-Turing NLG 530B (arXiv:2201.11990), section 2.4, as quoted by github.com/cli99/llm-analysis',
    beyond:
      'DeepSpeed’s pipeline of 2021 ran at 126 TFLOP/s a GPU where Megatron-LM’s own had reached 163 with this model that spring; bubbles without chunks of layers explain a third of that, the rest is not priced',
  },
  {
    id: 'bloom-176b',
    model: 'bloom-176b',
    accelerator: 'a100-80-sxm',
    accelerators: 384,
    sequence: 2048,
    globalBatch: 2048,
    tokens: 366e9,
    precision: BF16,
    preset: 'megatron-deepspeed-zero',
    strategy: { tp: 4, pp: 12, dp: 8, microBatch: 2, zero: 1, recompute: 'full', tpComm: 'ar' },
    published: { step: 105 },
    year: 2022.2,
    source: 'github.com/bigscience-workshop/bigscience, train/tr11-176B-ml/README.md',
  },
  {
    id: 'opt-175b',
    model: 'opt-175b',
    accelerator: 'a100-80-sxm',
    accelerators: 992,
    sequence: 2048,
    globalBatch: 992,
    tokens: 300e9,
    precision: FP16,
    preset: 'fsdp',
    strategy: { tp: 8, dp: 124, zero: 3, microBatch: 8, recompute: 'full', tpComm: 'ar' },
    published: { hfu: 147 / 312 },
    year: 2021.9,
    source: 'OPT (arXiv:2205.01068), section 2.4: up to 147 TFLOP/s a GPU; tensor parallel 8 in a server is taken',
  },
  {
    id: 'falcon-180b',
    model: 'falcon-180b',
    accelerator: 'a100-40-sxm',
    accelerators: 4096,
    sequence: 2048,
    globalBatch: 2048,
    tokens: 3.5e12,
    precision: BF16,
    preset: 'megatron-core',
    strategy: { tp: 8, pp: 8, dp: 64, zero: 1, tpComm: 'ar' },
    published: { hours: 7e6 },
    year: 2023.3,
    source:
      'Falcon-180B model card: up to 4,096 A100 40GB, TP 8, PP 8, DP 64, ZeRO; hours (about): Hugging Face blog "falcon-180b", 2023-09; recomputation is not printed',
  },
];

/** The problem of a published run, at its own size or another. */
function problemOf(
  run: PublishedRun,
  catalogue: Catalogue,
  accelerators = run.accelerators,
  globalBatch = run.globalBatch,
): TrainingProblem {
  const entry = findByName(catalogue.models, run.model)!;
  const architecture = readArchitecture(entry.config, entry.id, entry.name);
  const bytes = defaultCheckpointBytes(catalogue, parametersOf(architecture).total);
  return {
    architecture,
    machine: ofItsYear(
      buildFittedMachine(catalogue, { chip: chipByName(catalogue, run.accelerator)!, count: accelerators }),
      run.year,
    ),
    tokens: run.tokens,
    sequence: run.sequence,
    globalBatch,
    precision: run.precision,
    optimizer: { kind: 'adamw', state: 'fp32', master: true },
    preset: run.preset,
    memoryHeadroom: 0,
    reliability: defaultReliability(catalogue, accelerators, bytes).reliability,
  };
}

/** Most of these ran on the software of 2024: a plan of today counts on today's. */
const YEAR = 2024.3;

function ofItsYear(machine: Machine, year = YEAR): Machine {
  const years = (SOFTWARE_YEAR[machine.chip.architecture] ?? year) - year;
  return { ...machine, rates: agedRates(machine.rates, years, FITTED_SHARES['software.yearly'].value) };
}

/** Our estimate of a published run. */
export function estimateRunOf(run: PublishedRun, catalogue: Catalogue = readCatalogue()): TrainingEstimate {
  const problem = problemOf(run, catalogue);
  return estimateTraining(problem, baseStrategy(problem, run.strategy));
}

/** Hours over the clusters and batches that a source leaves open: least low to greatest high; null where it leaves nothing open. */
export function hoursOverUnknown(
  run: PublishedRun,
  catalogue: Catalogue = readCatalogue(),
): { low: number; high: number } | null {
  if (!run.unknown) return null;
  const { accelerators, batches } = run.unknown;
  const ranges = accelerators.flatMap((count) =>
    batches.flatMap((batch) => {
      const { best } = planTraining(problemOf(run, catalogue, count, batch), {}, { top: 0 });
      return best ? [best.run.acceleratorHours] : [];
    }),
  );
  return { low: Math.min(...ranges.map((r) => r.low)), high: Math.max(...ranges.map((r) => r.high)) };
}

/** How much larger the utilisation is when the masked half of attention is counted as well. */
export function fullOverCausal(run: PublishedRun, catalogue: Catalogue = readCatalogue()): number {
  const entry = findByName(catalogue.models, run.model)!;
  const architecture = readArchitecture(entry.config, entry.id, entry.name);
  const count = (convention: 'full' | 'causal') => flopsPerToken(architecture, run.sequence, convention).total;
  return count('full') / count('causal');
}

/** Accelerator-hours of a run with the stages that the published figure holds. */
export function hoursOf(
  run: PublishedRun,
  catalogue: Catalogue = readCatalogue(),
): { value: number; low: number; high: number } {
  const stages = [run, ...PUBLISHED_RUNS.filter((r) => run.withStages?.includes(r.id))];
  const hours = stages.map((stage) => estimateRunOf(stage, catalogue).run.acceleratorHours);
  const sum = (of: 'value' | 'low' | 'high') => hours.reduce((total, h) => total + h[of], 0);
  return { value: sum('value'), low: sum('low'), high: sum('high') };
}
