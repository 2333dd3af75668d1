import { describe, expect, test } from 'vitest';
import { LabProblem } from '../problem.ts';
import { charactersOf, coderOf } from './coder.ts';
import { gpt2Coder } from './gpt2-coder.ts';
import { readMeta, writeMeta } from './meta.ts';

const CHARACTERS = ['\n', ' ', '!', 'a', 'é', '€', '😀'];
/** Python's pickle.dumps of their dictionaries, by protocol. */
const PICKLES = {
  2: 'gAJ9cQAoWAoAAAB2b2NhYl9zaXplcQFLB1gEAAAAaXRvc3ECfXEDKEsAWAEAAAAKcQRLAVgBAAAAIHEFSwJYAQAAACFxBksDWAEAAABhcQdLBFgCAAAAw6lxCEsFWAMAAADigqxxCUsGWAQAAADwn5iAcQp1WAQAAABzdG9pcQt9cQwoaARLAGgFSwFoBksCaAdLA2gISwRoCUsFaApLBnV1Lg==',
  4: 'gASVdgAAAAAAAAB9lCiMCnZvY2FiX3NpemWUSweMBGl0b3OUfZQoSwCMAQqUSwGMASCUSwKMASGUSwOMAWGUSwSMAsOplEsFjAPigqyUSwaMBPCfmICUdYwEc3RvaZR9lChoBEsAaAVLAWgGSwJoB0sDaAhLBGgJSwVoCksGdXUu',
};

describe('meta.pkl', () => {
  test('comes back as it was written', () => expect(readMeta(writeMeta(CHARACTERS), 'meta.pkl')).toEqual(CHARACTERS));

  test.each(Object.entries(PICKLES))('of Python, protocol %s, is read', (_, text) => {
    expect(readMeta(Buffer.from(text, 'base64'), 'meta.pkl')).toEqual(CHARACTERS);
  });

  test('that holds code, or is cut anywhere, is refused and runs nothing', () => {
    const whole = Buffer.from(PICKLES[4], 'base64');
    for (let length = 0; length < whole.length; length++)
      expect(() => readMeta(whole.subarray(0, length), 'meta.pkl')).toThrow(LabProblem);
    // c posix system ( S'...' t R . — what a hostile pickle begins with.
    expect(() => readMeta(Buffer.from("cposix\nsystem\n(S'true'\ntR."), 'meta.pkl')).toThrow(
      /^meta-broken .*opcode 99/,
    );
  });
});

describe('tokens', () => {
  test('of characters are in the order of their code points, and come back', () => {
    const text = '😀 a!é\n€a';
    expect(charactersOf(text)).toEqual(CHARACTERS);
    const coder = coderOf(CHARACTERS);
    expect(coder.encode(text)).toEqual([6, 1, 3, 2, 4, 0, 5, 3]);
    expect(coder.decode(coder.encode(text))).toBe(text);
    expect(() => coder.encode('b')).toThrow(/^characters .*b/);
  });

  test('of GPT-2 are those that are published, and text that looks like control is text', async () => {
    const coder = await gpt2Coder();
    expect(coder.encode('Hello world')).toEqual([15496, 995]); // Radford et al. 2019: encoder.json
    expect(coder.decode(coder.encode('<|endoftext|> 天下'))).toBe('<|endoftext|> 天下');
    expect(coder.encode('<|endoftext|>')).not.toContain(50_256);
  });
});
