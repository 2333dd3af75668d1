import { type Coder, charactersOf, coderOf } from './coder.ts';

/** Nine tenths of a text are for learning, the rest is for judging, as in nanoGPT. */
export const LEARNED = 0.9;

/** A text with a token a character. */
export interface ByCharacter {
  readonly characters: readonly string[];
  readonly coder: Coder;
  readonly train: Uint16Array;
  readonly val: Uint16Array;
}

/** `characters`, where a model knows some already, must hold all of the text. Throws LabProblem. */
export function byCharacter(text: string, characters: readonly string[] = charactersOf(text)): ByCharacter {
  const coder = coderOf(characters);
  const tokens = Uint16Array.from(coder.encode(text));
  const cut = Math.floor(tokens.length * LEARNED);
  return { characters, coder, train: tokens.subarray(0, cut), val: tokens.subarray(cut) };
}
