import { describe, expect, it } from 'vitest';
import { ridgepoint } from './ridgepoint.ts';

const flat = (words: string[]): string => ridgepoint(words).out.replace(/\s+/g, ' ');
const only = (pattern: RegExp, text: string): string => pattern.exec(text)![1]!;

describe('a figure is rounded alike wherever an answer tells it', () => {
  it('energy, carbon, hours and money in the first line and beside their ranges', () => {
    const out = flat(['estimate', 'train', '--model', 'llama-3.1-8b', '--gpus', '64', '--on', 'h100-sxm', '--tp', '2']);
    const head = out.slice(0, out.indexOf('As given'));
    const below = out.slice(out.indexOf('goodput'));
    for (const pattern of [/([\d.,]+ [kMG]Wh)/, /([\d.,]+ k?t CO2e)/])
      expect(only(pattern, below)).toBe(only(pattern, head));
    expect(below).toContain(`GPU-hours ${only(/([\d,.]+) GPU-hours/, head)} (`);
    expect(below).toContain(`cost ${only(/([\d,.]+ (?:M )?USD) rented/, head)} (`);
  });

  it('a cost of a million tokens in the sentence and in the table of a comparison', () => {
    const words = ['compare', 'serve', '--model', 'llama-3.1-8b', '--on', 'h100-sxm,a100-80-sxm', '--gpus', '1'];
    const out = flat(words);
    const said = only(/([\d.]+) USD \([^)]*\) (?:a|per) million/, out);
    expect(out.match(new RegExp(`${said.replace('.', '\\.')} USD`, 'g'))!.length).toBeGreaterThan(1);
  });

  it('a rent in the sentence, in the table and among what was assumed of a plan', () => {
    const words = [
      'plan',
      'serve',
      '--model',
      'llama-3.1-8b',
      '--on',
      'h100-sxm',
      '--rate',
      '5/s',
      '--ttft',
      'p99 1 s',
    ];
    const out = flat([...words, '--input', '500', '--output', '100', '--gpus', '1']);
    const rent = only(/rent ([\d.]+) USD\/h \(/, out);
    expect(out.match(new RegExp(`\\b${rent.replace('.', '\\.')} USD`, 'g'))!.length).toBeGreaterThan(2);
  });
});
