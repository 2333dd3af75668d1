import { servingRuleSentence } from '@ridgepoint/engine/messages';
import type { ServingPlanReport } from '@ridgepoint/engine/report';
import { displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import { planFlips, planLever, planQuality, planSettings, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

const MOST_REFUSED = 3;

/** Where the better accelerator changes, the lever, what narrower formats cost, and what other settings bring. */
export function reasonLines(report: ServingPlanReport, face: Face): string[] {
  const words = face.messages.servingPlan;
  return [
    ...titled(words.flips, planFlips(report, face), face),
    ...titled(words.lever, planLever(report, face), face),
    ...titled(words.settings, planSettings(report, face), face),
    ...titled(words.quality.title, planQuality(report, face), face),
  ];
}

/** Accelerators that cannot hold the model, where nothing else tells of them. */
export function refusedLines(report: ServingPlanReport, face: Face): string[] {
  const told = new Set(
    [...report.kept, ...report.missed, ...(report.nearest ? [report.nearest] : [])].map((row) => row.chipName),
  );
  return report.refused
    .filter(({ chipName }) => !told.has(chipName))
    .slice(0, MOST_REFUSED)
    .flatMap(({ chipName, count, example }) =>
      wrap(
        face.messages.servingPlan.refused({
          chip: chipName,
          count: formatCount(count),
          sentence: servingRuleSentence(face.messages, { rule: example.rule, values: printed(example.values, face) }),
        }),
        face.width - 4,
        2,
      ),
    );
}

/** Bytes of a rule as a person reads them. */
const printed = (
  values: ServingPlanReport['refused'][number]['example']['values'],
  face: Face,
): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' && (key === 'needed' || key === 'capacity')
        ? printer(face).amount(value, 'B', { binary: true })
        : value,
    ]),
  );

function titled(title: string, sentences: readonly string[], face: Face): string[] {
  const ink = inkOf(face.colour);
  const column = displayWidth(title) + 2;
  return sentences.flatMap((sentence, i) =>
    wrap(sentence, face.width - 4 - column).map(
      (line, j) => `${ink.strong(padDisplay(i + j === 0 ? title : '', column))}${line}`,
    ),
  );
}
