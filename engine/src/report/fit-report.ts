import type { FormatQuality } from '../serving/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { Assumed } from './assumed.ts';
import type { Table } from './table.ts';

/** The answer to "can I run it?": formats of one model on a card, or models on a card, best first. */
export interface FitReport {
  readonly kind: 'formats' | 'models';
  readonly outcome: 'fits' | 'does-not-fit';
  /** Null where models are listed. */
  readonly modelName: string | null;
  readonly parameters: number | null;
  /** Of a vision tower beside them; absent where there is none. */
  readonly visionParameters?: number;
  readonly machines: readonly string[];
  /** Bytes of memory of an accelerator, where the scenario states them; null = the chip's own. */
  readonly memoryBytes: number | null;
  /** Tokens for which batches are counted, and of the prompt and answer that are timed. */
  readonly context: number;
  readonly input: number;
  readonly output: number;
  /** Best first; what does not fit comes last. */
  readonly rows: readonly FitRow[];
  /** Models older than those listed, and larger ones that do not fit. */
  readonly leftOut: { readonly older: number; readonly tooLarge: number; readonly more: number };
  readonly assumed: readonly Assumed[];
}

export interface FitRow {
  readonly chip: string;
  readonly chipName: string;
  readonly accelerators: number;
  readonly model: string;
  readonly modelName: string;
  readonly parameters: number;
  readonly engine: string;
  readonly weights: string;
  readonly kv: string;
  readonly fits: boolean;
  /** It also holds one request of `context` tokens. */
  readonly roomy: boolean;
  /** B on the fullest accelerator. */
  readonly weightBytes: number;
  readonly totalBytes: number;
  /** Longest context of one request, at most the model's own; with the range of the memory left. */
  readonly longestContext: Ranged;
  /** Requests of `context` tokens that the cache holds. */
  readonly largestBatch: Ranged;
  /** Tokens a second of one request alone; null where it does not fit or was not timed. */
  readonly decode: Ranged | null;
  readonly prefill: Ranged | null;
  readonly quality: FormatQuality;
  readonly grade: 'silicon' | 'family' | 'datasheet' | null;
}

/** All rows as one table. */
export function fitTable({ rows }: FitReport): Table {
  const columns = [
    { key: 'chip' },
    { key: 'count', unit: '1' },
    { key: 'model' },
    { key: 'engine' },
    { key: 'weights' },
    { key: 'fits' },
    { key: 'weight_bytes', unit: 'B' },
    { key: 'context', unit: 'token' },
    { key: 'batch', unit: '1' },
    { key: 'decode', unit: 'token/s' },
    { key: 'decode_low', unit: 'token/s' },
    { key: 'decode_high', unit: 'token/s' },
    { key: 'prefill', unit: 'token/s' },
    { key: 'perplexity' },
    { key: 'source' },
  ];
  return {
    name: 'fit',
    columns,
    rows: rows.map((row) => [
      row.chip,
      row.accelerators,
      row.model,
      row.engine,
      row.weights,
      String(row.fits),
      row.weightBytes,
      row.longestContext.value,
      row.largestBatch.value,
      row.decode?.value ?? null,
      row.decode?.low ?? null,
      row.decode?.high ?? null,
      row.prefill?.value ?? null,
      row.quality.perplexity ?? null,
      row.quality.source,
    ]),
  };
}
