/**
 * Times as traces write them, in seconds. The engine has no clock and no Date: days are counted as in Hinnant's `days_from_civil`
 * (proleptic Gregorian calendar).
 */
const STAMP =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,12})?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

/** A date and time: whole days since 1970-01-01 (UTC) and seconds of that day, apart so that no digit of the seconds is lost. */
export interface Moment {
  readonly day: number;
  readonly seconds: number;
}

/** `2023-11-16 18:15:46.6805900`, `2024-05-10T00:00:00.009930+00:00`, `2024/5/10 8:03`; null for anything else. */
export function readMoment(text: string): Moment | null {
  if (text.length > 64) return null;
  const found = STAMP.exec(text.trim());
  if (!found) return null;
  const [, y, m, d, hour = '0', minute = '0', second = '0', fraction = '', zone = ''] = found;
  const [month, date] = [Number(m), Number(d)];
  if (
    month < 1 ||
    month > 12 ||
    date < 1 ||
    date > 31 ||
    Number(hour) > 24 ||
    Number(minute) > 59 ||
    Number(second) > 60
  )
    return null;
  const shift = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  const zoneSeconds = shift ? (shift[1] === '-' ? -1 : 1) * (Number(shift[2]) * 3600 + Number(shift[3]) * 60) : 0;
  const inDay = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(fraction || 0) - zoneSeconds;
  const over = Math.floor(inDay / 86_400);
  return { day: daysFromCivil(Number(y), month, date) + over, seconds: inDay - over * 86_400 };
}

function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

export const TIME_UNITS = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 } as const;
export type TimeUnit = keyof typeof TIME_UNITS;

/** A time since 1970 is told by its size: 1e8 s is 1973, and no trace of requests is three years long. */
export function epochUnit(value: number): TimeUnit | null {
  if (value >= 1e17) return 'ns';
  if (value >= 1e14) return 'us';
  if (value >= 1e11) return 'ms';
  return value >= 1e8 ? 's' : null;
}
