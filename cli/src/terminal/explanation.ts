import type { Because } from '@ridgepoint/engine/because';
import { nameOf } from '@ridgepoint/engine/messages';
import type { Explanation } from '@ridgepoint/engine/operations';
import { assumedText, comma, inMoney, reasonAmount, type Speaker, sourceWords } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { wrap } from './wrap.ts';

/** A terminal that tells money in some currency. */
type Paid = Face & Pick<Speaker, 'money'>;

const DEPTH = 3;
const INPUTS = 24;

/** One number and its reasons, three levels deep; the last line says which paths open further. */
export function explanationPage({ path, node, money, assumed = [] }: Explanation, speaker: Face): string {
  const face = money ? inMoney(speaker, { money }) : speaker;
  const rate =
    assumed.length === 0
      ? []
      : ['', ...wrap(assumedText(assumed, money ?? null, face), face.width - 4, 2).map(inkOf(face.colour).quiet)];
  const lines = [...nodeLines(node, 0, face), ...hint(path, node, face), ...rate];
  return `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n\n`;
}

function nodeLines(node: Because, depth: number, face: Paid): string[] {
  const ink = inkOf(face.colour);
  const indent = '  '.repeat(depth);
  const room = face.width - 4 - indent.length;
  const head = `${nameOf(face.messages, node.name)}  ${reasonAmount(node, face)}`;
  const kind = node.kind === 'formula' ? '' : ` · ${face.messages.reasons.kinds[node.kind]}`;
  const source =
    node.source && node.source !== 'sum'
      ? ` [${[sourceWords(node.source, face), node.date].filter(Boolean).join(', ')}]`
      : '';
  const grades: Readonly<Record<string, string>> = face.messages.calibrate.grades;
  const grade =
    node.grade && Object.hasOwn(grades, node.grade)
      ? ` · ${face.messages.labels.answer.grade} ${grades[node.grade]}`
      : '';
  const [first = '', ...more] = wrap(`${head}${grade}${kind}${node.kind === 'formula' ? '' : source}`, room, 2);
  const formula =
    node.formula && node.source !== 'sum'
      ? wrap(`= ${face.messages.reasons.formula(node.formula)}${node.kind === 'formula' ? source : ''}`, room - 2, 2)
      : [];
  const note = node.note ? wrap(face.messages.reasons.source(node.note), room - 2, 2) : [];
  const inputs = depth + 1 < DEPTH ? (node.inputs ?? []).slice(0, INPUTS) : [];
  const left = (node.inputs?.length ?? 0) - inputs.length;
  return [
    indent + (depth === 0 ? ink.strong(first) : first),
    ...more.map((line) => indent + line),
    ...formula.map((line) => `${indent}  ${ink.cool(line)}`),
    ...note.map((line) => `${indent}  ${ink.quiet(line)}`),
    ...inputs.flatMap((inner) => nodeLines(inner, depth + 1, face)),
    ...(left > 0 && depth + 1 >= DEPTH ? [ink.quiet(`${indent}  ${face.messages.reasons.more(left)}`)] : []),
  ];
}

function hint(path: string, node: Because, face: Paid): string[] {
  const inner = (node.inputs ?? [])
    .filter((child) => child.inputs?.length)
    .map((child) => (path === '' ? child.name : `${path}.${child.name}`));
  if (inner.length === 0) return [];
  const ink = inkOf(face.colour);
  return [
    '',
    ...wrap(
      `${face.messages.face.opens}${face.locale === 'en' ? ': ' : '：'}${inner.slice(0, 8).join(comma(face))}`,
      face.width - 4,
      2,
    ).map(ink.quiet),
  ];
}
