import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { messagesFor } from '@ridgepoint/engine/messages';
import { OPERATIONS, type Operation, readInput, TOPICS } from '@ridgepoint/engine/operations';
import { type CaseReport, VERDICTS } from '@ridgepoint/engine/report';
import { LOCALES, type Locale } from '@ridgepoint/engine/units';
import { caseMarkdown } from '../cli/src/casebook-markdown.ts';
import type { Face } from '../cli/src/face.ts';
import { readText } from '../cli/src/files.ts';
import { readYaml } from '../cli/src/read-yaml.ts';

const FILES: Readonly<Record<Locale, string>> = { en: 'docs/casebook.md', 'zh-CN': 'docs/casebook.zh-CN.md' };

/** The two pages, from the files of a folder. */
export function casebookPages(
  catalogue: Catalogue,
  folder: string,
): { readonly file: string; readonly text: string }[] {
  const operation = (OPERATIONS as readonly Operation[]).find(({ name }) => name === 'case-run')!;
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readYaml(readText(join(folder, name)), name))
    .map((file) => operation.run({ catalogue }, readInput(operation.input, { file })) as CaseReport);
  return LOCALES.map((locale) => ({ file: FILES[locale], text: page(cases, locale) }));
}

function page(cases: readonly CaseReport[], locale: Locale): string {
  const messages = messagesFor(locale);
  const face: Face = { locale, messages, colour: false, width: 80 };
  const { casebook } = messages;
  const tally = VERDICTS.map((verdict) => ({ verdict, count: cases.filter((one) => one.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => casebook.tally({ count: String(count), verdict: casebook.verdicts[verdict] }))
    .join(locale === 'en' ? ', ' : '，');
  const topics = TOPICS.map((topic) => ({ topic, own: cases.filter((one) => one.topic === topic) })).filter(
    ({ own }) => own.length > 0,
  );
  const rows = topics.flatMap(({ topic, own }) =>
    own.map(
      ({ id, verdict, title }) =>
        `| [${id}](#${id.toLowerCase()}) | ${casebook.topics[topic]} | ${title[locale].replaceAll('|', '\\|')} | ${casebook.verdicts[verdict]} |`,
    ),
  );
  const { page: words } = casebook;
  return [
    `# ${words.title}`,
    words.opening({
      tally: casebook.counted({ count: String(cases.length), list: tally }),
      other: locale === 'en' ? 'casebook.zh-CN.md' : 'casebook.md',
    }),
    `| | ${words.topic} | ${casebook.claim} | ${words.verdict} |\n| --- | --- | --- | --- |\n${rows.join('\n')}`,
    ...topics.flatMap(({ topic, own }) => [
      `## ${casebook.topics[topic]}`,
      ...own.map((one) => `<a id="${one.id.toLowerCase()}"></a>\n\n${caseMarkdown(one, face, 3).trim()}`),
    ]),
    words.closing,
  ]
    .join('\n\n')
    .concat('\n');
}
