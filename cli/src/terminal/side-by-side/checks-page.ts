import type { SideBySide } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { oldFactsSentence, sideBySideCells, unseenPromises } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';
import { ruleLines } from './compare-page.ts';

/** Whether every rule holds, then each with its number. */
export function checksPage(report: SideBySide, face: Face): string {
  const ink = inkOf(face.colour);
  const words = face.messages.sideBySide;
  const cells = sideBySideCells(face);
  const { scenarios } = report;
  const rules = scenarios.flatMap(({ assertions }) => assertions);
  const lost = rules.filter(({ holds }) => !holds).length;
  const verdict =
    lost > 0
      ? ink.warm(words.broken({ broken: formatCount(lost), rules: formatCount(rules.length) }))
      : ink.cool(words.kept({ files: formatCount(scenarios.length), rules: formatCount(rules.length) }));
  const unable = scenarios
    .filter(({ able }) => !able)
    .map((s) => words.unable({ name: s.name, outcome: cells.outcome(s) }));
  const silent = scenarios
    .filter(({ assertions }) => assertions.length === 0)
    .map(({ name }) => words.noRules({ name }));
  const unseen = unseenPromises(scenarios, face);
  const notes = [...unable.map(ink.warm), ...unseen.map(ink.warm), ...silent.map(ink.quiet)].flatMap((line) =>
    wrap(line, face.width - 4, 2),
  );
  const old = oldFactsSentence(report, face);
  const ages = old === '' ? [] : wrap(old, face.width - 4, 2).map(ink.quiet);
  const lines = [ink.strong(verdict), ...notes, ...ruleLines(report, face).slice(1), ...ages];
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}
