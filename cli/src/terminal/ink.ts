import { createColors } from 'picocolors';

/** The whole palette: one text colour in three weights, a cool accent for what works, a warm one for what binds. */
export interface Ink {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly cool: (text: string) => string;
  readonly warm: (text: string) => string;
}

export function inkOf(colour: boolean): Ink {
  const { bold, dim, cyan, yellow } = createColors(colour);
  return { strong: bold, quiet: dim, cool: cyan, warm: yellow };
}
