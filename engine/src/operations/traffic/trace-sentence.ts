import { ROW_CODES, type TraceProblem } from '../../serving/index.ts';
import { formatCount } from '../../units/index.ts';
import type { Speaker } from '../../wording/index.ts';

/** What is wrong with a trace, in words: what (value) breaks which rule; the nearest thing that works. */
export function traceSentence(
  { code, line, entry, column = '', value = '', values = {}, nearest = [] }: TraceProblem,
  { messages }: Speaker,
): string {
  const words = messages.traffic;
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
    cells: text('cells'),
    columns: text('columns'),
    lists: text('lists'),
    runs: text('runs'),
    nearest,
  });
  return sentence + dropped;
}
