import type { Part } from '@ridgepoint/engine/report';
import type { Face } from '../face.ts';
import { inkOf } from './ink.ts';
import { phrases } from './wrap.ts';

/** The grade of the answer, and below it of each operator of its step. */
export function gradeLines<K extends string>(
  grade: NonNullable<Part['grade']> | null,
  parts: readonly Part<K>[],
  words: Readonly<Record<K, string>>,
  face: Face,
): string[] {
  if (!grade) return [];
  const { labels, reasons, calibrate } = face.messages;
  const each = parts.flatMap(({ key, grade }) => (grade ? [`${words[key]} ${calibrate.grades[grade]}`] : []));
  const room = face.width - 4;
  const lines = [
    ...phrases([`${labels.answer.grade}  ${reasons.grades[grade]}`], '', room),
    ...phrases(each, ' · ', room),
  ];
  return lines.map((line) => inkOf(face.colour).quiet(line));
}
