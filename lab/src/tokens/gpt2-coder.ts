import type { Coder } from './coder.ts';

/** GPT-2's byte pairs (r50k_base). Its table is loaded when it is asked for. */
export async function gpt2Coder(): Promise<Coder> {
  const { decode, encode } = await import('gpt-tokenizer/encoding/r50k_base');
  // What stands in a text is text, also where it looks like a token of control.
  return { vocabulary: 50_257, encode: (text) => encode(text, { disallowedSpecial: new Set() }), decode };
}
