import type { SymbolMeaning } from '../../../because/index.ts';

const micro = (meaning: string): SymbolMeaning => ({ unit: 's', meaning: `${meaning} of one micro-batch` });

/** What the letters of the schedules' formulas mean. Small letters: the slowest stage; capitals: all stages together. */
export const SYMBOLS = {
  p: { unit: '1', meaning: 'pipeline stages' },
  v: { unit: '1', meaning: 'chunks per stage' },
  m: { unit: '1', meaning: 'micro-batches' },
  F: micro('forward, all stages,'),
  B: micro('input gradient (and weight gradient where they are not split), all stages,'),
  W: micro('weight gradient, all stages,'),
  f: micro('forward, slowest stage,'),
  b: micro('input gradient (and weight gradient where they are not split), slowest stage,'),
  w: micro('weight gradient, slowest stage,'),
  s: { unit: '1', meaning: 'index of the slowest stage, from 0' },
  hop: { unit: 's', meaning: 'delay of a tensor between neighbouring stages' },
} as const satisfies Record<string, SymbolMeaning>;
