import type { Messages } from '../../messages/index.ts';
import type { RowCode, TraceProblem } from '../../serving/index.ts';
import { formatCount } from '../../units/index.ts';
import { comma } from '../../wording/printer.ts';
import type { Speaker } from '../../wording/speaker.ts';

/** What is wrong with a trace, in words: what (value) breaks which rule; the nearest thing that works. */
export function traceSentence(
  { code, line, entry, column = '', value = '', values = {}, nearest = [], others }: TraceProblem,
  speaker: Speaker,
): string {
  const words = speaker.messages.traffic;
  const text = (key: string) => {
    const found = values[key];
    return typeof found === 'number' && key === 'max' ? formatCount(found) : String(found ?? '');
  };
  const sentence = words.problems[code]({
    at: placed(line, entry, words.at),
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
  if (!others) return sentence;
  const also =
    others.rows.length > 0
      ? words.alsoBad({
          rows: others.rows.map(row).join(comma(speaker)),
          more: formatCount(others.more),
          open: others.open,
        })
      : '';
  return sentence + words.badRows + also;

  function row({ code, line, entry, column = '', value = '' }: TraceProblem): string {
    return words.badRow({
      at: placed(line, entry, words.at).trim(),
      column,
      value,
      rule: words.rowRules[code as RowCode],
    });
  }
}

function placed(line: number | undefined, entry: number | undefined, at: Messages['traffic']['at']): string {
  if (line !== undefined) return at.line(String(line));
  return entry === undefined ? '' : at.entry(String(entry));
}
