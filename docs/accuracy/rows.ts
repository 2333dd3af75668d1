import type { Catalogue } from '@ridgepoint/engine/facts';
import { type AccuracyRows, accuracyRows, evenShare, suiteOf } from '@ridgepoint/engine/trust';
import type { Scored } from './json.ts';

/** Corpora whose rows name no source of their own. */
const WHOLE: Readonly<Record<string, readonly [where: string, url: string]>> = {
  'ml-energy': ['ml-energy/leaderboard: public/data @ 0cd52dab', 'https://github.com/ml-energy/leaderboard'],
  'vllm-run': ['casys-kaist/LLMServingSim: bench/examples @ 5daddb21', 'https://github.com/casys-kaist/LLMServingSim'],
};

/** Every prediction of a corpus beside its measurement, one published row a line: what the page of accuracy draws. */
export function rowsJson(
  scored: Scored,
  catalogue: Pick<Catalogue, 'chips'>,
  { bySuite = false, most = Number.POSITIVE_INFINITY } = {},
): string {
  const whole = accuracyRows(scored.rows, scored.score, catalogue, {
    whole: WHOLE,
    ...(bySuite && { groupOf: suiteOf }),
  });
  const { rows, ...names } = Number.isFinite(most) ? evenShare(whole, most) : whole;
  const lines = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).join(',\n');
  const lists = Object.entries(names as Omit<AccuracyRows, 'rows'>).map(
    ([key, list]) => `${JSON.stringify(key)}:[\n${lines(list)}\n]`,
  );
  return `{${lists.join(',\n')},\n"rows":[\n${lines(rows)}\n]}\n`;
}
