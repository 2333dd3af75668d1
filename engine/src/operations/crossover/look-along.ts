import type { Axis, Crossover, CrossoverOptions, Flip, RangedFlip } from '../../decide/index.ts';
import type { CrossoverAxis } from '../../report/crossover-report.ts';
import {
  type Currency,
  isoDay,
  parseQuantity,
  type Rates,
  readDays,
  type TurnedUnit,
  type Unit,
  UnitError,
} from '../../units/index.ts';
import { InputError, refuse } from '../input-error.ts';
import type { NamedInput, Pace } from '../measures/index.ts';
import type { FoundInput } from './find-named.ts';

/** Looks of a first pass and at most, and how narrow brackets are closed, by what one look takes. */
export const EFFORT: Readonly<Record<Pace, CrossoverOptions>> = {
  formula: { points: 257, looks: 4000 },
  model: { points: 49, looks: 160, narrow: 2 ** -32 },
  search: { points: 13, looks: 40, narrow: 2 ** -10 },
};
/** The same where a flip is only followed with an input moved. */
export const FOLLOWING: Readonly<Record<Pace, CrossoverOptions>> = { ...EFFORT, formula: { points: 49, looks: 120 } };
/** The same for each row of a map. */
export const MAP_EFFORT: Readonly<Record<Pace, CrossoverOptions & { readonly rows: number }>> = {
  formula: { points: 65, looks: 300, rows: 15 },
  model: { points: 17, looks: 40, narrow: 2 ** -10, rows: 11 },
  search: { points: 7, looks: 12, narrow: 2 ** -7, rows: 7 },
};
const PACES: readonly Pace[] = ['formula', 'model', 'search'];

/** The dearest of several. */
export const paceOf = (...inputs: readonly (NamedInput | null)[]): Pace =>
  inputs.reduce<Pace>(
    (dearest, input) => (input && PACES.indexOf(input.pace) > PACES.indexOf(dearest) ? input.pace : dearest),
    'formula',
  );

