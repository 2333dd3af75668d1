import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../../../tests/cpu-milliseconds.ts';
import { InputError } from '../input-error.ts';
import { checkPlainData, deeperThan } from './plain-data.ts';

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
const codeOf = (data: unknown) => {
  try {
    checkPlainData(data);
    return 'read';
  } catch (error) {
    return error instanceof InputError ? error.problem.code : error;
  }
};

describe('plain data', () => {
  it('is bounded in depth and size', () => {
    expect(codeOf(nested(64))).toBe('read');
    expect(codeOf(nested(65))).toBe('too-deep');
    expect(codeOf(new Array(99_999).fill(0))).toBe('read');
    expect(codeOf(new Array(100_000).fill(0))).toBe('too-many-nodes');
  });

  it('holds no key that reaches into prototypes, at any depth', () => {
    expect(codeOf(JSON.parse('{"a":[{"__proto__":1}]}'))).toBe('forbidden-key');
    expect(codeOf({ a: { constructor: 1 } })).toBe('forbidden-key');
    expect(codeOf({ prototypes: 1 })).toBe('read');
  });
});

describe('depth of a text', () => {
  it('is seen before any parser runs', () => {
    // The line itself is a level.
    expect(deeperThan('['.repeat(63), 64)).toBe(false);
    expect(deeperThan('['.repeat(64), 64)).toBe(true);
    expect(deeperThan(`${'- '.repeat(70)}1`, 64)).toBe(true);
    expect(deeperThan(Array.from({ length: 70 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 64)).toBe(true);
    expect(deeperThan('a: [1, 2]\n'.repeat(5000), 64)).toBe(false);
    expect(cpuMilliseconds(() => deeperThan('[]'.repeat(500_000), 64), 500)).toBeLessThan(500);
  });
});
