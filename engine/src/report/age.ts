import { dayOfIso } from '../units/index.ts';

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

/** The age of an ISO date, month or year. Null where the text is no date; what says no day is taken to be no newer than it must be. */
export function ageOf(date: string | undefined, today: string | undefined): Age | null {
  const from = date === undefined ? null : dayOfIso(date);
  if (date === undefined || from === null) return null;
  const to = today === undefined ? null : dayOfIso(today);
  const days = to === null ? null : Math.max(0, to - from);
  return { date, days, old: days !== null && days > OLD_DAYS };
}
