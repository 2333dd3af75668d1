import { type Axis, flipRanges } from '../../decide/index.ts';
import { hourOf, numbersOf, type OwnInput, type OwnOption, type OwnSpread } from '../../economics/index.ts';
import type { LaterFlip, OwnAgainst, OwnComparison } from '../../report/own-comparison.ts';
import { isoDay, monthsAfter } from '../../units/index.ts';
import type { OwnSetting } from './settle-own.ts';

/** Years ahead up to which the falls of prices are taken to go on: rents of 2017 to 2025 and a half-life of about two years say no more. */
export const FORESEEN = 3;
/** Shares of the hours that are looked at for a flip. */
export const USE = { low: 0.01, high: 1 } as const;
/** Costs by use and by start are smooth and cross once. */
const POINTS = 65;
/** Rows of the tornado that are worth reading. */
const TORNADO = 7;

export interface FoundFlip extends Pick<OwnAgainst, 'kind' | 'flip'> {
  readonly tornado: OwnComparison['tornado'];
}

/** A rent (a) and owning (b) along one input, with the ranges of the others. */
function along(input: OwnInput, axis: Axis, rival: OwnOption, setting: OwnSetting, others: readonly OwnSpread[]) {
  const { shape } = setting.facts;
  return flipRanges(
    (values) => {
      const numbers = { ...numbersOf(values) }; // one for all looks: only this input changes
      const at = (value: number) => {
        numbers[input] = value;
        return numbers;
      };
      return { a: (value) => hourOf(rival, at(value), shape), b: (value) => hourOf('own', at(value), shape) };
    },
    others,
    axis,
    { points: POINTS },
  );
}

/** Where owning starts to win by use, against rent on demand and against reserved rent. */
export function flipsOf(
  setting: OwnSetting,
  spreads: readonly OwnSpread[],
): { readonly onDemand: FoundFlip; readonly reserved: FoundFlip | null } {
  const others = spreads.filter(({ name }) => name !== 'utilisation');
  const against = (rival: OwnOption): FoundFlip => {
    const { crossover, flips } = along('utilisation', USE, rival, setting, others);
    const first = flips.find(({ to }) => to === 'b');
    if (!first) return { kind: crossover.stretches.at(-1)?.leader === 'b' ? 'own' : 'rent', flip: null, tornado: [] };
    const { at, low, high, open, shifts } = first;
    const moving = shifts.filter(({ atLow, atHigh }) => atLow !== at || atHigh !== at);
    return { kind: 'flip', flip: { at, low, high, open }, tornado: moving.slice(0, TORNADO) };
  };
  const has = (name: OwnInput) => spreads.some((spread) => spread.name === name);
  return { onDemand: against('on-demand'), reserved: has('reserved') ? against('reserved') : null };
}

/** The start from which the other of owning and rent on demand wins at the planned use; null where a start is said or none is foreseen. */
export function laterFlip(setting: OwnSetting, spreads: readonly OwnSpread[]): LaterFlip | null {
  const { start, today } = setting.wish;
  if (start !== null) return null;
  const others = spreads.map((spread) =>
    spread.name === 'utilisation' ? { ...spread, low: spread.value, high: spread.value } : spread,
  );
  const axis = { low: today, high: monthsAfter(today, FORESEEN * 12) };
  const [first] = along('start', axis, 'on-demand', setting, others).flips;
  if (!first) return null;
  const { at, low, high, open, to } = first;
  return { to: to === 'b' ? 'own' : 'on-demand', date: isoDay(Math.ceil(at)), at, low, high, open };
}
