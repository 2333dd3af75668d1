/**
 * facts/ - what a cited fact is.
 * In: records read from the catalogue or from a user's overlay. Out: checked, typed facts with value, unit, direction,
 * sparsity, scope, date, source and grade; a merged catalogue; each fact's age.
 */
export * from './catalogue.ts';
export * from './cited.ts';
export * from './datasheet.ts';
export * from './fact.ts';
