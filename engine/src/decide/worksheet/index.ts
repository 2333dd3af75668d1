/** Worksheets: named quantities with units, cited, assumed, asked of other operations or reckoned from each other. */
export { readAmount } from './amount.ts';
export type { Expression } from './expression.ts';
export { findFact } from './fact-path.ts';
export * from './reckon.ts';
export type { Asked, Settled, SettledLine, World } from './settle.ts';
export type * from './worksheet.ts';
export { type WorksheetCode, WorksheetError } from './worksheet-error.ts';
