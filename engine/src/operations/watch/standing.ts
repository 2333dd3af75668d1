import { holds } from '../../report/assertion.ts';
import { type Opened, openScenario, type Settings } from '../measures/index.ts';
import type { Context } from '../operation.ts';
import type { Decision, Standing } from './decision.ts';

const HOURS_A_YEAR = 8766; // 365.25 days

/** What a decision comes to on the facts of a catalogue. Throws InputError where a scenario cannot be read with them. */
export function standingOf(context: Context, { scenarios, when }: Decision): Standing {
  const answered = scenarios.map(({ name, data }, i) => {
    const opened = openScenario({ ...context, ...(context.traces?.[i] && { trace: context.traces[i] }) }, data, name);
    return { name, opened };
  });
  const money = answered.map(({ opened }) => moneyOf(opened));
  const first = answered[0]!;
  if (when.kind === 'verdict')
    return {
      answer: answered.map(({ opened }) => opened.measured().outcome).join(' '),
      margin: null,
      money,
      best: null,
      values: [],
      measure: null,
    };
  if (when.kind === 'rule') {
    const value = figureOf(first.opened, when.measure);
    const kept = value === null ? 'unknown' : String(holds(value, when.comparison, when.limit));
    const margin = value === null || when.limit === 0 ? null : Math.abs(value / when.limit - 1);
    return { answer: kept, margin, money, best: null, values: [value], measure: when.measure };
  }
  if (answered.length === 1) {
    const { able, choice, outcome } = first.opened.measured();
    const chosen = able ? [...choice].map(([key, value]) => `${key} ${value}`).join(' ') : outcome;
    return { answer: chosen, margin: null, money, best: null, values: [], measure: null };
  }
  const key = when.measure ?? first.opened.main;
  const better = first.opened.measures.find((measure) => measure.key === key)?.better ?? 'smaller';
  const values = answered.map(({ opened }) => finite(opened.at(key, AS_IT_STANDS)));
  const order = values
    .flatMap((value, i) => (value === null ? [] : [{ value, i }]))
    .sort((x, y) => (better === 'smaller' ? x.value - y.value : y.value - x.value) || x.i - y.i);
  const [leader, second] = order;
  return {
    answer: leader ? answered[leader.i]!.name : 'none',
    margin: leader && second && leader.value !== 0 ? Math.abs(second.value / leader.value - 1) : null,
    money,
    best: leader?.i ?? null,
    values,
    measure: key,
  };
}

/** What hangs on a scenario: USD, of a year where it falls due by the hour. */
function moneyOf(opened: Opened): number | null {
  const { stake } = opened;
  const value = stake ? figureOf(opened, stake.key) : null;
  return value === null ? null : value * (stake!.per === 'hour' ? HOURS_A_YEAR : 1);
}

const AS_IT_STANDS: Settings = new Map();
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** A figure of a scenario, with no range and no reasons while it does what it should; of one that does not, what its answer tells. */
const figureOf = (opened: Opened, key: string): number | null =>
  finite(opened.at(key, AS_IT_STANDS)) ?? opened.measured().values.get(key)?.value ?? null;

/**
 * Money at stake between two standings, USD: of a choice between several, what the old choice costs more than the new one now;
 * else by how much the money has moved. Null where no price is known.
 */
export function atStake(before: Standing, now: Standing): number | null {
  if (now.best !== null && before.best !== null && now.best !== before.best)
    return difference(now.money[before.best] ?? null, now.money[now.best] ?? null);
  return difference(before.money[before.best ?? 0] ?? null, now.money[now.best ?? 0] ?? null);
}

const difference = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.abs(a - b);
