import { compareAt } from '../../decide/index.ts';
import type { CrossoverFlip, CrossoverReport } from '../../report/crossover-report.ts';
import type { Ranged } from '../../training/answer.ts';
import type { NamedScenario } from './find-named.ts';
import type { Asked } from './rivals.ts';
import { isSureAt } from './uncertain.ts';

/** The two as their files stand, and the flip that is nearest to there. */
export function compareNow(
  { a, b, along, measure }: Pick<Asked, 'a' | 'b' | 'along' | 'measure'>,
  flips: readonly CrossoverFlip[],
): CrossoverReport['now'] {
  const value = ({ opened }: NamedScenario): Ranged | null => {
    const { able, values } = opened.measured();
    return able ? (values.get(measure.key) ?? null) : null;
  };
  const [ofA, ofB] = [value(a), value(b)];
  const rivals = {
    a: () => ofA?.value ?? Number.NaN,
    b: () => ofB?.value ?? Number.NaN,
    better: measure.better,
  };
  const stands = standing(along);
  return {
    a: ofA,
    b: ofB,
    leader: compareAt(rivals, 0, 0).leader,
    sure: isSureAt({ a, b, along: { a: null, b: null }, measure }, 0),
    flipAt: stands === null ? null : nearestTo(stands, flips),
  };
}

/** Where both stand, if that is one place. */
function standing({ a, b }: Asked['along']): number | null {
  const places = [a, b].filter((input) => input !== null).map(({ value }) => value);
  const [first = null, second = first] = places;
  return first === second ? first : null;
}

const nearestTo = (place: number, flips: readonly CrossoverFlip[]): number | null =>
  flips.reduce<number | null>(
    (best, { at }) => (best === null || Math.abs(Math.log(at / place)) < Math.abs(Math.log(best / place)) ? at : best),
    null,
  );
