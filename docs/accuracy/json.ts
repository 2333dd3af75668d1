import type { Catalogue } from '@ridgepoint/engine/facts';
import { accuracyGroups, interfaceOf, type Score } from '@ridgepoint/engine/trust';

/** A corpus and its score. */
export interface Scored {
  readonly rows: readonly unknown[];
  readonly score: Score;
}

/**
 * Errors by family and quantity, and by chip, stage and family with the worst rows, rounded to a hundredth of a per cent: what a later
 * change is held against, and what `ridgepoint accuracy` shows. One group a line.
 */
export function accuracyJson(scored: readonly Scored[], catalogue: Pick<Catalogue, 'chips'>): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
  const share = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value);
  const summary = scored.flatMap(({ score }) => interfaceOf(score).summary);
  const groups = scored.flatMap(({ rows, score }) => accuracyGroups(rows, score, catalogue));
  const text = JSON.stringify({ summary }, share, 1).replace(/\n\}$/, '');
  return `${text},\n "groups": [\n${groups.map((group) => `  ${JSON.stringify(group, rounded)}`).join(',\n')}\n ]\n}\n`;
}
