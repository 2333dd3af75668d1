import { positive } from '../row.ts';
import { excludedQuantities } from './serving-exclusions.ts';
import type { ServingRow } from './serving-row.ts';

/** A figure to score, in its own unit. `per` = accelerators that a printed rate is divided by. */
export interface ServingQuantity {
  readonly quantity: string;
  readonly measured: number;
  readonly per: number;
}

/** Fields of `measured` that are predicted, and the quantity each is. Rates may be printed for one accelerator. */
const RATES = [
  'output_tokens_per_s',
  'total_tokens_per_s',
  'decode_tokens_per_s',
  'prefill_tokens_per_s',
  'requests_per_s',
] as const;
const TIMES: readonly (readonly [field: string, quantity: string])[] = [
  ['ttft_ms', 'ttft_ms'],
  ['tpot_ms', 'tpot_ms'],
  ['request_latency_ms', 'latency_ms'],
  ['request_latency_mean_ms', 'latency_ms'],
  ['e2e_latency_p50_ms', 'latency_p50_ms'],
  ['ttft_p99_ms', 'ttft_p99_ms'],
  ['tpot_p99_ms', 'tpot_p99_ms'],
];

/** What a row prints that can be scored. */
export function quantitiesOf(row: ServingRow, accelerators: number): ServingQuantity[] {
  const left = leftOut(row);
  const each = row.measured.per_gpu === true ? accelerators : 1;
  const all: ServingQuantity[] = [];
  for (const field of RATES) add(all, left, field, row.measured[field], each);
  for (const [field, quantity] of TIMES) add(all, left, quantity, row.measured[field], 1);
  // A table of first-token latency prints the same figure as a rate of one token.
  return all.some(({ quantity }) => quantity === 'ttft_ms') && row.serving.output_len === 1
    ? all.filter(({ quantity }) => quantity !== 'output_tokens_per_s')
    : all;
}

function add(all: ServingQuantity[], left: ReadonlySet<string>, quantity: string, value: unknown, per: number): void {
  const measured = positive(value);
  if (measured !== undefined && !left.has(quantity)) all.push({ quantity, measured, per });
}

function leftOut(row: ServingRow): ReadonlySet<string> {
  const fields = row.quality?.exclude_fields;
  return new Set([...excludedQuantities(row), ...(Array.isArray(fields) ? fields.map(String) : [])]);
}
