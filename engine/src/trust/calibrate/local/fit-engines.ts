import type { Parameter } from '../../../cost/index.ts';
import {
  type FittedEngine,
  OVERHEADS,
  type OverheadName,
  type Overheads,
  someOverheads,
} from '../../../serving/index.ts';
import type { ServingCase } from '../../serving/case.ts';
import type { PredictionTools } from '../../serving/predict/ready.ts';
import { runCase } from '../../serving/predict-serving.ts';
import { minimise } from '../kernels/minimise.ts';

/** Overheads of one engine, as people write them: microseconds, milliseconds, factors. */
export type EngineValues = Partial<Overheads>;

/** An engine outside the big three: which rows it ran, which of their figures are fitted, by which overheads. */
interface EngineGroup {
  readonly engine: FittedEngine;
  /** Where the fit begins; what is not free stays. */
  readonly start: EngineValues;
  readonly free: readonly OverheadName[];
  readonly figures: readonly string[];
  readonly holds: (one: ServingCase) => boolean;
}

const family = (name: string) => (one: ServingCase) => one.family === name || one.family.startsWith(`${name}/`);
const runs =
  (id: string, ...families: string[]) =>
  (one: ServingCase) =>
    one.profile.id === id && families.some((name) => family(name)(one));

export const ENGINE_GROUPS: readonly EngineGroup[] = [
  {
    engine: 'gptfast',
    start: { step: 0.1, products: 1, experts: 1 },
    free: ['step', 'products', 'experts'],
    figures: ['decode_tokens_per_s'],
    holds: family('gpt-fast'),
  },
  {
    engine: 'torch',
    start: { layer: 12, launch: 60 },
    free: ['launch'],
    figures: ['output_tokens_per_s'],
    holds: runs('vllm-0.4-eager-torch', 'ninehills-4090'),
  },
  {
    engine: 'vllm',
    start: { launch: 60 },
    free: ['launch'],
    figures: ['output_tokens_per_s', 'decode_tokens_per_s'],
    holds: runs('vllm-0.4-eager-vllm', 'mlc-llm-perf-bench', 'ninehills-4090'),
  },
  {
    engine: 'webui',
    start: { step: 5, request: 100 },
    free: ['step', 'request'],
    figures: ['output_tokens_per_s', 'ttft_ms'],
    holds: runs('llamacpp-webui', 'ninehills-4090'),
  },
  {
    engine: 'neuron',
    start: { layer: 100, products: 1.3, attention: 1.5, prompts: 2, launch: 70, allReduce: 0.5 },
    free: ['layer', 'products', 'attention', 'prompts', 'launch', 'allReduce'],
    figures: ['ttft_ms', 'tpot_ms'],
    holds: family('aws-neuron'),
  },
  {
    engine: 'gaudi',
    start: { layer: 10, attention: 1, sequence: 5, prompts: 1 },
    free: ['layer', 'attention', 'sequence', 'prompts'],
    figures: ['output_tokens_per_s', 'ttft_ms'],
    holds: family('gaudi2'),
  },
  {
    engine: 'vllm-ascend',
    start: { layer: 400, moe: 300, sequence: 10, prompts: 3 },
    free: ['layer', 'moe', 'sequence', 'prompts'],
    figures: ['tpot_ms', 'ttft_ms'],
    holds: family('vllm-ascend'),
  },
  {
    engine: 'tenstorrent',
    start: { layer: 500 },
    free: ['layer'],
    figures: ['decode_tokens_per_s'],
    holds: runs('tenstorrent-host', 'tenstorrent'),
  },
];
const ROUNDS = { all: 8, leftOut: 3 };
/** These engines launch slowly and attend without fused kernels: wider than what servers of GPUs may have. */
const HIGHEST: Partial<Record<OverheadName, number>> = { layer: 1000, moe: 1000, launch: 200, attention: 10 };

