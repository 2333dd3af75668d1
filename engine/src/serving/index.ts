/**
 * serving/ - what an engine does with a model under traffic.
 * In: a model, accelerators, a deployment (parallelism, formats), an engine's profile, traffic. Out: seconds of an iteration, blocks of the
 * KV cache, every request's times by event simulation, the deployments that keep a promise of latency.
 * Papers: Orca (OSDI 2022), PagedAttention (2309.06180), Sarathi-Serve (2403.02310), Vidur (2405.05465), DistServe (2401.09670),
 * Splitwise (2311.18677), Mooncake (2407.00079).
 */
export * from './deployment.ts';
export * from './iteration/index.ts';
export * from './iteration/vidur-tables.ts';
export * from './memory/index.ts';
export * from './power/index.ts';
export * from './profile/index.ts';
export * from './quantisation/index.ts';
export * from './simulate/index.ts';
export * from './steady/index.ts';
export * from './traffic/index.ts';
export * from './widths.ts';
