import type { PredictedRow } from '../score.ts';
import type { Bar, Evidence } from './bar.ts';
import {
  errorsOf,
  meanError,
  medianError,
  predictedOf,
  type Statistic,
  shareInside,
  worstError,
} from './statistics.ts';

/** Which rows speak for a serving bar. */
interface Served<Id extends string> {
  readonly id: Id;
  readonly atMost: number;
  readonly families: RegExp;
  readonly quantities: RegExp;
  readonly statistic: Statistic;
  readonly network?: 'dense' | 'moe';
  /** By values that never saw the family group. */
  readonly leftOut?: true;
}

/** Rows at a known load: what users feel. */
const LOADED = /^(inferencex|nvidia-gap|trtllm-0\.14-serving|premai)/;
/** Tables of the most that a server gives. */
const FULL = /^trtllm-(?!0\.14-serving)/;
const BATCH_ONE = /^(llama\.cpp|gpt-fast|exllamav2|mlc-llm-perf-bench|ipex-cpu)/;
const TTFT = /^ttft_ms$/;
const TPOT = /^tpot_ms$/;
const THROUGHPUT = /^(output|total)_tokens_per_s/;

function served<Id extends string>(one: Served<Id>): Bar<Id> {
  const { id, atMost, statistic } = one;
  return {
    id,
    area: 'serving',
    unit: 'share',
    atMost,
    figure: (evidence) => statistic(errorsOf(rowsOf(one, evidence))),
  };
}

function rowsOf({ families, quantities, network, leftOut }: Served<string>, evidence: Evidence): PredictedRow[] {
  const moe = network && mixtures(evidence);
  return predictedOf(leftOut ? evidence.servingLeftOut : evidence.serving).filter(
    (row) =>
      families.test(row.family) &&
      quantities.test(row.quantity) &&
      (moe === undefined || moe.has(row.id) === (network === 'moe')),
  );
}

/** Watts of a load that is known, throughput and all: the law of power by itself. Joules a token are judged with our own throughput. */
const watts = <Id extends string>(id: Id, atMost: number, families: RegExp): Bar<Id> => ({
  id,
  area: 'serving',
  unit: 'share',
  atMost,
  figure: ({ powerLeftOut }) =>
    meanError(
      powerLeftOut.filter(({ family }) => families.test(family)).map(({ error }) => Math.abs(Math.expm1(error))),
    ),
});

/** Rows whose model is a mixture of experts, by the corpus's own mark. */
const mixtures = ({ printedServing }: Evidence): ReadonlySet<string> =>
  new Set(printedServing.flatMap((row) => (row.model?.moe === true && row.id ? [row.id] : [])));

/** What serving has to reach. A bar without scored rows says so. */
export const SERVING_BARS = [
  served({ id: 'vllm-runs-mean', atMost: 0.04, families: /vllm-run/, quantities: /_s_mean$/, statistic: worstError }),
  served({ id: 'vllm-runs-p90', atMost: 0.06, families: /vllm-run/, quantities: /_s_p90$/, statistic: worstError }),
  served({
    id: 'tpot-dense',
    atMost: 0.05,
    families: LOADED,
    quantities: TPOT,
    statistic: medianError,
    network: 'dense',
  }),
  served({
    id: 'ttft-dense',
    atMost: 0.15,
    families: LOADED,
    quantities: TTFT,
    statistic: medianError,
    network: 'dense',
  }),
  served({
    id: 'throughput-dense',
    atMost: 0.05,
    families: LOADED,
    quantities: THROUGHPUT,
    statistic: medianError,
    network: 'dense',
  }),
  served({
    id: 'tpot-dense-left-out',
    atMost: 0.09,
    families: LOADED,
    quantities: TPOT,
    statistic: medianError,
    network: 'dense',
    leftOut: true,
  }),
  served({
    id: 'ttft-dense-left-out',
    atMost: 0.18,
    families: LOADED,
    quantities: TTFT,
    statistic: medianError,
    network: 'dense',
    leftOut: true,
  }),
  served({ id: 'tpot-moe', atMost: 0.1, families: LOADED, quantities: TPOT, statistic: medianError, network: 'moe' }),
  served({ id: 'ttft-moe', atMost: 0.25, families: LOADED, quantities: TTFT, statistic: medianError, network: 'moe' }),
  served({
    id: 'full-load-dense',
    atMost: 0.08,
    families: FULL,
    quantities: THROUGHPUT,
    statistic: medianError,
    network: 'dense',
  }),
  served({ id: 'mlperf-offline', atMost: 0.12, families: /^mlperf-v/, quantities: THROUGHPUT, statistic: medianError }),
  served({
    id: 'batch-one',
    atMost: 0.06,
    families: BATCH_ONE,
    quantities: /^decode_tokens_per_s$/,
    statistic: medianError,
  }),
  watts('power-h100', 0.1, /H100$/),
  watts('power-b200', 0.14, /B200$/),
  served({
    id: 'energy-per-token',
    atMost: 0.15,
    families: /./,
    quantities: /^energy_per_token_j$/,
    statistic: meanError,
    leftOut: true,
  }),
  {
    id: 'serving-coverage',
    area: 'serving',
    unit: 'share',
    atLeast: 0.86,
    atMost: 0.94,
    figure: (evidence) => shareInside(predictedOf(evidence.servingLeftOut)),
  },
] as const satisfies readonly Bar[];