/** ln(predicted / measured) of each fitted figure of a case with these overheads in place of its profile's own. */
function errorsOf(
  one: ServingCase,
  values: EngineValues,
  figures: readonly string[],
  tools: PredictionTools,
): number[] {
  const overheads = { ...one.profile.overheads, ...someOverheads(values) };
  const { figures: predicted } = runCase({ ...one, profile: { ...one.profile, overheads } }, tools);
  return one.quantities
    .filter(({ quantity }) => figures.includes(quantity))
    .map(({ quantity, measured, per }) =>
      Math.log(predicted[quantity]! / (quantity.endsWith('_per_s') ? per : 1) / measured),
    );
}

export interface EngineErrors {
  readonly engine: FittedEngine;
  readonly inSample: readonly number[];
  /** By values that saw no row of the network; empty where there is one network only. */
  readonly networkLeftOut: readonly number[];
}

/** First parts of the families that are fitted to. */
export const FITTED_FAMILIES =
  /^(gpt-fast|ninehills-4090|mlc-llm-perf-bench|aws-neuron|gaudi2|vllm-ascend|tenstorrent)(\/|$)/;

/** Overheads of every engine fitted; those of others than `only` are kept. `toolsOf` gives fresh tools: timers are kept by overheads, and fits try many. */
export function fitEngines(
  cases: readonly ServingCase[],
  kept: Readonly<Record<FittedEngine, EngineValues>>,
  toolsOf: () => PredictionTools,
  only?: string,
): { values: Record<FittedEngine, EngineValues>; errors: EngineErrors[] } {
  const values: Record<FittedEngine, EngineValues> = { ...kept };
  const errors: EngineErrors[] = [];
  for (const { engine, start, free, figures, holds } of ENGINE_GROUPS) {
    const own = only && only !== engine ? [] : cases.filter(holds);
    if (own.length === 0) continue;
    const tools = toolsOf();
    values[engine] = { ...start, ...fitOne(own, start, free, figures, tools, ROUNDS.all) };
    // From where all rows lead, so that a few rounds without some of them are enough.
    const fit = (rows: readonly ServingCase[]) => fitOne(rows, values[engine], free, figures, tools, ROUNDS.leftOut);
    const all = (rows: readonly ServingCase[], at: EngineValues) =>
      rows.flatMap((one) => errorsOf(one, at, figures, tools));
    const networks = [...new Set(own.map(({ problem }) => problem.architecture.id))];
    const networkLeftOut =
      networks.length < 2
        ? []
        : networks.flatMap((id) => {
            const left = own.filter(({ problem }) => problem.architecture.id === id);
            return all(left, fit(own.filter(({ problem }) => problem.architecture.id !== id)));
          });
    errors.push({ engine, inSample: all(own, values[engine]), networkLeftOut });
  }
  return { values, errors };
}

function fitOne(
  rows: readonly ServingCase[],
  start: EngineValues,
  free: readonly OverheadName[],
  figures: readonly string[],
  tools: PredictionTools,
  rounds: number,
): EngineValues {
  const parameters: Parameter[] = free.map((name) => {
    const { unit, meaning, low, high, prior } = OVERHEADS[name];
    return { name, unit, meaning, low, high: HIGHEST[name] ?? high, start: start[name] ?? prior };
  });
  const count = rows.flatMap((one) => one.quantities.filter(({ quantity }) => figures.includes(quantity))).length;
  const errors = (tried: Readonly<Record<string, number>>, out: Float64Array): void => {
    tools.timers.clear();
    let at = 0;
    for (const one of rows) for (const e of errorsOf(one, { ...start, ...tried }, figures, tools)) out[at++] = e;
  };
  const fitted = minimise(parameters, {}, new Float64Array(count).fill(1), errors, free, rounds);
  return Object.fromEntries(
    Object.entries(fitted).map(([name, x]) => [name, Number(x.toPrecision(3))]),
  ) as EngineValues;
}
