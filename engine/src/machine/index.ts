/**
 * machine/ - what a chip, a server and a network really deliver.
 * In: datasheets (facts), a count of accelerators, a system and a fabric. Out: a Machine: nested tiers with one-way bandwidth,
 * efficiency and latency, and sustained rates by format, each with its reason.
 * Shares of peak: matmul sweeps (MAMF) published by vendors and the ML Engineering book; sustained training shares: see shares.ts.
 */
export * from './build.ts';
export * from './fitted-once.ts';
export * from './fitted-value.ts';
export * from './machine.ts';
export * from './rates.ts';
export * from './shares.ts';
export * from './software-age.ts';
