import type { Assumed } from '../report/index.ts';
import { comma } from './printer.ts';
import type { Speaker } from './speaker.ts';

/** As in report/age.ts, from where this room may take types only. */
const OLD_DAYS = '180';

interface Dated {
  readonly assumed?: readonly Assumed[];
  readonly simulation?: { readonly assumed?: readonly Assumed[] } | null;
}

/** The facts of an answer that are older than half a year, those of its simulation among them. */
export const oldFacts = ({ assumed = [], simulation }: Dated): readonly Assumed[] =>
  [...assumed, ...(simulation?.assumed ?? [])].filter(({ age }) => age?.old);

/** "Facts older than 180 days: rent 2026 (a.yaml), grid 2023." Empty where none is. */
export function oldFactsSentence(answer: Dated, speaker: Speaker): string {
  const old = oldFacts(answer);
  if (old.length === 0) return '';
  const { face, measures, own } = speaker.messages;
  const words = { ...own.inputs, ...face.assumed, ...measures.inputs } as Readonly<Record<string, string>>;
  const list = old.map(({ key, of, date }) => {
    const name = Object.hasOwn(words, key) ? words[key]! : key;
    return own.oldFact({ name, date: date ?? '', of: of ?? '' });
  });
  return own.oldFacts({ days: OLD_DAYS, list: [...new Set(list)].join(comma(speaker)) });
}
