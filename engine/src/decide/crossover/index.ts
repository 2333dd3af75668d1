/** Where the better of two choices flips along one input, on a map of two, and how far the flip moves with what is not known. */
export type { Axis } from './axis.ts';
export type { Flip } from './edge.ts';
export * from './find-flips.ts';
export * from './flip-map.ts';
export * from './flip-range.ts';
export { compareAt, type Leader, type Rivals } from './leader.ts';
export { isSureLead } from './sure-lead.ts';
