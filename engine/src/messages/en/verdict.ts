/** The first lines of an answer. Every figure comes printed by units/. */
export const verdict = {
  fits: 'Fits.',
  doesNotFit: 'Does not fit.',
  bill: (v: { time: string; gpuHours: string; cost?: string; energy?: string; carbon?: string }) =>
    [v.time, v.gpuHours, v.cost && `${v.cost} rented`, v.energy, v.carbon].filter(Boolean).join(', '),
  bestOf: (v: { strategies: string; time: string; strategy: string }) =>
    `Best of ${v.strategies} strategies (${v.time}): ${v.strategy}`,
  given: (v: { strategy: string }) => `As given: ${v.strategy}`,
  cut: (v: { evaluated: string }) =>
    `The search was cut short after ${v.evaluated} strategies; this is the best so far.`,
  step: (v: { time: string }) => `Step ${v.time}`,
  memory: (v: { used: string; capacity: string; stage: number; stages: number }) =>
    v.stages > 1
      ? `Memory ${v.used} of ${v.capacity} (stage ${v.stage} of ${v.stages})`
      : `Memory ${v.used} of ${v.capacity}`,
  mfu: (v: { mfu: string; hfu: string }) => `MFU ${v.mfu}, HFU ${v.hfu}`,
  checked: (v: { rows: number; error: string; coverage: string }) =>
    `checked against ${v.rows} published runs: median error ${v.error}, ${v.coverage} of them inside the range`,
  goodput: (v: { goodput: string; interruptions: string }) =>
    `goodput ${v.goodput}, ${v.interruptions} interruptions expected`,
  tokensPerSecond: (v: { rate: string }) => `${v.rate} per accelerator`,
  noneNeeded: 'none',
  readOn: (v: { explain: string; launch?: string }) =>
    v.launch ? `why: ${v.explain}     launch: ${v.launch}` : `why: ${v.explain}`,
};
