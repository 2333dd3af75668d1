import { count, positive } from '../row.ts';
import type { ServingRow } from './serving-row.ts';

/** Serving rows, or fields of them, that carry a fault of their own: named, with the reason and the rule that finds them. */
export interface ServingExclusion {
  readonly name: string;
  readonly reason: string;
  /** Quantities that are left out; absent = the whole row. */
  readonly quantities?: readonly string[];
  readonly holds: (row: ServingRow) => boolean;
}

const gap = (row: ServingRow): boolean => row.family.startsWith('nvidia-gap/');
const version = (row: ServingRow): string => row.serving.version ?? '';
/** The dump that a row came in: "inferencex-dbdump-2026-04-27". */
const origin = (row: ServingRow): string =>
  String((row.quality as Readonly<Record<string, unknown>> | null | undefined)?.origin ?? '');

/** Found by what rows say of themselves, never by the size of our error. Source of the list: Ridgepoint serving study 2026-11, section 7. */
export const SERVING_EXCLUSIONS: readonly ServingExclusion[] = [
  {
    name: 'gb200-qwen3-32b-1.3.0rc1',
    reason: 'runs without a stated precision, 42 ms a token with two clients and 168 ms with more: broken',
    holds: (row) => gap(row) && /gb200/.test(row.family) && !row.model.weights && version(row) === '1.3.0rc1',
  },
  {
    name: 'sglang-deepseek-fp4-ttft',
    reason: 'first tokens after 7-9 s whatever the load: a compilation inside the measurement',
    quantities: ['ttft_ms'],
    holds: (row) =>
      /^inferencex\/DeepSeek-(V3|R1)\/(b200_sxm|h200_sxm)\/sglang\/agg/.test(row.family) &&
      (/2026-04-27/.test(origin(row)) || /h200/.test(row.family)),
  },
  {
    name: 'trtllm-deepseek-h200-ttft',
    reason: 'first tokens take two to three times those of other engines on the same machine: an unstated warm-up',
    quantities: ['ttft_ms'],
    holds: (row) => /^inferencex\/DeepSeek-(V3|R1)\/h200_sxm\/trtllm\/agg/.test(row.family),
  },
  {
    name: 'gpt-fast-label',
    reason:
      'printed bandwidth over printed speed is several times the weights of the model in the label: the line of another model',
    holds: (row) => readsMoreThanItHolds(row),
  },
  {
    name: 'one-digit-rate',
    reason: 'requests a second printed with one digit, beside tokens a second that say the same with four',
    quantities: ['requests_per_s'],
    holds: ({ measured }) => {
      const rate = positive(measured.requests_per_s);
      return rate !== undefined && rate < 0.1 && Number.isInteger(Number((100 * rate).toFixed(6)));
    },
  },
  {
    name: 'premai-a100',
    reason: 'several engines are printed above the bandwidth of the card, and the formats of the others are not stated',
    holds: (row) => row.family.startsWith('premai-a100'),
  },
  {
    name: 'neuron-mistral-4096',
    reason: '81.7 tokens/s against 7.9 ms a token at batch 1: the row contradicts itself',
    holds: (row) =>
      row.family.startsWith('aws-neuron') &&
      /mistral/i.test(row.model.name) &&
      count(row.serving.input_len) === 4096 &&
      count(row.serving.batch) === 1,
  },
  {
    name: 'mlperf-open-other-network',
    reason: 'the open division: a pruned or sparse network, not the one that the row names',
    holds: (row) => row.mlperf?.division === 'open' && /prun|sparse/i.test(`${row.id} ${row.source?.where ?? ''}`),
  },
  {
    name: 'mlperf-open-reference',
    reason:
      'the open division: the reference script, automated by MLCommons CM, which neither batches nor says which network it ran',
    holds: (row) => row.mlperf?.division === 'open' && /-reference-(c|g)pu-/i.test(row.id),
  },
  {
    name: 'mlperf-power-capped',
    reason: 'a submission for efficiency: accelerators under a cap of power that the row does not state',
    holds: (row) => Boolean(row.mlperf) && /power-capped|maxq/i.test(row.notes ?? ''),
  },
  {
    name: 'sum-of-workers-as-tp',
    reason:
      'more ranks of tensor parallelism than a node has accelerators, and no power of two of them: the workers of a disaggregated system added up',
    holds: (row) => {
      const tp = count(row.serving.tp) ?? 1;
      return /^inferencex\/.*\/agg/.test(row.family) && tp > 8 && !Number.isInteger(Math.log2(tp));
    },
  },
  {
    name: 'two-chips-in-one-run',
    reason: 'two kinds of accelerator in one system, and no word of how the load was dealt',
    holds: (row) => /\(x\d+\),/.test(row.hardware.accelerator ?? ''),
  },
];

const MOST_READ = 3; // times the weights: caches, scales and 16-bit heads stay far below

/** Bytes a token by a row's own bandwidth (of one accelerator) and speed, against those of the model it names. */
function readsMoreThanItHolds({ model, serving, measured }: ServingRow): boolean {
  const bandwidth = positive(measured.memory_bandwidth_gb_per_s);
  const speed = positive(measured.decode_tokens_per_s);
  const bits = Number(/(\d+)/.exec(model.weights ?? '')?.[1] ?? Number.NaN);
  if (!bandwidth || !speed || !model.params_b || !(bits > 0)) return false;
  return (bandwidth / speed) * (count(serving.tp) ?? 1) > (MOST_READ * model.params_b * bits) / 8;
}

/** The rule that leaves a whole row out; undefined for a sound one. */
export const servingExclusionOf = (row: ServingRow): ServingExclusion | undefined =>
  SERVING_EXCLUSIONS.find((rule) => !rule.quantities && rule.holds(row));

/** Quantities of a row that a rule leaves out. */
export const excludedQuantities = (row: ServingRow): ReadonlySet<string> =>
  new Set(SERVING_EXCLUSIONS.flatMap((rule) => (rule.quantities && rule.holds(row) ? rule.quantities : [])));
