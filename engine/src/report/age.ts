/** Prices, rates and grids older than this are marked: half a year, in which rents of small clouds fall by a tenth. */
export const OLD_DAYS = 180;

/** How old a dated figure is on a day. */
export interface Age {
  /** As its source says it: a day, a month or a year. */
  readonly date: string;
  /** Days from it to today; a month or a year counts from its first day. Null where nobody said what day it is. */
  readonly days: number | null;
  readonly old: boolean;
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

/** The age of an ISO date, month or year. Null where the text is no date; what says no day is taken to be no newer than it must be. */
export function ageOf(date: string | undefined, today: string | undefined): Age | null {
  const from = date === undefined ? null : dayNumber(date);
  if (date === undefined || from === null) return null;
  const to = today === undefined ? null : dayNumber(today);
  const days = to === null ? null : Math.max(0, to - from);
  return { date, days, old: days !== null && days > OLD_DAYS };
}

/**
 * Days since the first of March of the year 0, in the Gregorian calendar.
 * Source: H. Hinnant, chrono-compatible low-level date algorithms, days_from_civil.
 */
function dayNumber(date: string): number | null {
  const [, years, months = '01', days = '01'] = DATE.exec(date) ?? [];
  if (years === undefined) return null;
  const month = Number(months);
  const year = Number(years) - (month <= 2 ? 1 : 0);
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(days) - 1;
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + ofYear;
}
