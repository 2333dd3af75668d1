import type { ServingLever, SimulationReport } from '../../../report/index.ts';
import type { ReadyOption } from '../../../serving/search/option.ts';
import { type Demand, planServing, type Verified } from '../../../serving/search/plan-serving.ts';
import type { ReadyServing } from '../ready-option.ts';
import type { ServingSetting } from '../settle-serving.ts';
import { acceleratorsOf, usdPerHourOf, type Way, wayOf } from './plan-rows.ts';

export interface LeverQuestion {
  readonly setting: ServingSetting;
  readonly demand: Demand;
  readonly options: readonly ReadyServing[];
  readonly best: Way | null;
  readonly nearest: Way | null;
  /** The nearest way under the whole traffic. */
  readonly confirmed: SimulationReport | null;
  readonly verify: (option: ReadyOption, replicas: number) => Verified;
}

/** A promise is relaxed by so much to see what it costs. */
const RELAXED = 1.5;
const MORE_ACCELERATORS = 8;

/** The one change that brings most: of a plan that is kept, the limit that costs most; of one that is not, what would keep it. */
export function leverOf(question: LeverQuestion): ServingLever | null {
  return question.best
    ? saving(question, question.best)
    : question.nearest
      ? keeping(question, question.nearest)
      : null;
}

function saving({ demand, options, best: _, verify }: LeverQuestion, best: Way): ServingLever | null {
  const same = options.filter(({ chip }) => chip.id === best.option.chip.id);
  const now = usdPerHourOf(best) ?? acceleratorsOf(best);
  let most: ServingLever | null = null;
  let least = now;
  for (const [i, limit] of demand.limits.entries()) {
    const limits = demand.limits.map((other, j) => (j === i ? { ...other, seconds: other.seconds * RELAXED } : other));
    const [planned] = planServing(same, { ...demand, limits }, verify, { top: 1 }).kept;
    if (!planned) continue;
    const way = wayOf(planned);
    const cost = usdPerHourOf(way) ?? acceleratorsOf(way);
    if (cost >= least * (1 - 1e-9)) continue;
    least = cost;
    most = leverTo(limit.quantity, limit.seconds, limit.seconds * RELAXED, false, way);
  }
  return most;
}

function keeping({ demand, options, confirmed, verify }: LeverQuestion, nearest: Way): ServingLever | null {
  const more = demand.mostAccelerators * MORE_ACCELERATORS;
  const [planned] = planServing(options, { ...demand, mostAccelerators: more }, verify, { top: 1 }).kept;
  // No more than were allowed: looked at under the whole traffic already, and dropped.
  if (planned && planned.accelerators > demand.mostAccelerators)
    return leverTo('accelerators', demand.mostAccelerators, planned.accelerators, true, wayOf(planned));
  // The promise that is missed by most, as far as the nearest way can keep it.
  const late = demand.limits
    .map((limit, i) => {
      const one = nearest.verified.at(limit.quantity, limit.percentile);
      return { limit, seconds: Math.max(one, confirmed?.promises[i]?.value.value ?? 0) };
    })
    .filter(({ limit, seconds }) => seconds > limit.seconds)
    .sort((a, b) => b.seconds / b.limit.seconds - a.seconds / a.limit.seconds);
  const [worst] = late;
  if (!worst || !nearest.verified.steady) return null;
  return leverTo(worst.limit.quantity, worst.limit.seconds, rounded(worst.seconds), late.length === 1, nearest);
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
