import { readFileSync } from 'node:fs';
import { type StepSums, type StepTimer, type VidurTables, vidurTimer } from '../../../engine/src/serving/index.ts';
import { simulateReference } from './reference.ts';
import {
  askedOf,
  FIXTURE,
  layersOf,
  readVidurTables,
  settingsOf,
  type VidurConfig,
  type VidurReference,
  type VidurRequest,
  type VidurRun,
} from './vidur-runs.ts';

const ABOUT =
  'The first requests of some runs of Vidur (https://github.com/microsoft/vidur, commit 7d47513363ec447a741ac5e47241580b47724fbf, MIT) with its results, and the entries of its prediction tables that they look up: facts for comparison. Seconds; tables in milliseconds of one layer. Written by tests/differential/serving/write-fixture.ts.';

/** Two schedulers, two models, and one with few blocks: requests restart. */
export const FIXTURE_RUNS = ['A2_sat', 'A3_vllm', 'A6_preempt', 'B_q1.0'] as const;
const REQUESTS = 80;

/** The first requests of a run. Only those whose results nobody after them can have changed are to be compared: `compared`. */
export interface ShortRun extends Pick<VidurRun, 'kv_blocks'> {
  readonly config: VidurConfig;
  readonly tables: VidurTables;
  readonly requests: readonly VidurRequest[];
  readonly compared: readonly number[];
}

interface Fixture {
  readonly about: string;
  readonly runs: Readonly<Record<string, ShortRun>>;
}

export const readFixture = (): Fixture => JSON.parse(readFileSync(FIXTURE, 'utf8')) as Fixture;

/** The committed part of the recorded runs. */
export function fixtureOf({ runs }: VidurReference): string {
  const short = FIXTURE_RUNS.map((name) => [name, shortened(runs[name]!, readVidurTables(name))]);
  return `${JSON.stringify({ about: ABOUT, runs: Object.fromEntries(short) })}\n`
    .replaceAll('"A', '\n"A')
    .replaceAll('"B', '\n"B');
}

function shortened(run: VidurRun, tables: VidurTables): ShortRun {
  const requests = run.requests.slice(0, REQUESTS);
  const next = run.requests[REQUESTS]!;
  const letIn = next[0] + next[6];
  const compared = requests.flatMap(([arrival, , , , , endToEnd], i) => (arrival + endToEnd < letIn ? [i] : []));
  const { tensor_parallel_size, model_config } = run.config.cluster_config.replica_config;
  const { num_replicas, replica_scheduler_config } = run.config.cluster_config;
  const { name, batch_size_cap, block_size, watermark_blocks_fraction } = replica_scheduler_config;
  const { chunk_size, max_tokens_in_batch } = replica_scheduler_config;
  return {
    config: {
      cluster_config: {
        num_replicas,
        replica_config: { tensor_parallel_size, model_config: { num_layers: model_config.num_layers } },
        replica_scheduler_config: {
          name,
          batch_size_cap,
          block_size,
          watermark_blocks_fraction,
          ...(name === 'vllm' ? { max_tokens_in_batch: max_tokens_in_batch! } : { chunk_size: chunk_size! }),
        },
      },
    },
    kv_blocks: run.kv_blocks,
    requests,
    compared,
    tables: used(tables, { ...run, requests }),
  };
}

/** The entries that a run looks up. */
function used(tables: VidurTables, run: VidurRun): VidurTables {
  const timer = vidurTimer(tables, layersOf(run));
  const keys = new Set<string>();
  const watched: StepTimer = {
    seconds(step: Readonly<StepSums>) {
      const tokens = step.decodes + step.chunkTokens;
      keys.add(`${tokens}`).add(`${8 * Math.ceil(tokens / 8)}`);
      keys.add(`decode ${step.decodes} ${64 * Math.ceil(Math.floor(step.decodeContext / step.decodes) / 64)}`);
      keys.add(`prompt ${64 * Math.ceil(step.chunkPrior / 64)} ${Math.round(Math.sqrt(step.chunkSquares))}`);
      return timer.seconds(step);
    },
  };
  simulateReference(settingsOf(run), watched, askedOf(run));
  const kept = Object.entries(tables.tables).map(([name, { key, rows }]) => {
    const kind = name === 'attn_decode' ? 'decode ' : name === 'attn_prefill' ? 'prompt ' : '';
    return [name, { key, rows: rows.filter((row) => keys.has(kind + row.slice(0, -1).join(' '))) }] as const;
  });
  return { tables: Object.fromEntries(kept) };
}
