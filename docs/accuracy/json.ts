import type { Catalogue } from '@ridgepoint/engine/facts';
import { accuracyGroups, interfaceOf, type JudgedBar, type Score } from '@ridgepoint/engine/trust';

/** A corpus and its score. */
export interface Scored {
  readonly rows: readonly unknown[];
  readonly score: Score;
}

/**
 * The bars; errors by family and quantity, and by chip, stage and family with the worst rows, rounded to a hundredth of a per cent: what a later
 * change is held against, and what `ridgepoint accuracy` shows. One group a line.
 */
export function accuracyJson(
  scored: readonly Scored[],
  catalogue: Pick<Catalogue, 'chips'>,
  bars: readonly JudgedBar[],
): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
  const share = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value);
  const summary = scored.flatMap(({ score }) => interfaceOf(score).summary);
  const groups = scored.flatMap(({ rows, score }) => accuracyGroups(rows, score, catalogue));
  const text = JSON.stringify({ summary }, share, 1).replace(/\n\}$/, '');
  const lines = bars.map((bar) => `  ${JSON.stringify(bar)}`).join(',\n');
  return `${text},\n "bars": [\n${lines}\n ],\n "groups": [\n${groups.map((group) => `  ${JSON.stringify(group, rounded)}`).join(',\n')}\n ]\n}\n`;
}
