import type { Unit } from '../units/index.ts';

/** What can be asserted of an answer about serving, and its unit; an answer gives the values by the same keys. */
export const SERVING_ASSERTABLE = {
  ttft: { unit: 's' },
  'ttft.p50': { unit: 's' },
  'ttft.p90': { unit: 's' },
  'ttft.p95': { unit: 's' },
  'ttft.p99': { unit: 's' },
  tpot: { unit: 's' },
  'tpot.p50': { unit: 's' },
  'tpot.p90': { unit: 's' },
  'tpot.p95': { unit: 's' },
  'tpot.p99': { unit: 's' },
  e2e: { unit: 's' },
  'e2e.p50': { unit: 's' },
  'e2e.p90': { unit: 's' },
  'e2e.p95': { unit: 's' },
  'e2e.p99': { unit: 's' },
  throughput: { unit: 'token/s' },
  total_throughput: { unit: 'token/s' },
  tokens_per_second_per_user: { unit: 'token/s' },
  tokens_per_second_per_gpu: { unit: 'token/s' },
  requests_per_second: { unit: '1' },
  goodput: { unit: '1' },
  cache_hit_rate: { unit: '1' },
  kv_tokens: { unit: 'token' },
  largest_batch: { unit: '1' },
  accelerators: { unit: '1' },
  watts: { unit: 'W' },
  energy_per_token: { unit: 'J/token' },
  cost_per_hour: { unit: 'USD/h' },
  cost_per_million: { unit: 'USD' },
  cost_per_million_input: { unit: 'USD' },
  cost_per_million_output: { unit: 'USD' },
  carbon_per_million: { unit: 'kgCO2e' },
} as const satisfies Readonly<Record<string, { readonly unit: Unit }>>;
export type ServingKey = keyof typeof SERVING_ASSERTABLE;

/** Values by the keys above; null or absent where the answer does not have one. */
export type ServingValues = Partial<Readonly<Record<ServingKey, number | null>>>;
