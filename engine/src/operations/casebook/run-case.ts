import type * as z from 'zod';
import {
  expressionOver,
  type Reckoned,
  type ReckonedLine,
  uncertainOf,
  valuesOf,
  WorksheetError,
} from '../../decide/index.ts';
import type { ExchangeRate } from '../../economics/index.ts';
import type { CaseReport, CaseSource } from '../../report/case-report.ts';
import type { Currency } from '../../units/index.ts';
import { rateLine } from '../economics/cited-line.ts';
import { moneyOf } from '../economics/told-money.ts';
import type { Context } from '../operation.ts';
import { readWorksheet } from '../worksheet/schema.ts';
import { reckoned, refusing } from '../worksheet/worksheet.ts';
import { caseCrossover, firstFlip } from './case-crossover.ts';
import type { CaseText, caseFile } from './case-schema.ts';
import { fill, type Named } from './fill.ts';

export type CaseFile = z.output<typeof caseFile>;

/** A claim reckoned again: the verdict follows from the numbers by the case's own rules. Throws InputError. */
export function runCase(
  context: Context,
  { case: text, worksheet }: CaseFile,
  set: Readonly<Record<string, string>>,
  currency?: Currency,
): CaseReport {
  const found = reckoned(context, readWorksheet(worksheet), set);
  return refusing(() => reported(context, text, found, moneyOf(context, currency)));
}

function reported({ catalogue }: Context, text: CaseText, found: Reckoned, rate: ExchangeRate): CaseReport {
  const money = { currency: rate.currency, perUsd: rate.perUsd };
  const { lines, settled } = found;
  const ofLines = new Map<string, Named>(lines.map((line) => [line.name, line]));
  const verdictAt = rulesOf(text, found);
  const crossover = text.crossover ? caseCrossover(found, text.crossover, verdictAt, ofLines, money) : null;
  const named = new Map(ofLines).set('flip', firstFlip(crossover));
  const place = verdictAt(valuesOf(settled));
  const { is, says } = text.verdict[place]!;
  return {
    id: text.id,
    topic: text.topic,
    title: fill(text.title, named, money),
    claim: fill(text.claim, named, money),
    leavesOut: fill(text.leaves_out, named, money),
    verdict: is,
    says: fill(says, named, money),
    reading: fill(text.reading, named, money),
    differs: text.differs ? fill(text.differs, named, money) : null,
    claimed: lineNamed(lines, text.claimed),
    recomputed: lineNamed(lines, text.recomputed),
    wavers: waversOf(found, text, verdictAt, place),
    lines,
    crossover,
    sources: sourcesOf(lines, text, catalogue),
    money,
    assumed: lines.some(({ unit }) => unit.includes('USD')) ? rateLine(rate) : [],
  };
}

/** Which rule of the verdict holds, as its place among them. */
function rulesOf({ verdict }: CaseText, { settled }: Reckoned): (values: Float64Array) => number {
  const tests = verdict.map(({ when }) => (when === undefined ? null : expressionOver(settled, when, 'truth')));
  if (tests.at(-1) !== null) throw new WorksheetError('no-verdict', {}, 'case');
  return (values) => tests.findIndex((test) => test === null || test.run(values) === 1);
}

function lineNamed(lines: readonly ReckonedLine[], name: string | undefined): ReckonedLine | null {
  if (name === undefined) return null;
  const line = lines.find((known) => known.name === name);
  if (!line) throw new WorksheetError('unknown-line', { name }, 'case');
  return line;
}

/** Ends of ranges at which another verdict would be given. */
function waversOf(
  { settled }: Reckoned,
  { verdict }: CaseText,
  verdictAt: (values: Float64Array) => number,
  place: number,
): CaseReport['wavers'] {
  return uncertainOf(settled).flatMap(({ name, low, high, unit, factor }) =>
    [low, high].flatMap((end) => {
      if (end === undefined) return [];
      const { is } = verdict[verdictAt(valuesOf(settled, new Map([[name, end]])))]!;
      return is === verdict[place]!.is ? [] : [{ line: name, value: end / factor, unit, verdict: is }];
    }),
  );
}

/** Sources in the order of the lines that stand on them, each once, then those that the case names beside. */
function sourcesOf(
  lines: readonly ReckonedLine[],
  { sources = [] }: CaseText,
  catalogue: Context['catalogue'],
): readonly CaseSource[] {
  const cited = new Map<string, { title: string; url: string; date: string; lines: string[] }>();
  for (const { name, source, date } of lines) {
    if (source === undefined || source === '') continue;
    const known = catalogue.sources.find(({ id }) => id === source);
    const link = /https?:\/\/\S+/.exec(source)?.[0];
    const title = known?.title ?? (link === source ? '' : source.replace(link ?? '', '').replace(/[\s,:;(]+$/, ''));
    const entry = cited.get(source) ?? {
      title,
      url: known?.url ?? link ?? '',
      date: date ?? known?.date ?? '',
      lines: [],
    };
    entry.lines.push(name);
    cited.set(source, entry);
  }
  return [...cited.values(), ...sources.map((source) => ({ ...source, lines: [] }))];
}
