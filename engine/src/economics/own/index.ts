/**
 * Owning an accelerator: capital, upkeep and electricity by the year and by the used hour, the use at which it costs as much as
 * renting, and how its worth falls.
 */
export * from './depreciation.ts';
export * from './own-hour.ts';
export * from './terms.ts';
