import { ROW_CODES, type TraceProblem } from '@ridgepoint/engine/serving';
import { formatCount } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';

/** What is wrong with a trace, in words: what (value) breaks which rule; the nearest thing that works. */
export function traceSentence(
  { code, line, entry, column = '', value = '', values = {}, nearest = [] }: TraceProblem,
  face: Face,
): string {
  const words = face.messages.traffic;
  const place =
    line !== undefined ? words.at.line(String(line)) : entry !== undefined ? words.at.entry(String(entry)) : '';
  const text = (key: string) => {
    const found = values[key];
    return typeof found === 'number' && key === 'max' ? formatCount(found) : String(found ?? '');
  };
  const dropped = line !== undefined && ROW_CODES.has(code) ? words.badRows : '';
  const sentence = words.problems[code]({
    at: place,
    column,
    value,
    max: text('max'),
    found: text('found'),
    known: text('known'),
    before: text('before'),
    lists: text('lists'),
    runs: text('runs'),
    nearest,
  });
  return sentence + dropped;
}
