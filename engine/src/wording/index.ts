/**
 * wording/ - the parts of an answer in words, for every face.
 * In: an answer as data (report/) and who speaks it: a language and its sentences (messages/). Out: printed figures, strategies in
 * a line, verdicts and reasons as sentences. A face only lays them out: the terminal in 80 columns, the page as it likes.
 * Of messages/ it imports sentences by file and not the index, which holds both languages: a page loads the one it speaks.
 */
export { nameOf } from '../messages/phrase.ts';
export * from './assumed-line.ts';
export * from './axis-amounts.ts';
export * from './crossover-sentences.ts';
export * from './fit-sentences.ts';
export * from './old-facts.ts';
export * from './own-sentences.ts';
export * from './printer.ts';
export * from './reason-amount.ts';
export * from './reason-sentences.ts';
export * from './roofline-sentences.ts';
export * from './serve-sentences.ts';
export * from './serving-amounts.ts';
export * from './serving-plan-words.ts';
export * from './side-by-side-words.ts';
export * from './simulation-sentences.ts';
export * from './solution-sentence.ts';
export * from './source-name.ts';
export { inMoney, type Money, type Speaker } from './speaker.ts';
export * from './strategy-line.ts';
export * from './unseen-promises.ts';
export * from './verdict-sentence.ts';
export * from './workbook-sheets.ts';
