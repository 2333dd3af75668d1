import * as z from 'zod';
import type { Line, Words } from '../../decide/index.ts';
import type { Casebook, CaseQuestion, CaseReport, InBoth } from '../../report/case-report.ts';
import { operation } from '../operation.ts';
import { currencyField } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { readWorksheet, setSchema } from '../worksheet/schema.ts';
import { caseFile } from './case-schema.ts';
import { runCase } from './run-case.ts';

const one = later(() =>
  z.strictObject({ file: caseFile, set: setSchema.optional(), currency: currencyField().optional() }),
);
const every = later(() => z.strictObject({ files: z.array(caseFile).max(500) }));

/** Every claim with its verdict. The face brings the files: the casebook is a folder of them. */
export const caseList = operation<z.output<typeof every>, Casebook>({
  name: 'case-list',
  command: ['case', 'ls'],
  sentence: 'caseList',
  input: every,
  output: 'casebook',
  kernels: true,
  run: (context, { files }) => ({
    cases: files.map((file) => {
      const { id, topic, title, verdict, says, claimed, recomputed } = runCase(context, file, {});
      return { id, topic, title, verdict, says, claimed, recomputed };
    }),
  }),
});

/** One claim reckoned again, with the reader's own numbers where they are set. */
export const caseRun = operation<z.output<typeof one>, CaseReport>({
  name: 'case-run',
  command: ['case', 'run'],
  sentence: 'caseRun',
  input: one,
  output: 'case',
  kernels: true,
  run: (context, { file, set = {}, currency }) => runCase(context, file, set, currency),
});

/** What a case asks and how it is judged, before anything is reckoned. */
export const caseShow = operation<z.output<typeof one>, CaseQuestion>({
  name: 'case-show',
  command: ['case', 'show'],
  sentence: 'caseShow',
  input: one,
  output: 'case-question',
  run: (_, { file: { case: text, worksheet } }) => ({
    id: text.id,
    topic: text.topic,
    title: text.title,
    claim: text.claim,
    leavesOut: text.leaves_out,
    differs: text.differs ? unreckoned(text.differs, readWorksheet(worksheet).lines) : null,
    rules: text.verdict.map(({ is, when = '' }) => ({ verdict: is, when })),
    lines: Object.entries(readWorksheet(worksheet).lines).map(([name, line]) => ({
      name,
      label: inBoth(line.label ?? name),
      text: textOf(line),
      source: line.kind === 'value' ? (line.source ?? '') : '',
    })),
  }),
});

/** A text with the numbers of its lines as they are typed: nothing is reckoned yet, and a formula stands as its name. */
function unreckoned(text: InBoth, lines: Readonly<Record<string, Line>>): InBoth {
  const typed = (name: string): string => {
    const line = lines[name];
    return line?.kind === 'value' ? line.value : `\`${name}\``;
  };
  const filled = (words: string) => words.replace(/\{(\w+)(?::\w+)?\}/g, (_, name: string) => typed(name));
  return { en: filled(text.en), 'zh-CN': filled(text['zh-CN']) };
}

const inBoth = (words: Words): InBoth => (typeof words === 'string' ? { en: words, 'zh-CN': words } : words);

function textOf(line: Line): string {
  switch (line.kind) {
    case 'value':
      return line.low || line.high
        ? `${line.value} (${line.low ?? line.value}–${line.high ?? line.value})`
        : line.value;
    case 'fact':
      return line.fact;
    case 'formula':
      return `= ${line.formula}`;
    case 'ask':
      return `${line.command}: ${line.take}`;
  }
}
