import type { Place } from './address.ts';
import { type LinkedQuestion, TRAIN } from './train-question.ts';

/** Pages with a form, by their name in a link. */
export const QUESTIONS = {
  train: TRAIN,
  /** Chat of the lengths that Azure published in 2023 (mean 1,020 and 129 tokens) on four pairs of H100. */
  serve: {
    operation: 'estimate-serve',
    words: ['estimate', 'serve'],
    example: {
      model: 'llama-3.1-70b',
      weights: 'fp8',
      on: 'h100-sxm',
      gpus: '8',
      tp: '2',
      rate: '12/s',
      input: '1020',
      output: '129',
    },
  },
  /** What runs on one consumer card. */
  fits: { operation: 'fit-serve', words: ['fit', 'serve'], example: { on: 'rtx4090' } },
  /** 64 H200 for three years in Virginia: buy them, rent them, or neither? */
  decide: {
    operation: 'compare-own',
    words: ['compare', 'own'],
    example: { on: 'h200-sxm', gpus: '64', years: '3', place: 'virginia', utilisation: '70 %' },
  },
  /** A network that most people know, on the chips that are compared most. */
  chips: {
    operation: 'chips-roofline',
    words: ['chips', 'roofline'],
    example: { on: 'h100-sxm,b200-sxm,mi300x', model: 'llama-3.1-8b', stage: 'decode', batch: '32', context: '4096' },
  },
} as const satisfies Readonly<Record<string, LinkedQuestion>>;

/** What a link asks: one that names neither a model nor a machine asks the page's example, with what it does say put in. */
export function completed({ page, said }: Place): Place {
  if (said.model || said.on || !Object.hasOwn(QUESTIONS, page) || Object.keys(said).length === 0) return { page, said };
  return { page, said: { ...QUESTIONS[page as keyof typeof QUESTIONS].example, ...said } };
}

/** Files of examples/ that a link names by their last word. */
export const LINKED_EXAMPLES: readonly string[] = [
  'crossover/own-h200',
  'crossover/rent-h200',
  'crossover/train-h100',
  'crossover/train-mi300x',
  'crossover/train-a100',
  'crossover/serve-h100',
  'crossover/serve-mi300x',
  'crossover/serve-fp8',
  'crossover/serve-int4',
  'chip-asic',
  'chip-fpga',
];

/** What pages of several scenarios ask when their link names none. */
export const SEVERAL = {
  crossover: {
    operation: 'crossover',
    example: { a: 'own-h200', b: 'rent-h200', over: 'own.utilisation', and: 'rent.price' },
  },
  compare: { operation: 'compare', example: { a: 'train-h100', b: 'train-mi300x' } },
} as const;

/** The case that the casebook opens at. */
export const FIRST_CASE = 'S03-02';
