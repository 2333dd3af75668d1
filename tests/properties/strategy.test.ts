import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { en } from '../../engine/src/messages/en.ts';
import { zhCN } from '../../engine/src/messages/zh-CN.ts';
import {
  type Axis,
  checkStrategy,
  createPricer,
  estimateTraining,
  type Strategy,
  StrategyError,
  type TrainingProblem,
} from '../../engine/src/training/index.ts';
import { type Case, cases } from './cases.ts';
import { holds, near } from './holds.ts';

/** A legal strategy with up to three numbers changed to something that may not be. */
const broken: fc.Arbitrary<Case> = fc
  .record({
    c: cases(),
    changes: fc.dictionary(
      fc.constantFrom(
        'tp',
        'pp',
        'cp',
        'dp',
        'ep',
        'etp',
        'vp',
        'microBatch',
        'shardGroup',
        'schedule',
        'preset',
        'cpKind',
        'layout',
      ),
      fc.constantFrom<unknown>(0, 1, 2, 3, 5, 7, 16, 1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e9),
      { minKeys: 1, maxKeys: 3 },
    ),
    words: fc.record({
      schedule: fc.constantFrom('1f1b', 'interleaved', 'gpipe', 'zero-bubble', 'zb-v', 'dualpipe'),
      cpKind: fc.constantFrom('ring', 'ulysses'),
      preset: fc.constantFrom('megatron-core', 'nobody'),
    }),
    layout: fc.array(fc.constantFrom(0, 1, 2, 3, -1, 0.5), { maxLength: 8 }),
  })
  .map(({ c, changes, words, layout }) => {
    const picked = Object.fromEntries(
      Object.entries(changes).map(([key, value]) => [
        key,
        key in words ? words[key as keyof typeof words] : key === 'layout' ? layout : value,
      ]),
    );
    return { problem: c.problem, strategy: { ...c.strategy, ...picked } as Strategy };
  });

const price = (problem: TrainingProblem, strategy: Strategy) => createPricer(problem).price(strategy);

describe('legality', () => {
  holds(
    'degrees that do not make up the machine are refused for it',
    fc.record({ c: cases(), k: fc.integer({ min: 2, max: 9 }) }),
    ({ c, k }) => {
      const { tp, pp, cp, dp } = c.strategy;
      expect(tp * pp * cp * dp).toBe(c.problem.machine.count);
      const rules = checkStrategy(c.problem, { ...c.strategy, dp: dp * k }).map((p) => p.rule);
      expect(rules).toContain('product');
    },
  );

  holds('what is refused names a rule that both languages word', broken, ({ problem, strategy }) => {
    for (const { rule, values } of checkStrategy(problem, strategy)) {
      for (const language of [en, zhCN]) {
        const word = (language.rules as Readonly<Record<string, (v: unknown) => string>>)[rule];
        expect(word, rule).toBeTypeOf('function');
        const text = word!(values);
        expect(text).not.toMatch(/undefined|\[object|NaN\s*x/);
        expect(text.length).toBeGreaterThan(4);
      }
    }
  });

  holds('what is refused is not estimated, what is not refused has a price', broken, ({ problem, strategy }) => {
    const problems = checkStrategy(problem, strategy);
    if (problems.length > 0) {
      expect(() => estimateTraining(problem, strategy)).toThrow(StrategyError);
      return;
    }
    const { seconds, bytes } = price(problem, strategy);
    expect(
      Number.isFinite(seconds) && seconds > 0 && Number.isFinite(bytes) && bytes > 0,
      `${seconds} s, ${bytes} B`,
    ).toBe(true);
  });

  holds('checking and pricing change nothing that they are given', cases(), ({ problem, strategy }) => {
    const before = JSON.stringify({ problem, strategy });
    estimateTraining(problem, strategy);
    expect(JSON.stringify({ problem, strategy })).toBe(before);
  });

  holds('the same question has the same answer', cases(), ({ problem, strategy }) => {
    const pricer = createPricer(problem);
    const [first, second] = [{ ...pricer.price(strategy) }, { ...pricer.price(strategy) }];
    expect(second).toEqual(first);
    expect(price(structuredClone(problem), structuredClone(strategy))).toEqual(first);
  });
});

const AXES: readonly Axis[] = ['tp', 'cp', 'dp', 'pp'];
const orders = fc.shuffledSubarray([...AXES], { minLength: 4, maxLength: 4 });

/** One tier that holds all: it does not matter who sits where. */
const flat = ({ problem, strategy }: Case): Case => {
  const [tier] = problem.machine.tiers;
  const tiers = [
    {
      ...tier!,
      size: problem.machine.count,
      topology: 'switch' as const,
      dims: undefined,
      pairBytesPerSecond: undefined,
    },
  ];
  return { problem: { ...problem, machine: { ...problem.machine, tiers } }, strategy };
};

describe('where ranks sit', () => {
  holds('does not matter on a flat network', fc.record({ c: cases().map(flat), order: orders }), ({ c, order }) => {
    const [a, b] = [price(c.problem, { ...c.strategy, order: undefined }), price(c.problem, { ...c.strategy, order })];
    return near(a.seconds, b.seconds) && near(a.bytes, b.bytes);
  });

  holds('the default order is tensor, context, data, pipeline', cases(), ({ problem, strategy }) => {
    const [a, b] = [price(problem, { ...strategy, order: undefined }), price(problem, { ...strategy, order: AXES })];
    return a.seconds === b.seconds && a.bytes === b.bytes;
  });

  holds('axes of one rank may stand anywhere', fc.record({ c: cases(), order: orders }), ({ c, order }) => {
    const wide = AXES.filter((axis) => c.strategy[axis] > 1);
    let next = 0;
    // The same wide axes in the same order, those of one rank shuffled among them.
    const shuffled = order.map((axis) => (c.strategy[axis] > 1 ? wide[next++]! : axis));
    const [a, b] = [
      price(c.problem, { ...c.strategy, order: undefined }),
      price(c.problem, { ...c.strategy, order: shuffled }),
    ];
    return near(a.seconds, b.seconds) && near(a.bytes, b.bytes);
  });

  holds('memory does not depend on it', fc.record({ c: cases(), order: orders }), ({ c, order }) =>
    near(price(c.problem, { ...c.strategy, order: undefined }).bytes, price(c.problem, { ...c.strategy, order }).bytes),
  );

  holds('the layout that is even by itself may be given in full', cases(), ({ problem, strategy }) => {
    const { layout } = createPricer(problem).shape(strategy);
    const [a, b] = [price(problem, strategy), price(problem, { ...strategy, layout })];
    return near(a.seconds, b.seconds) && near(a.bytes, b.bytes);
  });
});
