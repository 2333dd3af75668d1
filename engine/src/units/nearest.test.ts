import { describe, expect, it } from 'vitest';
import { cpuMilliseconds } from '../../../tests/cpu-milliseconds.ts';
import { nearest } from './nearest.ts';

const chips = ['h100-sxm', 'h100-pcie', 'h200-sxm', 'a100-sxm-80gb', 'mi300x', 'mi325x', 'tpu-v5p', 'tpu-v5e', 'gb200'];

describe('nearest', () => {
  it.each([
    ['h100', ['h100-sxm', 'h100-pcie']],
    ['H100 SXM', ['h100-sxm']],
    ['h100sxm5', ['h100-sxm']],
    ['mi300', ['mi300x']],
    ['m1300x', ['mi300x']],
    ['tpu5p', ['tpu-v5p']],
    ['gb020', ['gb200']],
    ['a100-80gb', ['a100-sxm-80gb']],
  ])('%s -> %j first', (word, first) => expect(nearest(word, chips).slice(0, first.length)).toEqual(first));

  it('says nothing when nothing is close', () => {
    expect(nearest('quantum-annealer', chips)).toEqual([]);
    expect(nearest('', chips)).toEqual([]);
    expect(nearest('  -- ', chips)).toEqual([]);
    expect(nearest('h100', [])).toEqual([]);
  });

  it('gives at most max', () => expect(nearest('h100', chips, 1)).toEqual(['h100-sxm']));

  it('stays fast on a hostile word', () => {
    const many = Array.from({ length: 500 }, (_, i) => `chip-${i}-with-a-rather-long-name-`.repeat(20));
    expect(cpuMilliseconds(() => nearest('x-'.repeat(500_000), many), 1000)).toBeLessThan(1000);
  });
});
