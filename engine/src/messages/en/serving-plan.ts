import type { PlanOutcome } from '../../report/index.ts';
import { requestRate } from './words.ts';

/** What a plan of serving says. Every figure comes printed by units/. */
export const servingPlan = {
  outcomes: {
    kept: '',
    missed: 'The promise cannot be kept with this.',
    'does-not-fit': 'Does not fit: the weights leave no room for a request.',
    stopped: 'The search was cut short; this is the best so far.',
  } satisfies Record<PlanOutcome, string>,
  stoppedEarly: 'The search was cut short before any way was simulated; the picture is of estimates.',
  best: {
    cost: (v: { machine: string; cost: string }) => `Cheapest: ${v.machine}, ${v.cost} an hour.`,
    energy: (v: { machine: string; cost: string }) => `Least energy: ${v.machine}, ${v.cost}.`,
    accelerators: (v: { machine: string; cost: string }) => `Fewest accelerators: ${v.machine}, ${v.cost} an hour.`,
  },
  month: (cost: string) => `Rented all month: ${cost}.`,
  unpriced: 'no price',
  nearest: (v: { machine: string }) => `Nearest: ${v.machine}.`,
  machine: (v: { count: string; chip: string }) => `${v.count} × ${v.chip}`,
  question: (v: { model: string; parameters: string; rate: string; input: string; output: string }) =>
    `${v.model} (${v.parameters}), ${requestRate(v.rate)}, prompts of ${v.input}, answers of ${v.output}`,
  limit: (v: { what: string; limit: string }) => `${v.what} ≤ ${v.limit}`,
  searched: (v: { options: string; simulated: string }) =>
    `${v.options === '1' ? 'one way' : `${v.options} ways`} compared, ${v.simulated} simulations`,
  asPlanned: 'The best one under the whole traffic',
  alternatives: 'Ways that keep it, best first',
  nearestWay: 'The nearest way',
  missedElsewhere: 'Accelerators that do not keep it, the nearest way of each',
  figuresOf: 'TTFT and TPOT at the promised percentile, under the whole traffic',
  unchecked:
    '? not simulated under the whole traffic: TTFT and TPOT are of one replica under its share, and the promise may be missed',
  rateColumns: (v: { accelerators: boolean }) =>
    `${v.accelerators ? '/user, /acc.' : '/user'}: output tokens/s that one user sees${v.accelerators ? ', that one accelerator gives' : ''}`,
  unpricedChips: (v: { chips: string }) => `${v.chips}: no rental price is known, so it comes last; --overlay adds one`,
  settings: 'Settings',
  settingsTuned: (v: { setting: string; machine: string; cost: string }) =>
    `with the engine's own (${v.setting}) it takes ${v.machine}, ${v.cost} an hour`,
  settingsNeeded: "with the engine's own nothing was found that is as good",
  settingsOwn: (v: { tried: string }) =>
    `the engine's own; ${v.tried} other pairs of max_num_seqs and max_num_batched_tokens need no fewer accelerators`,
  columns: {
    machine: 'accelerators',
    ways: 'how',
    cost: 'an hour',
    million: '1M out',
    ttft: 'TTFT',
    tpot: 'TPOT',
    user: '/user',
    accelerator: '/acc.',
  },
  front: 'Output tokens/s an accelerator (up) against tokens/s a user (right)',
  frontKey: (v: { mark: string; chip: string }) => `${v.mark} ${v.chip}`,
  frontPlan: '● as planned',
  flips: 'Flips',
  flipPrice: (v: { other: string; below: string; now: string }) =>
    `${v.other} would be cheaper below ${v.below} an hour each (now ${v.now})`,
  flipRate: (v: { other: string; below?: string; above?: string }) =>
    `${v.other} is cheaper ${[v.below && `below ${v.below} requests/s`, v.above && `above ${v.above} requests/s`].filter(Boolean).join(' and ')}`,
  flipNever: (v: { best: string; other: string }) =>
    `${v.best} stays cheaper than ${v.other} at every rate from 1/64 to 64 times this one`,
  lever: 'Lever',
  levers: {
    ttft: (v: { from: string; to: string }) => `TTFT of ${v.to} in place of ${v.from}`,
    tpot: (v: { from: string; to: string }) => `TPOT of ${v.to} in place of ${v.from}`,
    e2e: (v: { from: string; to: string }) => `end to end in ${v.to} in place of ${v.from}`,
    accelerators: (v: { from: string; to: string }) => `${v.to} accelerators in place of ${v.from}`,
    weights: (v: { from: string; to: string }) => `weights in ${v.to} in place of ${v.from}`,
  },
  leverKeeps: (v: { lever: string; machine: string; cost: string }) =>
    `${v.lever}: kept, ${v.machine}, ${v.cost} an hour`,
  leverSaves: (v: { lever: string; machine: string; cost: string }) => `${v.lever}: ${v.machine}, ${v.cost} an hour`,
  quality: {
    title: 'Quality',
    narrow: (v: { weights: string }) =>
      `${v.weights} is narrower than the weights were published in; answers change a little. Try it on your own questions first.`,
    fp8: '8-bit float weights lose nothing that benchmarks can tell (arXiv 2411.02355).',
    int8: '8-bit integer weights, well tuned, lose 1-3 % of the score (arXiv 2411.02355).',
    four: '4-bit weights, well tuned, come close to 8-bit ones on benchmarks (arXiv 2411.02355).',
    kv: (v: { kv: string }) => `A cache in ${v.kv} loses little up to moderate lengths; long contexts are to be tried.`,
    published: (v: { machine: string; cost: string }) => `As published the best is ${v.machine}, ${v.cost} an hour.`,
  },
  refused: (v: { chip: string; count: string; sentence: string }) => `${v.chip}, ${v.count} ways: ${v.sentence}`,
  none: 'Nothing was left to compare.',
  prefillDecode: (v: { prefill: string; decode: string }) => `${v.prefill} prefill + ${v.decode} decode`,
  simulateIt: (v: { command: string }) => `look at it: ${v.command}`,
};
