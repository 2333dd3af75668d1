/**
 * Owning an accelerator: capital, upkeep and electricity by the year and by the used hour, the use at which it costs as much as
 * renting, and how its worth falls. Rent on demand, reserved and with interruptions, and tokens of an API stand beside it, all in
 * USD of an hour in which one accelerator works.
 */
export * from './depreciation.ts';
export * from './own-because.ts';
export * from './own-costs.ts';
export * from './own-facts.ts';
export * from './own-hour.ts';
export * from './purchase.ts';
export * from './spread.ts';
export * from './sureness.ts';
export * from './tariff.ts';
export * from './terms.ts';
