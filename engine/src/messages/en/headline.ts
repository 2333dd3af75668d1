import type { Outcome } from '../../report/train-report.ts';

/** What of the face's sentences stands above everything else: fetched by the page before all others. */
export const headline = {
  outcomes: {
    fits: 'Fits.',
    'too-slow': 'Fits, but misses the deadline.',
    'over-budget': 'Fits, but costs more than the budget.',
    'does-not-fit': 'Does not fit.',
    'no-legal-strategy': 'No legal strategy.',
  } satisfies Record<Outcome, string>,
  bestOf: (v: { strategies: string; strategy: string }) => `Best of ${v.strategies} strategies: ${v.strategy}`,
  question: (v: { model: string; parameters: string; tokens: string; machine: string; precision: string }) =>
    `${v.model} (${v.parameters}), ${v.tokens}, ${v.machine}, ${v.precision}`,
  batch: (v: { sequences: string; tokens: string; sequence: string }) =>
    `batch ${v.sequences} × ${v.sequence} tokens = ${v.tokens}`,
};
