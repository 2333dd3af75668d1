/**
 * operations/watch - decisions that are reckoned again when facts change.
 * In: a saved decision (scenarios of any kind and when to speak up), the facts as they were and as they are. Out: nothing where it
 * is the same decision; else what it was and is, the fewest facts that did it, and the money that hangs on it.
 */
export { checkDecision, type Finding, ranked, watching } from './check-decision.ts';
export type { Decision, Standing, When } from './decision.ts';
export type { FactChange } from './fact-changes.ts';
export { factChanges } from './fact-changes.ts';
export { readWhen } from './read-when.ts';
export { standingOf } from './standing.ts';
