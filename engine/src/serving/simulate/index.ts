/**
 * simulate/ - an engine's replicas under traffic, event by event.
 * In: a source of requests, settings and a timer of each replica, a router. Out: every request's times, time series, sums.
 * Deterministic: the same input and seed give the same answer to the last bit, on any machine.
 */
export * from './meter.ts';
export * from './metrics.ts';
export * from './overload.ts';
export * from './quantiles.ts';
export * from './range-runs.ts';
export * from './record.ts';
export { type Router, routerFor } from './routers.ts';
export * from './run-simulation.ts';
export type { SeriesPoints } from './series.ts';
export * from './serving-options.ts';
export * from './settings.ts';
export * from './simulate-replica.ts';
export * from './simulate-serving.ts';
