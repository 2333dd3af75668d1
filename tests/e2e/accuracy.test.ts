import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../catalogue/src/index.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const { kernels, transfers } = withKernels(readCatalogue());
const run = (...words: string[]) => ridgepoint(['accuracy', ...words]);

describe('ridgepoint accuracy', () => {
  it.each(['en', 'zh-CN'] as const)('needs no corpus and keeps to 80 columns (%s)', (lang) => {
    const words = messagesFor(lang).accuracy;
    for (const filters of [[], ['--chip', 'h100']]) {
      const { code, out, err } = run('--lang', lang, ...filters);
      expect([code, err]).toEqual([0, '']);
      for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
      for (const title of [words.kernelsTitle, words.trainingTitle, words.worstTitle]) expect(out).toContain(title);
      for (const word of [words.median, words.bias, words.naive, words.grade]) expect(out).toContain(word);
    }
  });

  it('begins with the bars, each reached or not, as docs/accuracy.json has them', () => {
    const { out } = run('--lang', 'en');
    const words = messagesFor('en').bars;
    const { bars } = JSON.parse(run('--json').out) as { bars: { reached: boolean | null; area: string }[] };
    expect(out.startsWith(words.title)).toBe(true);
    const judged = bars.filter(({ reached }) => reached !== null);
    const reached = judged.filter((bar) => bar.reached).length;
    expect(out).toContain(words.count({ reached: String(reached), judged: String(judged.length) }));
    expect(judged.length).toBeGreaterThanOrEqual(30);
    expect(run('--chip', 'h100').out).not.toContain(words.title);
  });

  it('gives as JSON what the catalogue and docs/accuracy.json hold', () => {
    const all = JSON.parse(run('--json').out);
    expect(all.kernels).toHaveLength(kernels.length);
    expect(all.unseen).toHaveLength(transfers.flatMap(({ chips }) => chips).length);
    const [one] = all.groups;
    for (const key of [
      'chip',
      'stage',
      'family',
      'quantity',
      'n',
      'median_ape',
      'mape',
      'p90_ape',
      'bias',
      'coverage90',
      'naive_mape',
    ])
      expect(one, key).toHaveProperty(key);
    expect(one.worst.length).toBeGreaterThan(0);
    expect(one.worst.length).toBeLessThanOrEqual(5);
    expect(all.groups.some(({ stage }: { stage: string }) => stage === 'pretrain')).toBe(true);
    expect(all.groups.some(({ stage }: { stage: string }) => stage === 'collective')).toBe(true);
  });

  it('keeps one chip and one kind', () => {
    const some = JSON.parse(run('--json', '--chip', 'H100', '--kind', 'gemm').out);
    const { length } = kernels.filter(({ chip, kind }) => chip === 'h100-sxm' && kind === 'gemm');
    expect(some.kernels).toHaveLength(length);
    for (const { chip } of [...some.kernels, ...some.unseen, ...some.groups]) expect(chip).toBe('h100-sxm');
  });

  it('refuses a chip and a kind that nobody knows, with the nearest', () => {
    expect(run('--chip', 'h1000-sxm')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('h100-sxm') });
    expect(run('--kind', 'gemmm')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('gemm') });
  });
});
