import type { ServingLever, SimulationReport } from '../../../report/index.ts';
import type { ReadyOption } from '../../../serving/search/option.ts';
import { type Demand, planServing, type Verified } from '../../../serving/search/plan-serving.ts';
import type { ReadyServing } from '../ready-option.ts';
import { confirmed, type Looks } from './confirm.ts';
import { acceleratorsOf, usdPerHourOf, type Way, wayOf } from './plan-rows.ts';

export interface LeverQuestion {
  readonly demand: Demand;
  /** Every way with as many accelerators as there may be. */
  readonly options: readonly ReadyServing[];
  /** The same with more of them. */
  readonly optionsOf: (most: number) => readonly ReadyServing[];
  readonly best: Way | null;
  readonly nearest: Way | null;
  /** The nearest way under the whole traffic. */
  readonly seen: SimulationReport | null;
  readonly verify: (option: ReadyOption, replicas: number) => Verified;
  /** How a way is held against the whole traffic. */
  readonly looks: Looks;
}

/** A promise is relaxed by so much to see what it costs. */
const RELAXED = 1.5;
/** So many times as long is no longer the same promise. */
const MOST_RELAXED = 10;
const MORE_ACCELERATORS = 8;
/** Ways that are held against the whole traffic until one keeps the promise. */
const TRIED = 3;

/**
 * The one change that brings most: of a plan that is kept, the limit that costs most; of one that is not, what would keep it. What a lever
 * brings was seen under the whole traffic, with every limit and every request that is refused.
 */
export function leverOf(question: LeverQuestion): ServingLever | null {
  return question.best
    ? saving(question, question.best)
    : question.nearest
      ? keeping(question, question.nearest)
      : null;
}

function saving(question: LeverQuestion, best: Way): ServingLever | null {
  const { demand } = question;
  const same = question.options.filter(({ chip }) => chip.id === best.option.chip.id);
  const costOf = (way: Way) => usdPerHourOf(way) ?? acceleratorsOf(way);
  let most: ServingLever | null = null;
  let least = costOf(best);
  for (const [i, limit] of demand.limits.entries()) {
    const limits = demand.limits.map((other, j) => (j === i ? { ...other, seconds: other.seconds * RELAXED } : other));
    const way = seenToKeep(question, same, { ...demand, limits }, (one) => costOf(one) < least * (1 - 1e-9));
    if (!way) continue;
    least = costOf(way);
    most = leverTo(limit.quantity, limit.seconds, limit.seconds * RELAXED, false, way);
  }
  return most;
}

function keeping(question: LeverQuestion, nearest: Way): ServingLever | null {
  const { demand, seen } = question;
  const mostAccelerators = demand.mostAccelerators * MORE_ACCELERATORS;
  const larger = seenToKeep(
    question,
    question.optionsOf(mostAccelerators),
    { ...demand, mostAccelerators },
    (way) => acceleratorsOf(way) > demand.mostAccelerators,
  );
  if (larger) return leverTo('accelerators', demand.mostAccelerators, acceleratorsOf(larger), true, larger);
  if (!seen || seen.overload) return null;
  const { refused, finished } = seen.requests;
  const refusals = refused.reduce((sum, { count }) => sum + count, 0);
  const late = seen.promises.filter(({ value, limit }) => value.value > limit);
  const [worst, ...others] = late;
  if (!worst || others.length > 0) return null;
  const answered = seen.promises.every(({ percentile }) => refusals <= (1 - percentile) * (refusals + finished));
  const seconds = rounded(worst.value.value);
  if (!answered || seconds > MOST_RELAXED * worst.limit) return null;
  return leverTo(worst.quantity, worst.limit, seconds, true, nearest);
}

/** The best of these ways that is wanted and keeps what is demanded under the whole traffic. */
function seenToKeep(
  { verify, looks }: LeverQuestion,
  options: readonly ReadyServing[],
  demand: Demand,
  wanted: (way: Way) => boolean,
): Way | null {
  const { kept } = planServing(options, demand, verify, { top: TRIED, onProgress: () => looks.progress(1, 0) });
  const ways = kept.map(wayOf).filter(wanted);
  const setting = { ...looks.setting, limits: demand.limits };
  const held = confirmed(ways, { ...looks, setting, most: demand.mostAccelerators, first: true });
  return held.kept.find(wanted) ?? null;
}

const leverTo = (kind: ServingLever['kind'], from: number, to: number, keeps: boolean, way: Way): ServingLever => ({
  kind,
  from,
  to,
  keeps,
  usdPerHour: usdPerHourOf(way),
  accelerators: acceleratorsOf(way),
  chipName: way.option.place.chip.name,
});

/** Up to two digits, so that the limit is kept for sure. */
function rounded(seconds: number): number {
  const unit = 10 ** (Math.floor(Math.log10(seconds)) - 1);
  return Math.ceil(seconds / unit) * unit;
}
