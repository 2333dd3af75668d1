import { buildFittedMachine } from '@ridgepoint/engine/cost';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { chipByName, usualSystem } from '@ridgepoint/engine/machine';
import { readArchitecture } from '@ridgepoint/engine/model';
import {
  compileStep,
  formatFor,
  kvCapacity,
  merged,
  openLoop,
  PLAIN_REPLICA,
  PRESETS,
  type PresetId,
  presetSource,
  type ReplicaPool,
  type ReplicaSettings,
  type ServingProblem,
  sinusoidDay,
  type TrafficSource,
} from '@ridgepoint/engine/serving';

/** Traffic and what serves it. A source is used up by one run. */
export interface ServingCase {
  readonly requests: number;
  source(): TrafficSource;
  readonly pool: ReplicaPool;
}

const SETTINGS: Omit<ReplicaSettings, 'scheduler' | 'maxBatch' | 'maxBatchedTokens' | 'blocks'> = {
  chunkedPrefill: true,
  blockTokens: 16,
  watermark: 0,
  maxModelTokens: 131_072,
  ...PLAIN_REPLICA,
};

/** The load and batching of Vidur's runs of Llama-2-70B on two A100, timed by our own kernels: nothing outside the program is needed. */
export function chatCase(catalogue: Catalogue): ServingCase {
  const problem = problemOf(catalogue, 'llama-2-70b', 'a100-80-sxm', 2);
  const requests = 2000;
  return {
    requests,
    source: () =>
      openLoop({
        seed: 42,
        requests,
        arrivals: { perSecond: 0.8 },
        // Median and 95th percentile of Azure's conversation trace of 2023 cut to 4,096 tokens, as Vidur plays it.
        lengths: {
          input: { kind: 'lognormal', median: 1023, p95: 4036, high: 4068 },
          output: { kind: 'lognormal', median: 130, p95: 448, high: 1000 },
        },
      }),
    pool: {
      settings: { ...SETTINGS, scheduler: 'sarathi', maxBatch: 128, maxBatchedTokens: 512, blocks: 3328 },
      timer: timerOf(catalogue, problem),
      count: 1,
    },
  };
}

/** Requests of a week by application: share of each. */
const MIX: readonly (readonly [PresetId, number])[] = [
  ['personal-assistant', 0.5],
  ['rag-search', 0.25],
  ['customer-service-speech', 0.1],
  ['coding-agent', 0.1],
  ['document-processing', 0.05],
];
const WEEK = 7 * 86_400;
/** Prefix ids of one application. */
const IDS = 2 ** 28;

/** A million requests of five applications in a week, more by day than by night, on one group of eight H100 that keeps prefixes. */
export function weekCase(catalogue: Catalogue, requests = 1_000_000): ServingCase {
  const problem = problemOf(catalogue, 'llama-3.1-70b', 'h100-sxm', 8);
  const perSecond = 1_000_000 / WEEK;
  const shape = { kind: 'daily', weights: sinusoidDay(1.6) } as const;
  return {
    requests,
    source: () =>
      merged(
        MIX.map(([id, share], i) =>
          presetSource(PRESETS[id], {
            seed: i + 1,
            perSecond: perSecond * share,
            requests: Math.round(requests * share),
            shape,
            blocks: { from: i * IDS, to: (i + 1) * IDS },
          }),
        ),
      ),
    pool: {
      settings: {
        ...SETTINGS,
        scheduler: 'vllm-v1',
        prefixCache: 'lru',
        maxBatch: 256,
        maxBatchedTokens: 8192,
        blocks: Math.floor(kvCapacity(problem).blocks.value),
      },
      timer: timerOf(catalogue, problem),
      count: 1,
    },
  };
}

function problemOf(catalogue: Catalogue, model: string, chipId: string, tp: number): ServingProblem {
  const chip = chipByName(catalogue, chipId)!;
  const entry = catalogue.models.find(({ id }) => id === model)!;
  return {
    architecture: readArchitecture(entry.config, entry.id, entry.name),
    machine: buildFittedMachine(catalogue, {
      chip,
      count: tp,
      system: usualSystem(catalogue, chip),
      assumed: () => {},
    }),
    deployment: { tp, pp: 1, dp: 1, ep: 1, kv: 'bf16', weights: formatFor('bf16') },
    engine: 'vllm',
  };
}

const timerOf = ({ kernels, chips }: Catalogue, problem: ServingProblem) => compileStep(problem, kernels, chips);
