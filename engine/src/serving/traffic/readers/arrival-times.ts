import { epochUnit, type Moment, readMoment, TIME_UNITS, type TimeUnit } from '../time-text.ts';
import { numberIn, type Place, quoted, TraceError } from '../trace-error.ts';
import type { Reading } from './reader.ts';

const DAY = 86_400;

/**
 * Reads arrival times of one file: seconds from its start, or moments (a date and time, a time since 1970 told by its size). Moments are
 * counted from the midnight before the day of the first one, so that earlier ones are no negative times; the builder then shifts them.
 */
export function arrivalTimes(to: Reading, stated: TimeUnit | undefined, fallback: TimeUnit = 's') {
  let base: Moment | null = null;
  let epoch: { unit: TimeUnit; base: number } | null | undefined;
  return (value: unknown, column: string, place: Place): number => {
    if (typeof value === 'string' && /\d[-/]\d/.test(value)) {
      const moment = readMoment(value);
      if (!moment)
        throw new TraceError({
          code: 'bad-time',
          ...place,
          column,
          value: quoted(value),
          nearest: ['2024-05-10 00:00:00.5'],
        });
      base ??= moment;
      to.fromZero = true;
      to.dated = true;
      return (moment.day - base.day + 1) * DAY + moment.seconds;
    }
    const number = numberIn(value, column, place);
    if (epoch === undefined) {
      const unit = to.options.timeUnit ?? stated;
      const told = unit === undefined ? epochUnit(number) : number * TIME_UNITS[unit] >= 1e8 ? unit : null;
      epoch = told === null ? null : { unit: told, base: Math.floor((number * TIME_UNITS[told]) / DAY) - 1 };
      if (epoch) to.fromZero = to.dated = true;
    }
    if (epoch) {
      // Subtracted in the file's own unit: a time in ns has more digits than a double keeps in seconds.
      const perSecond = Math.round(1 / TIME_UNITS[epoch.unit]);
      return (number - epoch.base * DAY * perSecond) / perSecond;
    }
    // Divided, not multiplied by 0.001, which has no exact double.
    return number / Math.round(1 / TIME_UNITS[to.options.timeUnit ?? stated ?? fallback]);
  };
}
