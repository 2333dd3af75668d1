import { LabProblem } from '../problem.ts';

/** Text to tokens and back. */
export interface Coder {
  readonly vocabulary: number;
  encode(text: string): readonly number[];
  decode(tokens: readonly number[]): string;
}

/** One token a character, in the order of their code points. */
export function coderOf(characters: readonly string[]): Coder {
  const number = new Map(characters.map((c, i) => [c, i]));
  return {
    vocabulary: characters.length,
    encode: (text) =>
      Array.from(text, (c) => {
        const token = number.get(c);
        if (token === undefined) throw new LabProblem('characters', { character: JSON.stringify(c) });
        return token;
      }),
    decode: (tokens) => tokens.map((t) => characters[t] ?? '').join(''),
  };
}

/** The characters of a text, in the order of their code points, as Python sorts them. */
export const charactersOf = (text: string): readonly string[] =>
  [...new Set(text)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
