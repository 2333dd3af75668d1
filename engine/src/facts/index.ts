/**
 * facts/ - what a cited fact is.
 * In: records read from the catalogue or from a user's overlay. Out: checked, typed facts with value, unit, direction,
 * sparsity, scope, date, source and grade; their value in base units; a merged catalogue; an entry by any of its names.
 */
export * from './base-value.ts';
export * from './catalogue.ts';
export * from './cited.ts';
export * from './datasheet.ts';
export * from './fact.ts';
export * from './find-by-name.ts';
export * from './kernel-fit.ts';
export * from './merge.ts';
export * from './site.ts';
