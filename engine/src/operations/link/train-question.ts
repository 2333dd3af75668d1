/** A page that asks one operation with a form: which, its words in a terminal, and what it asks when its link says nothing. */
export interface LinkedQuestion {
  readonly operation: string;
  readonly words: readonly string[];
  readonly example: Readonly<Record<string, string>>;
}

/** The published run of Llama 3.1 405B (arXiv:2407.21783). Alone in its file: the page opens with it, before all others are fetched. */
export const TRAIN = {
  operation: 'plan-train',
  words: ['plan', 'train'],
  example: {
    model: 'llama-3.1-405b',
    tokens: '15.6T',
    on: 'h100-sxm',
    gpus: '16384',
    sequence: '8192',
    batch: '2048',
  },
} as const satisfies LinkedQuestion;
