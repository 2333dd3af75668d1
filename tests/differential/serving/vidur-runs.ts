import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { PLAIN_REPLICA, type ReplicaSettings, type VidurTables } from '../../../engine/src/serving/index.ts';
import type { Asked } from './reference.ts';

const DATA = '../shared/research/data/';
export const FIXTURE = 'tests/differential/serving/fixtures/vidur.json';

/** The parts of a run's settings that are read. */
export interface VidurConfig {
  readonly cluster_config: {
    readonly num_replicas: number;
    readonly replica_config: {
      readonly tensor_parallel_size: number;
      readonly model_config: { readonly num_layers: number };
    };
    readonly replica_scheduler_config: {
      readonly name: 'sarathi' | 'vllm';
      readonly batch_size_cap: number;
      readonly block_size: number;
      readonly watermark_blocks_fraction: number;
      readonly chunk_size?: number;
      readonly max_tokens_in_batch?: number;
    };
  };
}

/** A run of Vidur as recorded: its settings and every request. */
export interface VidurRun {
  readonly config: VidurConfig;
  readonly kv_blocks: number;
  readonly summary: { readonly sim_end_s: number; readonly restarts: number };
  /** Arrival, prompt tokens, tokens to generate, TTFT, TPOT, end to end, queue, restarts. Seconds. */
  readonly requests: readonly VidurRequest[];
}
export type VidurRequest = readonly [number, number, number, number, number, number, number, number];

export interface VidurReference {
  readonly runs: Readonly<Record<string, VidurRun>>;
}

function unpacked<T>(name: string): T | undefined {
  const file = DATA + name;
  return existsSync(file) ? (JSON.parse(gunzipSync(readFileSync(file)).toString()) as T) : undefined;
}

/** Recorded runs, where the checkout has them beside it. */
export const readVidurRuns = (): VidurReference | undefined => unpacked<VidurReference>('vidur-reference.json.gz');

/** The tables of a recorded run: A* are Llama-2-70B on two A100, B* Qwen2-7B on one A30. */
export const readVidurTables = (run: string): VidurTables =>
  unpacked<VidurTables>(`vidur-tables-${run.startsWith('A') ? 'llama2-70b-a100-tp2' : 'qwen2-7b-a30-tp1'}.json.gz`)!;

export const layersOf = ({ config }: VidurRun): { layers: number; tensorParallel: number } => ({
  layers: config.cluster_config.replica_config.model_config.num_layers,
  tensorParallel: config.cluster_config.replica_config.tensor_parallel_size,
});

export const askedOf = ({ requests }: VidurRun): Asked[] =>
  requests.map(([arrival, input, output]) => ({ arrival, input, output }));

export function settingsOf({ config, kv_blocks }: VidurRun): ReplicaSettings {
  const scheduler = config.cluster_config.replica_scheduler_config;
  return {
    scheduler: scheduler.name === 'vllm' ? 'vidur-vllm' : 'vidur-sarathi',
    maxBatch: scheduler.batch_size_cap,
    maxBatchedTokens: (scheduler.chunk_size ?? scheduler.max_tokens_in_batch)!,
    chunkedPrefill: scheduler.name === 'sarathi',
    blockTokens: scheduler.block_size,
    blocks: kv_blocks,
    watermark: scheduler.watermark_blocks_fraction,
    maxModelTokens: 1 << 20,
    ...PLAIN_REPLICA,
  };
}
