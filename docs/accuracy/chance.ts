import {
  type Cell,
  cellOf,
  mean,
  regretOf,
  type ScoredRow,
  strategyGroups,
  type TrainingRow,
} from '@ridgepoint/engine/trust';
import { chanceFor } from '../../engine/src/serving/traffic/generators/random.ts';

const DRAWS = 300;
const DEVIATIONS = [0.04, 0.06, 0.08, 0.1];

/**
 * Speed that a law without any error of its own would lose on vTrain's sweep, where each of its layer times were measured off by this
 * deviation (ln): mean over draws. The fastest of many measured strategies is also the luckiest of them, and no law knows luck.
 */
export function regretByChance(rows: readonly unknown[], scored: readonly ScoredRow[], deviation: number): number {
  const places = new Map((rows as readonly TrainingRow[]).map((row) => [row.id, JSON.stringify(cellOf(row))] as const));
  const groups = strategyGroups(rows, scored).filter(({ set }) => set.startsWith('vTrain'));
  const chance = chanceFor(1, 0);
  return mean(
    Array.from({ length: DRAWS }, () => {
      const luck = new Map<string, number>();
      const luckOf = (place: string): number => {
        if (!luck.has(place)) luck.set(place, Math.exp(deviation * chance.normal()));
        return luck.get(place)!;
      };
      return mean(
        groups.map(({ rows: own }) => {
          const speeds = own.map((r) => r.naive! / r.predicted);
          return regretOf(
            speeds.map((speed, i) => speed * luckOf(places.get(own[i]!.id)!)),
            speeds,
          );
        }),
      );
    }),
  );
}

/** What chance alone would lose at several deviations, beside how far our layer times are off. */
export function chanceSentence(rows: readonly unknown[], scored: readonly ScoredRow[], cells: readonly Cell[]): string {
  const percent = (x: number): string => `${(100 * x).toFixed(1)} %`;
  const lost = DEVIATIONS.map((d) => `${percent(regretByChance(rows, scored, d))} at ${100 * d} %`).join(', ');
  const ours = Math.sqrt(mean(cells.map(({ error }) => Math.log1p(error) ** 2)));
  return `The fastest of many measured strategies is also the luckiest. A law without any error of its own would lose on vTrain's sweep, were each of its ${cells.length} layer times measured off by a deviation of so much (${DRAWS} draws): ${lost}. Ours are ${percent(ours)} off (root of the mean square).`;
}
