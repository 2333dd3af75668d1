/**
 * memory/ - how much cache an engine has.
 * In: a model on accelerators under an engine, its memory settings. Out: tokens and blocks of the KV cache with the budget that they
 * follow from, each part with its range and reason. One file an engine; formulas after the engines' own start-up code, constants after
 * their logs. Papers: PagedAttention (2309.06180), Jenga (2503.18292) for layers of several kinds.
 */
export { type CacheLayout, cacheLayout, KV_BYTES } from './cache-layout.ts';
export { kvCapacity } from './capacity.ts';
export { driverTotal, isApple } from './driver-total.ts';
export type * from './settings.ts';
export { BUDGET_PARTS } from './settings.ts';
