/**
 * The rooms of engine/src in the order in which data flows. A room may import itself and rooms above it, never below.
 * This array is the only place that says so: the law test reads it, and ARCHITECTURE.md's picture is made from it.
 */
export interface Room {
  readonly name: string;
  readonly gives: string;
}

export const ROOMS: readonly Room[] = [
  { name: 'units', gives: 'quantities: printed, read, checked by their dimension' },
  { name: 'because', gives: 'a value with its reason; terms that carry their formula' },
  { name: 'facts', gives: 'what a cited fact is; chips, systems, fabrics, prices; merge' },
  { name: 'model', gives: 'a config.json as layers, tensors and operators' },
  { name: 'machine', gives: 'chips and fabric tiers as rates' },
  { name: 'cost', gives: 'seconds of one operator or collective' },
  { name: 'training', gives: 'a strategy, its memory, its step, the search over strategies' },
  { name: 'posttraining', gives: 'tuning and reinforcement learning, built from training and serving' },
  { name: 'serving', gives: 'iterations, KV memory, simulation, goodput under a target' },
  { name: 'trust', gives: 'error of each grade, intervals, scores against measured runs' },
  { name: 'economics', gives: 'money, energy, carbon' },
  { name: 'decide', gives: 'fronts, comparisons, crossovers' },
  { name: 'launch', gives: 'launch files of real engines, as text' },
  { name: 'report', gives: 'the answer as data: verdict, tables, charts' },
  { name: 'messages', gives: 'every sentence, in English and Chinese' },
  { name: 'wording', gives: 'the parts of an answer in words, for every face' },
  { name: 'operations', gives: 'what can be asked: name, input, output, function, sentence' },
];

/** Files beside the rooms: they may import every room. */
export const ENTRY_FILES: readonly string[] = ['index.ts', 'operations.ts'];

/** Sentences are put in at the end, by the faces: in the engine only these rooms and the entry files may import messages/. */
export const MESSAGE_READERS: readonly string[] = ['messages', 'wording', 'operations'];

/** What catalogue/src may import from the engine. */
export const CATALOGUE_ROOMS: readonly string[] = ['units', 'because', 'facts', 'model'];

/** Packages that each workspace's source may import; relative imports and, outside the engine, `node:` come on top. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  engine: ['jsep', 'pure-rand', 'zod'],
  catalogue: ['@ridgepoint/engine', 'yaml', 'zod'],
};
