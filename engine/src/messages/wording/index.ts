/** The parts of an answer in words: figures printed, strategies in a line, reasons as sentences. A face lays them out. */
export { nameOf } from '../phrase.ts';
export * from './assumed-line.ts';
export * from './printer.ts';
export * from './reason-sentences.ts';
export * from './serve-sentences.ts';
export * from './serving-amounts.ts';
export * from './source-name.ts';
export type { Speaker } from './speaker.ts';
export * from './strategy-line.ts';