interface Ends {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** How typed amounts are read: a bare number is in the currency that was asked for. */
interface TypedMoney {
  readonly rates: Rates;
  readonly currency: Currency;
}

/** Days that a look along dates covers at least where only its beginning is said. */
const DAYS = 3 * 365;

/** The axis of an input: as said, else as is usual for it. Throws InputError. */
export function axisOf({ a, b }: FoundInput, { from, to }: Ends, money: TypedMoney): CrossoverAxis {
  const inputs = [a, b].filter((input) => input !== null);
  const { path, unit } = inputs[0]!;
  const usual = {
    low: Math.min(...inputs.map((input) => input.usual[0])),
    high: Math.max(...inputs.map((input) => input.usual[1])),
  };
  const step = inputs.reduce<number | null>(
    (most, input) => (input.step ? Math.max(most ?? 1, input.step) : most),
    null,
  );
  const within = (end: number) =>
    inputs.reduce((to, input) => Math.min(Math.max(to, input.within?.[0] ?? to), input.within?.[1] ?? to), end);
  const end = (path: 'from' | 'to', typed: string) =>
    unit === 'date' ? dayAt(path, typed, inputs[0]!.within?.[0]) : readEnd(path, typed, unit, money);
  const beyond = (low: number) => (from === undefined ? low : unit === 'date' ? low + DAYS : low * 10);
  const low = within(from === undefined ? usual.low : end('from', from));
  const high = within(to === undefined ? Math.max(usual.high, beyond(low)) : end('to', to));
  const places = inputs.some(({ doubling }) => doubling) ? doublings(inputs, low, high) : null;
  const [least, most] = places
    ? [places[0] ?? low, places.at(-1) ?? low]
    : step === null
      ? [low, high]
      : [Math.max(1, Math.ceil(low / step)) * step, Math.floor(high / step) * step];
  if (!(least < most))
    throw refuse('empty-range', from === undefined ? 'to' : 'from', {
      value: from ?? to,
      values: { from: from ?? said(least, unit), to: to ?? said(most, unit) },
      nearest: [said(step || places ? least * 2 : unit === 'date' ? least + DAYS : most, unit)],
    });
  const log = inputs.every((input) => input.log !== false) && least > 0 && most / least >= 4;
  const far = most > usual.high && { foreseen: isoDay(usual.high) };
  const dates = unit === 'date' && { dates: { low: isoDay(least), high: isoDay(most), ...far } };
  return { path, unit, low: least, high: most, log, step, places, of: a && b ? 'both' : a ? 'a' : 'b', ...dates };
}

/** What lies between the ends by doubling and halving the inputs' own whole values. */
function doublings(inputs: readonly NamedInput[], low: number, high: number): number[] {
  const found = new Set<number>();
  for (const { value } of inputs)
    for (let k = -30; k <= 30; k++) {
      const place = (value ?? 1) * 2 ** k;
      if (Number.isInteger(place) && place >= low && place <= high) found.add(place);
    }
  return [...found].sort((x, y) => x - y);
}

const said = (value: number, unit: TurnedUnit): string => (unit === 'date' ? isoDay(value) : String(value));

/** A date, or a wait from today on. Throws InputError. */
function dayAt(path: 'from' | 'to', typed: string, today: number | undefined): number {
  const days = readDays(typed, today);
  if (!days) throw refuse('not-a-date', path, { value: typed, nearest: ['2027-06', '18 months'] });
  return days.first;
}

function readEnd(path: 'from' | 'to', typed: string, unit: Unit, { rates, currency }: TypedMoney): number {
  try {
    // "40 %" of a share, "2" of a rent: a bare number is in the base unit.
    return parseQuantity(
      /^[\d.,eE+-]+$/.test(typed.trim()) && unit !== '1' ? `${typed.trim()} ${unit.replace(/^USD/, currency)}` : typed,
      unit,
      { rates },
    );
  } catch (error) {
    if (error instanceof InputError || !(error instanceof UnitError)) throw error;
    throw refuse('quantity-unit-other', path, { value: typed, values: { unit }, nearest: error.nearest });
  }
}

/** An axis that decide/ walks: packs are counted, and turned back into what they hold. */
export function walked({ low, high, log, step, places }: CrossoverAxis): {
  readonly axis: Axis;
  readonly of: (x: number) => number;
} {
  if (places) return { axis: { low: 0, high: places.length - 1, integer: true }, of: (i) => places[Math.round(i)]! };
  if (step === null) return { axis: { low, high, log }, of: (x) => x };
  return { axis: { low: low / step, high: high / step, log, integer: true }, of: (x) => x * step };
}

/** A crossover over packs in what they hold. */
export function unpacked(found: Crossover, of: (x: number) => number): Crossover {
  const stretch = <T extends { readonly low: number; readonly high: number }>(s: T): T => ({
    ...s,
    low: of(s.low),
    high: of(s.high),
  });
  return {
    ...found,
    flips: found.flips.map((flip) => unpackedFlip(flip, of)),
    stretches: found.stretches.map(stretch),
    unsure: found.unsure.map(stretch),
  };
}

const unpackedFlip = (flip: Flip, of: (x: number) => number): Flip => ({
  ...flip,
  at: of(flip.at),
  bracket: [of(flip.bracket[0]), of(flip.bracket[1])],
});

export const unpackedRange = (flip: RangedFlip, of: (x: number) => number): RangedFlip => {
  const maybe = (at: number | null) => (at === null ? null : of(at));
  return {
    ...flip,
    at: of(flip.at),
    low: of(flip.low),
    high: of(flip.high),
    bracket: [of(flip.bracket[0]), of(flip.bracket[1])],
    shifts: flip.shifts.map((shift) => ({ ...shift, atLow: maybe(shift.atLow), atHigh: maybe(shift.atHigh) })),
  };
};
