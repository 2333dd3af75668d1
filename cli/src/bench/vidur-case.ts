import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PLAIN_REPLICA, type Trace, traceSource, type VidurTables, vidurTimer } from '@ridgepoint/engine/serving';
import type { ServingCase } from './serving-cases.ts';

/** Recorded runs of Vidur and its tables: beside a checkout that has them, nowhere else. */
const FOLDER = join('..', 'shared', 'research', 'data');
const RUN = 'A2_sat';
const LAYERS = 80;

interface Recorded {
  readonly kv_blocks: number;
  /** Arrival, prompt tokens, tokens to generate, and what came of it. */
  readonly requests: readonly (readonly number[])[];
}

const unpacked = (name: string): unknown => JSON.parse(gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8'));

/** Vidur's own run of 2,000 requests, Llama-2-70B on two A100 at 0.8 requests/s, with its tables and its scheduler; null where it is not there. */
export function vidurCase(): ServingCase | null {
  if (!existsSync(join(FOLDER, 'vidur-reference.json.gz'))) return null;
  const { runs } = unpacked('vidur-reference.json.gz') as { runs: Record<string, Recorded> };
  const tables = unpacked('vidur-tables-llama2-70b-a100-tp2.json.gz') as VidurTables;
  const { kv_blocks: blocks, requests } = runs[RUN]!;
  const trace: Trace = {
    count: requests.length,
    arrival: Float64Array.from(requests, ([arrival]) => arrival!),
    input: Int32Array.from(requests, ([, input]) => input!),
    output: Int32Array.from(requests, ([, , output]) => output!),
  };
  return {
    requests: trace.count,
    source: () => traceSource(trace),
    pool: {
      settings: {
        scheduler: 'vidur-sarathi',
        maxBatch: 128,
        maxBatchedTokens: 512,
        chunkedPrefill: true,
        blockTokens: 16,
        blocks,
        watermark: 0.01,
        maxModelTokens: 1 << 20,
        ...PLAIN_REPLICA,
      },
      timer: vidurTimer(tables, { layers: LAYERS, tensorParallel: 2 }),
      count: 1,
    },
  };
}
