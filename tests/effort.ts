/**
 * How far random tests go. 1 suits a gate of a few minutes; `npm run test:long` asks for ten times as much, a second Node in the gate
 * for a twentieth: there only what differs between Nodes could show.
 */
const EFFORT = Number(process.env.RIDGEPOINT_EFFORT ?? 1);

/** The same inputs on every run, so that a failure can be had again. */
export const FIXED_SEED = 20_261_123;
/** New inputs on every run; printed, and taken from the environment to have a failure again. */
export const FRESH_SEED = Number(process.env.RIDGEPOINT_SEED ?? Date.now() % 2 ** 31);

/** Random inputs of a test at this effort; never fewer than `least`. */
export const inputs = (usual: number, least = 20): number => Math.max(least, Math.round(usual * EFFORT));
