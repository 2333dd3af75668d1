import {
  baseStrategy,
  checkStrategy,
  createPricer,
  type FullSpace,
  kindOf,
  type Problem,
  type Strategy,
  type TrainingProblem,
} from '../../engine/src/training/index.ts';

export interface Priced {
  readonly strategy: Strategy;
  readonly kind: string;
  readonly seconds: number;
  readonly bytes: number;
}

export interface BruteForce {
  readonly legal: readonly Priced[];
  readonly fitting: readonly Priced[];
  /** Points refused, by the first rule they break; memory as well. */
  readonly refused: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

/** Every combination of the lists of a record. */
function* product(lists: Readonly<Record<string, readonly unknown[]>>): Generator<Record<string, unknown>> {
  const names = Object.keys(lists);
  const at = names.map(() => 0);
  if (names.some((name) => lists[name]!.length === 0)) return;
  for (;;) {
    yield Object.fromEntries(names.map((name, i) => [name, lists[name]![at[i]!]]));
    let i = names.length - 1;
    while (i >= 0 && ++at[i]! === lists[names[i]!]!.length) at[i--] = 0;
    if (i < 0) return;
  }
}

/**
 * What a choice means: knobs that change nothing take the first value of their list, so that two names of one strategy are one point.
 * Undefined where a choice is no strategy of its own (no whole batch for each replica, chunks that the schedule has no use for).
 */
function meaning(problem: TrainingProblem, space: FullSpace, choice: Strategy): Strategy | undefined {
  const dp = problem.machine.count / (choice.tp * choice.pp * choice.cp);
  if (!Number.isInteger(dp) || problem.globalBatch % (dp * choice.microBatch) !== 0) return undefined;
  const s = { ...choice, dp };
  if (s.pp === 1) Object.assign(s, { schedule: '1f1b', vp: 1 });
  else if (s.schedule === 'interleaved' ? s.vp === 1 : s.vp > 1) return undefined;
  if (s.cp === 1) Object.assign(s, { cpKind: space.cpKind[0] });
  if (s.tp === 1) Object.assign(s, { tpComm: 'ar', tpOverlap: space.tpOverlap[0] });
  if (s.recompute === 'full') {
    if (s.offload.activations) return undefined;
    Object.assign(s, { fusedActivation: space.fusedActivation[0] });
  }
  if (s.tp === 1 || s.tpComm !== 'rs-ag' || s.recompute === 'full')
    Object.assign(s, { gatherAgain: space.gatherAgain[0] });
  if (dp * s.cp === 1) Object.assign(s, { zero: space.zero[0], dpOverlap: space.dpOverlap[0] });
  return s;
}

/** The slow way: names every strategy of a space by nested loops, asks the legality check of each, and prices each on its own. */
export function bruteForce(problem: TrainingProblem, space: FullSpace): BruteForce {
  const { inner: _, ...lists } = space;
  const points = new Map<string, Strategy>();
  for (const choice of product(lists)) {
    const strategy = meaning(problem, space, baseStrategy(problem, choice as Partial<Strategy>));
    if (strategy)
      points.set(JSON.stringify(strategy, Object.keys(strategy).sort()) + JSON.stringify(strategy.offload), strategy);
  }
  const limit = problem.machine.rates.capacity * (1 - problem.memoryHeadroom);
  const refused = new Map<string, number>();
  const problems: Problem[] = [];
  const legal: Priced[] = [];
  const count = (rule: string) => refused.set(rule, (refused.get(rule) ?? 0) + 1);
  for (const strategy of points.values()) {
    const [broken] = checkStrategy(problem, strategy);
    if (broken) {
      count(broken.rule);
      problems.push(broken);
      continue;
    }
    const { seconds, bytes } = createPricer(problem).price(strategy);
    if (bytes > limit) count('memory');
    legal.push({ strategy, kind: kindOf(strategy, strategy), seconds, bytes });
  }
  return { legal, fitting: legal.filter((p) => p.bytes <= limit), refused, problems };
}
