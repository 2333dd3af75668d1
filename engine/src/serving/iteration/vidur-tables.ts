import type { StepSums, StepTimer } from './step.ts';

/** One exported table: rows of its key numbers and then milliseconds of one layer. */
export interface VidurTable {
  readonly key: readonly string[];
  readonly rows: readonly (readonly number[])[];
}

/** Predicted milliseconds of the operators of one layer, by Vidur's own names. */
export interface VidurTables {
  readonly tables: Readonly<Record<string, VidurTable>>;
}

export interface VidurTimerOptions {
  /** Layers of the model; the replica is one pipeline stage. */
  readonly layers: number;
  readonly tensorParallel: number;
  /** Share added to attention where more than one request decodes, and where more than one runs its prompt. */
  readonly decodeBatchingOverhead?: number;
  readonly prefillBatchingOverhead?: number;
  /** Milliseconds that the host adds to each all-reduce; and for each rank ^ 1.25. */
  readonly launchMilliseconds?: number;
  readonly skewMillisecondsPerDevice?: number;
}

/** Looked up at the tokens of the step rounded up to a multiple of 8. */
const BY_ROUNDED_TOKENS = [
  'attn_pre_proj',
  'attn_post_proj',
  'attn_rope',
  'input_layernorm',
  'mlp_up_proj',
  'mlp_down_proj',
  'mlp_act',
  'post_attention_layernorm',
  'add',
] as const;
const TOKEN_GRAIN = 8;
/** Contexts are rounded up to a multiple of this. */
const CONTEXT_GRAIN = 64;
/** All-reduces of a layer: after attention and after the MLP. */
const ALL_REDUCES = 2;

/**
 * Times steps as Vidur does (2405.05465; microsoft/vidur 7d475133): a sum over a layer's operators, looked up by tokens, by decodes and
 * their mean context, by the prompt pieces' root of squares and what was computed before them; times layers. No embedding, LM head,
 * sampling or host time. Vidur rounds each piece's prior up to 64 before it adds them; the sum is rounded here, which is the same as long
 * as at most one piece of a step is not its prompt's first: so it is in both schedulers that are compared.
 *
 * A lookup per operator kind, no allocation. A step outside the tables is a RangeError, as it is an error in Vidur; a table that is
 * missing or has no rows too.
 */
export function vidurTimer({ tables }: VidurTables, options: VidurTimerOptions): StepTimer {
  const { layers, decodeBatchingOverhead = 0.1, prefillBatchingOverhead = 0.1 } = options;
  const seconds = layers * 1e-3;
  const byTokens = tokenSeconds(tables, options);
  const decode = grid(tables, 'attn_decode', CONTEXT_GRAIN, seconds);
  const prefill = grid(transposed(tables), 'attn_prefill', CONTEXT_GRAIN, seconds);
  const severalDecodes = 1 + decodeBatchingOverhead;
  const severalChunks = 1 + prefillBatchingOverhead;

  const lookUp = (from: Grid, name: string, row: number, context: number): number => {
    const value = from.values[row * from.columns + Math.ceil(context / CONTEXT_GRAIN)];
    if (row >= from.rows || context > from.most || !(value! >= 0)) {
      throw new RangeError(`The Vidur table ${name} has no entry for ${row} with a context of ${context} tokens.`);
    }
    return value!;
  };

  let tokenPart = 0;

  return {
    again(step: Readonly<StepSums>): number {
      const { decodes } = step;
      const mean = Math.floor(step.decodeContext / decodes);
      return tokenPart + lookUp(decode, 'attn_decode', decodes, mean) * (decodes > 1 ? severalDecodes : 1);
    },
    seconds(step: Readonly<StepSums>): number {
      const { decodes, chunks } = step;
      const tokens = decodes + step.chunkTokens;
      let sum = byTokens[tokens]!;
      if (!(sum > 0)) throw new RangeError(`The Vidur tables have no entry for a step of ${tokens} tokens.`);
      tokenPart = sum;
      if (decodes > 0) {
        const mean = Math.floor(step.decodeContext / decodes);
        sum += lookUp(decode, 'attn_decode', decodes, mean) * (decodes > 1 ? severalDecodes : 1);
      }
      if (chunks > 0) {
        const size = Math.round(Math.sqrt(step.chunkSquares));
        sum += lookUp(prefill, 'attn_prefill', size, step.chunkPrior) * (chunks > 1 ? severalChunks : 1);
      }
      return sum;
    },
  };
}

/** Seconds by exact tokens of all that depends on them alone; NaN where a table has no entry. */
function tokenSeconds(
  tables: VidurTables['tables'],
  { layers, tensorParallel, launchMilliseconds = 0.02, skewMillisecondsPerDevice = 0 }: VidurTimerOptions,
): Float64Array {
  const exact = column(tables, 'attn_kv_cache_save');
  const rounded = BY_ROUNDED_TOKENS.map((name) => column(tables, name));
  const reduce = tensorParallel > 1 ? column(tables, 'all_reduce') : null;
  const host = launchMilliseconds + skewMillisecondsPerDevice * tensorParallel ** 1.25;
  const all = new Float64Array(exact.length);
  for (let tokens = 1; tokens < exact.length; tokens++) {
    const up = Math.ceil(tokens / TOKEN_GRAIN) * TOKEN_GRAIN;
    let milliseconds = exact[tokens]!;
    for (const values of rounded) milliseconds += values[up] ?? Number.NaN;
    if (reduce) milliseconds += ALL_REDUCES * ((reduce[up] ?? Number.NaN) + host);
    all[tokens] = milliseconds * layers * 1e-3;
  }
  return all;
}

/** Milliseconds of a table with one key, by that key. */
function column(tables: VidurTables['tables'], name: string): Float64Array {
  const rows = rowsOf(tables, name);
  const values = new Float64Array(rows.reduce((most, row) => Math.max(most, row[0]!), 0) + 1).fill(Number.NaN);
  for (const row of rows) values[row[0]!] = row[1]!;
  return values;
}

/** Seconds by a count and a context in grains; NaN where the table has no entry. */
interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** Longest context of the table. */
  readonly most: number;
  readonly values: Float64Array;
}

function grid(tables: VidurTables['tables'], name: string, grain: number, scale: number): Grid {
  const all = rowsOf(tables, name);
  let rows = 1;
  let most = 0;
  for (const row of all) {
    rows = Math.max(rows, row[0]! + 1);
    most = Math.max(most, row[1]!);
  }
  const columns = most / grain + 1;
  const values = new Float64Array(rows * columns).fill(Number.NaN);
  for (const row of all) values[row[0]! * columns + row[1]! / grain] = row[2]! * scale;
  return { rows, columns, most, values };
}

/** The prompt table with its size before its context, as the decode table has them. */
const transposed = (tables: VidurTables['tables']): VidurTables['tables'] => ({
  attn_prefill: {
    key: ['chunk', 'kv_cache_size'],
    rows: rowsOf(tables, 'attn_prefill').map(([context, size, milliseconds]) => [size!, context!, milliseconds!]),
  },
});

function rowsOf(tables: VidurTables['tables'], name: string): VidurTable['rows'] {
  const rows = tables[name]?.rows ?? [];
  if (rows.length === 0) throw new RangeError(`The Vidur tables have no rows for ${name}.`);
  return rows;
}
