/** Some hours of the day: from `from` o'clock up to `to`, over midnight where `to` is the smaller. */
export interface HoursOfDay {
  readonly from: number;
  readonly to: number;
}

/** How many hours a day that is; 24 where both ends are the same. */
export const lengthOf = ({ from, to }: HoursOfDay): number => (to > from ? to - from : to + 24 - from);

/** Mean of 24 hourly intensities over some hours of the day. Throws RangeError unless there are 24. */
export function meanOver(hourly: readonly number[], hours: HoursOfDay): number {
  if (hourly.length !== 24) throw new RangeError(`a day has 24 hours, not ${hourly.length}`);
  const length = lengthOf(hours);
  let sum = 0;
  for (let i = 0; i < length; i++) sum += hourly[(hours.from + i) % 24]!;
  return sum / length;
}

/** The stretch of `length` hours in which a day is cleanest; the earliest of equals. */
export function cleanest(hourly: readonly number[], length: number): HoursOfDay & { readonly mean: number } {
  const stretches = Array.from({ length: 24 }, (_, from) => {
    const hours = { from, to: (from + length) % 24 };
    return { ...hours, mean: meanOver(hourly, hours) };
  });
  return stretches.reduce((best, one) => (one.mean < best.mean ? one : best));
}
