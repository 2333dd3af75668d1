/**
 * because/ - a value with its reason.
 * In: numbers, facts, user inputs and terms (small named formulas). Out: a tree whose leaves are cited facts, the user's own
 * input or a stated assumption. A formula is written once: the hot loop calls the term, `explain` walks the same term.
 */
export * from './term.ts';
export * from './tree.ts';
