/**
 * Placing a portfolio of work on pools of accelerators: what goes where in which period, what one more of each limit is worth, the
 * price at which another placement wins, and which few limits are in each other's way where nothing fits.
 */
export * from './build.ts';
export * from './conflict.ts';
export * from './fleet.ts';
export * from './groups.ts';
export * from './lp-text.ts';
export type { OverBudget } from './over-budget.ts';
export * from './place-fleet.ts';
export * from './placement.ts';
export * from './price-flips.ts';
export * from './program.ts';
export * from './range.ts';
export * from './relax.ts';
export * from './worth.ts';
