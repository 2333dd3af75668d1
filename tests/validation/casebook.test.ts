import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../catalogue/src/index.ts';
import { caseMarkdown } from '../../cli/src/casebook-markdown.ts';
import type { Face } from '../../cli/src/face.ts';
import { readText } from '../../cli/src/files.ts';
import { readYaml } from '../../cli/src/read-yaml.ts';
import { casePage } from '../../cli/src/terminal/casebook/case-page.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { OPERATIONS, type Operation, readInput } from '../../engine/src/operations.ts';
import type { CaseReport } from '../../engine/src/report/index.ts';
import { displayWidth, LOCALES } from '../../engine/src/units/index.ts';
import { root } from '../e2e/ridgepoint.ts';
import { EXPECTED } from './casebook-expected.ts';

const folder = join(root, 'examples/casebook');
const ids = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));
const catalogue = withKernels(readCatalogue('catalogue/dist/catalogue.json'), 'catalogue/dist/kernels.json');
const operation = (OPERATIONS as readonly Operation[]).find(({ name }) => name === 'case-run')!;

const file = (id: string) => readYaml(readText(join(folder, `${id}.yaml`)), id);
const run = (id: string, set: Readonly<Record<string, string>> = {}) =>
  operation.run({ catalogue }, readInput(operation.input, { file: file(id), set })) as CaseReport;
const faceOf = (locale: (typeof LOCALES)[number]): Face => ({
  locale,
  messages: messagesFor(locale),
  colour: false,
  width: 80,
});

/** Numbers stand in braces. What may be typed: names of things with a number in them, months and years. */
const NAMES =
  /(?:PCIe|NVLink|Trainium|Gaudi|Llama|Gemini|PaLM|Stratix|Core i|TPU v)\s?\d+(?:\.\d+)?|\b386\b|\b\d+ GB\b|\b16[- ](?:bits?|位)|\d+ 月/g;
const TYPED_NUMBER = /(?<![\w.-])\d[\d,.]*(?![\w])/g;
const mayStand = (digits: string) => /^(?:19|20)\d\d$/.test(digits.replace(/[.,]$/, ''));

describe('the casebook', () => {
  it('has the cases that are expected, no more and no less', () =>
    expect(ids.sort()).toEqual(Object.keys(EXPECTED).sort()));

  it.each(ids)('%s', (id) => {
    const report = run(id);
    const { verdict, figures, sets = [] } = EXPECTED[id]!;
    expect(report.id).toBe(id);
    expect(report.verdict).toBe(verdict);
    const numberOf = (of: CaseReport, name: string) =>
      name === 'flip' ? of.crossover?.flips[0]?.at : of.lines.find((line) => line.name === name)?.value;
    for (const [name, value, within = 0.005] of figures)
      expect(Math.abs(numberOf(report, name)! / value - 1), `${name} ${numberOf(report, name)}`).toBeLessThanOrEqual(
        within,
      );
    for (const { set, figures: others, verdict: other } of sets) {
      const again = run(id, set);
      if (other) expect(again.verdict, JSON.stringify(set)).toBe(other);
      for (const [name, value, within = 0.005] of others)
        expect(Math.abs(numberOf(again, name)! / value - 1), `${name} ${numberOf(again, name)}`).toBeLessThanOrEqual(
          within,
        );
    }
    for (const locale of LOCALES) {
      const face = faceOf(locale);
      for (const text of [casePage(report, face), caseMarkdown(report, face)])
        expect(text, locale).not.toMatch(/undefined|NaN|Infinity|\{[a-z_]+[:}]/);
      for (const line of casePage(report, face).split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
    expect(report.sources.length, 'sources').toBeGreaterThan(0);
    for (const { url, date } of report.sources)
      expect([/^https:\/\//.test(url), /^\d{4}/.test(date)], `${url} ${date}`).toEqual([true, true]);
  });

  it.each(LOCALES)(
    'is a page with every case and its verdict (%s; else: node cli/bin/run.mjs docs/casebook.ts)',
    (locale) => {
      const page = readText(join(root, locale === 'en' ? 'docs/casebook.md' : 'docs/casebook.zh-CN.md'));
      const words = messagesFor(locale).casebook.verdicts;
      for (const id of ids) {
        const { title } = (file(id) as { case: { title: { en: string; zh: string } } }).case;
        const row = `| ${locale === 'en' ? title.en : title.zh} | ${words[EXPECTED[id]!.verdict]} |`;
        expect(page, id).toContain(row);
        expect(page).toContain(`### ${id} · `);
      }
    },
  );

  it.each(ids)('%s types no number in its reading, and is in Chinese where it should be', (id) => {
    const { reading, title, claim, leaves_out, verdict, differs } = (file(id) as { case: Record<string, never> })
      .case as unknown as Record<string, { en: string; zh: string }> & {
      verdict: { says: { en: string; zh: string } }[];
    };
    for (const text of [reading!, ...verdict.map(({ says }) => says), ...(differs ? [differs] : [])])
      for (const words of [text.en, text.zh]) {
        const typed = (
          words
            .replace(/\{[^}]*\}/g, '')
            .replace(NAMES, '')
            .match(TYPED_NUMBER) ?? []
        ).filter((digits) => !mayStand(digits));
        expect(typed, words).toEqual([]);
      }
    for (const { zh } of [reading!, title!, claim!, leaves_out!, differs ?? title!, ...verdict.map(({ says }) => says)])
      expect(zh).toMatch(/\p{Script=Han}/u);
  });
});

/** The claims as they were first reckoned, outside of this repository. */
const FIRST = join(root, '../shared/research/data/claims.json');
if (!existsSync(FIRST))
  console.log('skipped: ../shared/research is not here; the first reckoning of the claims is not compared');

describe('the first reckoning', () => {
  it('is explained in the case itself, for readers, wherever the case comes to something else', () => {
    const differing = ids.filter((id) => run(id).differs !== null);
    expect(differing).toEqual(['S01-07', 'S01-09', 'S02-01', 'S02-05', 'S02-07', 'S03-06', 'S04-03', 'S04-07']);
    for (const id of differing) {
      const report = run(id);
      for (const locale of LOCALES) {
        const face = faceOf(locale);
        const start = report.differs![locale].slice(0, 12);
        for (const text of [casePage(report, face), caseMarkdown(report, face)]) expect(text, id).toContain(start);
      }
    }
  });

  it.skipIf(!existsSync(FIRST))('has the same verdict, or the case says why not', () => {
    const { claims } = JSON.parse(readFileSync(FIRST, 'utf8')) as { claims: { id: string; verdict_class: string }[] };
    expect(claims.map(({ id }) => id).sort()).toEqual(ids);
    for (const { id, verdict_class } of claims) {
      const report = run(id);
      if (report.verdict !== verdict_class) expect(report.differs, id).not.toBeNull();
    }
  });
});
