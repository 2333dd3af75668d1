import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputs } from '../../../../tests/effort.ts';
import { commandOf, hashOf, LONGEST, placeOf } from './address.ts';

const flag = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const value = fc
  .string({ minLength: 1, maxLength: LONGEST, unit: 'grapheme' })
  .filter((text) => text.length <= LONGEST);

describe('the address bar', () => {
  it('gives back what was said, whatever was typed', () =>
    fc.assert(
      fc.property(fc.dictionary(flag, value, { maxKeys: 20, noNullPrototype: true }), (said) => {
        expect(placeOf(hashOf({ page: 'train', said }))).toEqual({ page: 'train', said });
      }),
      { numRuns: inputs(300) },
    ));

  it('stays readable', () =>
    expect(
      hashOf({ page: 'train', said: { model: 'llama-3.1-405b', on: 'h100-sxm,mi300x', budget: '80 M USD' } }),
    ).toBe('#/v1/train?model=llama-3.1-405b&on=h100-sxm,mi300x&budget=80+M+USD'));

  it('leaves out what can be no flag, what is too long, and what belongs to another version', () => {
    expect(placeOf(`#/v1/train?model=a&__proto__=x&on=${'y'.repeat(LONGEST + 1)}&<b>=z`)).toEqual({
      page: 'train',
      said: { model: 'a' },
    });
    expect(placeOf('#/v2/train?model=a')).toEqual({ page: '', said: {} });
    expect(placeOf('#/v1/<script>')).toEqual({ page: '', said: {} });
    expect(
      Object.keys(placeOf(`#/v1/train?${Array.from({ length: 500 }, (_, i) => `f${i}=1`).join('&')}`).said),
    ).toHaveLength(80);
  });
});

describe('the command', () => {
  it('quotes what a shell would take apart', () =>
    expect(commandOf(['plan', 'train'], { model: 'a b', deadline: "it's; rm -rf /", gpus: '16' })).toBe(
      "npx ridgepoint plan train --model 'a b' --deadline 'it'\\''s; rm -rf /' --gpus 16",
    ));
});
