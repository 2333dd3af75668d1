import { expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { messagesFor, ruleSentence } from '../../engine/src/messages/index.ts';
import { settle } from '../../engine/src/operations/scenario/setting.ts';
import { readInput, scenarioSchema } from '../../engine/src/operations.ts';
import {
  baseStrategy,
  checkStrategy,
  createPricer,
  defaultStrategy,
  estimateTraining,
  PRESETS,
  SCHEDULES,
  type Strategy,
  StrategyError,
  type TrainingProblem,
} from '../../engine/src/training/index.ts';
import { LOCALES } from '../../engine/src/units/index.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateData, VALUES } from './chance.ts';

const CATALOGUE = readCatalogue();
const asked = (model: string, accelerator: string, count: number, batch: number): TrainingProblem =>
  settle(CATALOGUE, readInput(scenarioSchema, { train: { model, batch, sequence: 4096 }, on: { accelerator, count } }))
    .problem;
const CASES = [
  asked('gpt2', 'rtx4090', 4, 64),
  asked('llama-3.1-8b', 'h100-sxm', 64, 512),
  asked('mixtral-8x7b', 'b200-sxm', 128, 1024),
  asked('llama-3.1-405b', 'tpu-v5p', 512, 1024),
].map((problem) => ({
  problem,
  pricer: createPricer(problem),
  strategies: [
    defaultStrategy(problem) ?? baseStrategy(problem, {}),
    baseStrategy(problem, { dp: problem.machine.count }),
    baseStrategy(problem, { tp: 2, pp: 2, dp: problem.machine.count / 4, zero: 1 }),
    baseStrategy(problem, { cp: 2, dp: problem.machine.count / 2, zero: 3, recompute: 'full', recomputeLayers: 2 }),
  ],
}));
type Case = Omit<(typeof CASES)[number], 'strategies'> & { readonly strategy: Strategy };

const DEGREES = [1, 1, 2, 2, 4, 8, 16, 64, 3];
const NAMES = ['tp', 'pp', 'vp', 'cp', 'dp', 'ep', 'etp', 'microBatch', 'shardGroup', 'recomputeLayers'] as const;
const WORDS: Readonly<Record<string, readonly unknown[]>> = {
  schedule: SCHEDULES,
  cpKind: ['ring', 'all-gather', 'ulysses'],
  zero: [0, 1, 2, 3],
  recompute: ['none', 'selective', 'full'],
  tpComm: ['ar', 'p2p-rs-ag', 'rs-ag'],
  tpOverlap: ['none', 'pipe', 'ring'],
  preset: PRESETS.map((p) => p.id),
  order: [['tp', 'cp', 'dp', 'pp'], ['pp', 'dp', 'cp', 'tp'], ['tp', 'tp', 'dp', 'pp'], ['tp'], [], ['x']],
  layout: [[1, 2], [32], [-1, 33], [0.5, 31.5], [Number.NaN], [8, 8, 8, 8], new Array(1e4).fill(0)],
};

/** A strategy with some degrees and words changed to others that might be legal, and three times in four something hostile put in. */
function make(chance: Chance): Case {
  const { strategies, ...rest } = chance.pick(CASES);
  const strategy: Record<string, unknown> = { ...chance.pick(strategies) };
  for (let i = chance.below(3); i > 0; i--) strategy[chance.pick(NAMES)] = chance.pick(DEGREES);
  for (let i = chance.below(3); i > 0; i--) {
    const key = chance.pick(Object.keys(WORDS));
    strategy[key] = chance.pick(WORDS[key]!);
  }
  if (chance.oneIn(2))
    strategy.dp = rest.problem.machine.count / (Number(strategy.tp) * Number(strategy.pp) * Number(strategy.cp));
  const hostile = chance.oneIn(2)
    ? (mutateData(strategy, chance, ['x', 'fp32', 'none']) as Record<string, unknown>)
    : strategy;
  if (chance.oneIn(10))
    hostile[chance.pick([...NAMES, ...Object.keys(WORDS), 'offload', 'precision', 'optimizer'])] = chance.pick(VALUES);
  return { ...rest, strategy: hostile as unknown as Strategy };
}

function read({ problem, pricer, strategy }: Case): string {
  const problems = checkStrategy(problem, strategy);
  for (const one of problems)
    for (const locale of LOCALES) {
      const sentence = ruleSentence(messagesFor(locale), one);
      if (/undefined|\[object/.test(sentence) || sentence.length > 600)
        throw new Error(`a sentence that says nothing: ${sentence}`);
    }
  try {
    const estimate = estimateTraining(problem, strategy, pricer);
    if (problems.length > 0) throw new Error(`priced although ${problems[0]!.rule}`);
    const bad = numbersOf(estimate).filter(([, x]) => !Number.isFinite(x));
    if (bad.length > 0) throw new Error(`not finite: ${bad.slice(0, 5).join('; ')}`);
    if (!(estimate.step.value > 0 && estimate.memory.peak.value > 0)) throw new Error('a step of no time or no memory');
    return 'value';
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    return error.problems[0]!.rule;
  }
}

/** Every number of an estimate beside what was put in: its parts, its intervals, its reasons. */
function numbersOf(value: object, path = ''): [string, number][] {
  return Object.entries(value).flatMap(([key, inner]): [string, number][] => {
    if (key === 'strategy' || (path === '' && key === 'pipeline')) return [];
    if (typeof inner === 'number') return [[`${path}.${key}`, inner]];
    return inner !== null && typeof inner === 'object' ? numbersOf(inner, `${path}.${key}`) : [];
  });
}

it('random strategies: a StrategyError or an estimate whose every number is finite', async () => {
  const tally = await attack({
    name: 'strategies',
    usual: 5000,
    make,
    read,
    show: ({ problem, strategy }) => `${problem.architecture.id} ${JSON.stringify(strategy)}`,
  });
  expectReached(
    tally,
    ['count', 'product', 'batch', 'tp-heads', 'ep-dense', 'interleaved-chunks', 'layout', 'preset', 'word'],
    0.05,
  );
  expect(tally.outcomes.get('count')).toBeGreaterThan(tally.inputs / 200);
});
