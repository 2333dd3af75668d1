/**
 * report/ - the answer as data.
 * In: an estimate or a plan, its bill, what was assumed, the scenario's limits and asserts. Out: plain objects in base units:
 * verdict, figures with their range, parts of the step and of memory, a pipeline drawing, what binds, the lever, where it
 * flips, alternatives, refusals; tables; entries of the catalogue. No words and no formatting: faces word it through messages/.
 */
export * from './age.ts';
export * from './assertion.ts';
export * from './assumed.ts';
export * from './build.ts';
export * from './carbon-report.ts';
export * from './case-report.ts';
export * from './comparison.ts';
export * from './crossover-report.ts';
export * from './csv.ts';
export * from './datasheet.ts';
export * from './entry.ts';
export * from './figures.ts';
export * from './fit-report.ts';
export * from './flatten.ts';
export * from './fleet-report.ts';
export { inCurrency } from './in-currency.ts';
export * from './latency-figures.ts';
export * from './own-comparison.ts';
export * from './roofline-report.ts';
export * from './serve-comparison.ts';
export * from './serve-report.ts';
export * from './serve-table.ts';
export * from './serving-assertion.ts';
export * from './serving-money.ts';
export * from './serving-plan-report.ts';
export * from './side-by-side.ts';
export * from './simulation-report.ts';
export * from './simulation-table.ts';
export * from './study.ts';
export * from './table.ts';
export * from './timeline-chart.ts';
export * from './tower-figures.ts';
export * from './traffic-report.ts';
export * from './train-report.ts';
export * from './train-solution.ts';
export * from './unseen-promise.ts';
export * from './utilisation.ts';
export * from './with-ages.ts';
export * from './worksheet-report.ts';
