import type { CitedFact, Entry } from '@ridgepoint/engine/report';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { comma } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** One catalogue entry: every fact as its source prints it, and where it stands; sources are listed once beneath. */
export function entryPage(entry: Entry, face: Face): string {
  const ink = inkOf(face.colour);
  const { face: words, labels } = face.messages;
  const units: Readonly<Record<string, string>> = { '1': '', ...face.messages.catalogue.units };
  const unitOf = (unit: string) => units[unit] ?? unit;
  const colon = face.locale === 'en' ? ': ' : '：';
  const nameZh = entry.lines.find(({ path }) => path === 'nameZh')?.text;
  const sources: string[] = [];
  const mark = (fact: CitedFact) => {
    const line = fact.title === fact.url ? fact.url : `${fact.title} ${fact.url}`;
    if (!sources.includes(line)) sources.push(line);
    return `[${sources.indexOf(line) + 1}]`;
  };
  const { field, word, note, fieldNames } = face.messages.catalogue;
  const column = Math.min(30, Math.max(...entry.lines.map(({ path }) => displayWidth(field(path))))) + 2;
  const meant: Readonly<Record<string, string>> = face.messages.catalogue.meant;
  const lines = entry.lines.flatMap(({ path, text, fact }) => {
    const value = fact ? factText(fact, mark) : [/(^|\.)note$/.test(path) ? note(text ?? '') : word(text ?? '')];
    return value.flatMap((line, i) =>
      wrap(line, face.width - 4 - column, 2).map(
        (part, j) => `${padDisplay(i + j === 0 ? field(path) : '', column)}${part}`,
      ),
    );
  });
  const cited = sources.flatMap((source, i) => wrap(`[${i + 1}] ${source}`, face.width - 4, 4));
  const block = [
    ink.strong(`${(face.locale === 'zh-CN' && nameZh) || entry.name}  (${entry.id})`),
    '',
    ...lines,
    '',
    ink.strong(labels.headings.sources),
    ...cited.map(ink.quiet),
    ...(fieldNames ? ['', ink.quiet(fieldNames)] : []),
  ];
  return `\n${block.map((line) => (line ? `  ${line}` : '')).join('\n')}\n\n`;

  function factText(fact: CitedFact, cite: typeof mark): string[] {
    const ends = `${fact.low ?? '?'}–${fact.high ?? '?'}`;
    const range =
      fact.low === undefined && fact.high === undefined ? '' : face.locale === 'en' ? ` (${ends})` : `（${ends}）`;
    const codes = [fact.direction, fact.sparsity, fact.scope, fact.grade].filter((code) => code !== undefined);
    const how = [...codes.map((code) => meant[code] ?? code), fact.date].join(comma(face));
    const main = `${fact.value} ${unitOf(fact.unit)}${range} ${cite(fact)} ${how}`;
    const others = fact.others.map(
      (other) => `${words.alsoSays} ${other.value} ${unitOf(other.unit)} ${cite(other)} ${other.date}`,
    );
    return [
      main,
      ...(fact.note ? [`  ${note(fact.note)}`] : []),
      ...(fact.why ? [`  ${words.usedBecause}${colon}${note(fact.why)}`] : []),
      ...others,
    ];
  }
}
