import { many } from './words.ts';

/** What binds, the lever, where it flips, what was assumed. Figures come printed by units/. */
export const reasons = {
  /** A rule that has no sentence of its own. */
  otherRule: (rule: string, values: string) => (values === '' ? `rule ${rule}` : `rule ${rule} (${values})`),
  binds: (v: { first: string; share: string; second: string }) =>
    `${v.first} (${v.share} of the step); ${v.second} next`,
  bindsMemory: (v: { part: string; share: string }) => `memory: ${v.part} (${v.share} of the peak)`,
  ran: (v: { layout: string; mfu: string; source: string; ours: string; slow: string }) =>
    `${v.layout} at ${v.mfu} MFU [${v.source}]; this plan promises ${v.ours} but was never run, and the best of many estimates tends to be too kind: until it is measured, count on the slow end, ${v.slow}`,
  flipsBelow: (v: { what: string; at: string; then: string }) => `below ${v.at} ${v.what} ${v.then} wins`,
  flipsAbove: (v: { what: string; at: string; then: string }) => `above ${v.at} ${v.what} ${v.then} wins`,
  batchBinds: (v: { at: string; batch: string }) => `above ${v.at} accelerators the batch (${v.batch} tokens) binds`,
  failures: (v: { every: string; source: string }) => `failures 1 per ${v.every} [${v.source}]`,
  checkpoint: (v: { time: string; every: string }) => `checkpoint ${v.time} every ${v.every}`,
  pue: (v: { pue: string; source: string }) => `PUE ${v.pue} [${v.source}]`,
  rent: (v: { price: string; date: string; source: string }) => `rent ${v.price}, ${v.date} [${v.source}]`,
  grid: (v: { name: string; intensity: string }) => `grid ${v.name}, ${v.intensity}`,
  refusedCount: (v: { count: string; sentence: string }) => `${v.count} × ${v.sentence}`,
  levers: {
    recompute: (v: { from: string; to: string }) => `recompute ${v.to} in place of ${v.from}`,
    zero: (v: { from: string; to: string }) => `ZeRO ${v.to} in place of ${v.from}`,
    offload: (v: { from: string; to: string }) => `offload ${v.to}`,
    accelerators: (v: { from: string; to: string }) => `${v.to} accelerators in place of ${v.from}`,
    sequence: (v: { from: string; to: string }) => `sequences of ${v.to} tokens in place of ${v.from}`,
    memory: (v: { from: string; to: string }) => `an accelerator with ${v.to} in place of ${v.from}`,
    precision: (v: { from: string; to: string }) => `${v.to} products in place of ${v.from}`,
    microBatch: (v: { from: string; to: string }) => `micro-batch ${v.to} in place of ${v.from}`,
    pipeline: (v: { from: string; to: string }) => `pipeline parallel ${v.to} in place of ${v.from}`,
    tensor: (v: { from: string; to: string }) => `tensor parallel ${v.to} in place of ${v.from}`,
    batch: (v: { from: string; to: string }) => `global batch ${v.to} in place of ${v.from}`,
  },
  /** The plan fits once a constraint of the user's own is given up. */
  freed: (v: { option: string; found: string }) => `without ${v.option}: ${v.found} fits`,
  leverGain: (v: { lever: string; time: string; fits: boolean }) =>
    `${v.lever}: ${v.time}, ${v.fits ? 'fits' : 'does not fit'}`,
  kinds: { formula: 'formula', fact: 'cited fact', input: 'input', assumption: 'assumption' },
  grades: {
    silicon: 'silicon: fitted to kernel measurements of this chip',
    family: 'family: parameters of its relatives',
    datasheet: 'datasheet: peaks and published reachable shares',
  },
  /** Formulas and sources are written in English where their numbers are computed. */
  formula: (text: string) => text,
  source: (text: string) => text,
  more: (n: number) => `… ${many(n, 'more', 'more')}`,
};
