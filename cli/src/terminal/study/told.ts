import type { Said, StudyReport, Told } from '@ridgepoint/engine/report';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';

/** Puts the words and the formats of a face into what a study tells. */
export interface Teller {
  readonly said: (said: Said) => string;
  readonly told: (told: Told) => string;
  readonly word: (key: string) => string;
}

type Sentence = string | ((values: never) => string);

export function tellerOf({ study, money }: Pick<StudyReport, 'study' | 'money'>, face: Face): Teller {
  const print = printer(face);
  const words = face.messages.study[study] as Readonly<Record<string, Sentence>>;
  const sentence = (key: string): Sentence => (Object.hasOwn(words, key) ? words[key]! : key);
  const options = { style: 'short', digits: 3, currency: money.currency, rate: money.perUsd } as const;
  const word = (key: string): string => {
    const found = sentence(key);
    return typeof found === 'string' ? found : found({} as never);
  };
  const said = (of: Said): string => {
    if (typeof of === 'string') return of;
    if ('word' in of) return word(of.word);
    if (of.unit === 'share')
      return of.high > of.low ? print.percentRange(of) : print.amount(of.value * 100, '%', { digits: 2 });
    return of.high > of.low ? print.range(of, options) : print.amount(of.value, of.unit, options);
  };
  const told = ({ key, values }: Told): string => {
    const found = sentence(key);
    if (typeof found === 'string') return found;
    return found(Object.fromEntries(Object.entries(values).map(([name, of]) => [name, said(of)])) as never);
  };
  return { said, told, word };
}
