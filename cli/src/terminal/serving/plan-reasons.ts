import { servingRuleSentence } from '@ridgepoint/engine/messages';
import type { ServingLever, ServingPlanReport } from '@ridgepoint/engine/report';
import { displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';
import { batchSettings, costOf, machineOf, shortWay } from './plan.ts';

const MOST_REFUSED = 3;

/** Where the better accelerator changes: by its price, by the rate. */
export function flipLines(report: ServingPlanReport, face: Face): string[] {
  const words = face.messages.servingPlan;
  const print = printer(face);
  const { money } = report;
  const paid = (usd: number) => print.money(usd * money.perUsd, { ...money });
  const rate = (value: number) => print.amount(value, '1', { digits: 2 });
  const sentences = report.flips.flatMap(({ otherName: other, bestName: best, price, rateBelow, rateAbove }) => [
    ...(price ? [words.flipPrice({ other, below: paid(price.below), now: paid(price.now) })] : []),
    rateBelow === null && rateAbove === null
      ? words.flipNever({ best, other })
      : words.flipRate({
          other,
          ...(rateBelow !== null && { below: rate(rateBelow) }),
          ...(rateAbove !== null && { above: rate(rateAbove) }),
        }),
  ]);
  return titled(words.flips, sentences, face);
}

/** The one change that brings most. */
export function leverLines(report: ServingPlanReport, face: Face): string[] {
  const { lever } = report;
  if (!lever) return [];
  const words = face.messages.servingPlan;
  const sentence = (lever.keeps ? words.leverKeeps : words.leverSaves)({
    lever: leverWords(lever, face),
    machine: face.messages.servingPlan.machine({ count: formatCount(lever.accelerators), chip: lever.chipName }),
    cost: costOf(lever, report, face),
  });
  return titled(words.lever, [sentence], face);
}

function leverWords({ kind, from, to }: ServingLever, face: Face): string {
  const print = printer(face);
  const timed = kind === 'ttft' || kind === 'tpot' || kind === 'e2e';
  const text = (value: string | number) =>
    typeof value === 'string' ? value : timed ? print.amount(value, 's', { style: 'short' }) : formatCount(value);
  return face.messages.servingPlan.levers[kind]({ from: text(from), to: text(to) });
}

/** What narrower formats cost in quality, and the best without them. */
export function qualityLines(report: ServingPlanReport, face: Face): string[] {
  const { quality } = report;
  if (!quality) return [];
  const words = face.messages.servingPlan.quality;
  const { weights, kv, asPublished } = quality;
  const kind = /fp8|mxfp8|float8/.test(weights) ? words.fp8 : /int8|q8/.test(weights) ? words.int8 : words.four;
  const sentences = [
    words.narrow({ weights }),
    kind,
    ...(/bf16|fp16/.test(kv) ? [] : [words.kv({ kv })]),
    ...(asPublished
      ? [
          words.published({
            machine: `${machineOf(asPublished, face)} (${shortWay(asPublished, face)})`,
            cost: costOf(asPublished, report, face),
          }),
        ]
      : []),
  ];
  return titled(words.title, [sentences.join(face.locale === 'en' ? ' ' : '；')], face);
}

/** What other settings of the engine bring, or that its own are best. */
export function settingsLines(report: ServingPlanReport, face: Face): string[] {
  const words = face.messages.servingPlan;
  const { tried, tuned, own } = report.settings;
  if (report.kept.length === 0 || tried === 0) return [];
  const sentence = !tuned
    ? words.settingsOwn({ tried: formatCount(tried) })
    : own
      ? words.settingsTuned({
          setting: batchSettings(own, face),
          machine: `${machineOf(own, face)} (${shortWay(own, face)})`,
          cost: costOf(own, report, face),
        })
      : words.settingsNeeded;
  return titled(words.settings, [sentence], face);
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
