/** The first lines of an answer. Every figure comes printed by units/. */
export const verdict = {
  fits: 'Fits.',
  doesNotFit: 'Does not fit.',
  bill: (v: { time: string; gpuHours: string; cost?: string; energy?: string; carbon?: string }) =>
    [v.time, v.gpuHours, v.cost ? `${v.cost} rented` : 'cost unknown', v.energy, v.carbon].filter(Boolean).join(', '),
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
  /** The range of the peak lies on both sides of what there is. */
  tight: (v: { high: string; capacity: string }) =>
    `memory is tight: it may take up to ${v.high}, more than the ${v.capacity} there are; --headroom 0.1 leaves room`,
  mayFit: (v: { low: string; capacity: string }) =>
    `it may fit all the same: the range of the memory begins at ${v.low} of ${v.capacity}`,
  assertsBroken: (v: { broken: string; all: string }) =>
    v.all === '1' ? 'The assert does not hold.' : `Asserts that do not hold: ${v.broken} of ${v.all}.`,
  mfu: (v: { mfu: string; hfu: string }) => `MFU ${v.mfu}, HFU ${v.hfu}`,
  checked: (v: { rows: number; error: string; coverage: string }) =>
    `checked against ${v.rows} published runs: median error ${v.error}, ${v.coverage} of them inside the range`,
  goodput: (v: { goodput: string; interruptions: string }) =>
    `goodput ${v.goodput}, ${v.interruptions} ${v.interruptions === '1' ? 'interruption' : 'interruptions'} expected`,
  tokensPerSecond: (v: { rate: string }) => `${v.rate} per accelerator`,
  noneNeeded: 'none',
  readOn: (v: { explain: string; launch?: string }) =>
    v.launch ? `why: ${v.explain}     launch: ${v.launch}` : `why: ${v.explain}`,
};
