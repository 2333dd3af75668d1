import { describe, expect, it } from 'vitest';
import { ridgepoint } from './ridgepoint.ts';

const QUESTION = 'plan train --model llama-3.1-405b --tokens 15.6T --on h100-sxm --sequence 8192 --batch 2048';
const ask = (...more: string[]) => ridgepoint([...QUESTION.split(' '), ...more]).out;
const plain = (text: string) => text.replace(/\s+/g, '');

describe('a plan that beats what was run', () => {
  it('is told as a promise, beside the published layout and the slow end of its range, in both languages', () => {
    const { ranAs, figures } = JSON.parse(ask('--gpus', '16384', '--json'));
    expect(ranAs).toMatchObject({ tp: 8, pp: 16, cp: 1, dp: 128, mfu: 0.41 });
    expect(figures.mfu.value).toBeGreaterThan(ranAs.mfu);
    const slow = Math.round(figures.wall.high / 86_400);
    expect(plain(ask('--gpus', '16384'))).toMatch(`TP8·PP16·DP128at41%MFU`);
    expect(plain(ask('--gpus', '16384'))).toMatch(new RegExp(`neverrun.*slowend,${slow}days`));
    expect(plain(ask('--gpus', '16384', '--lang', 'zh-CN'))).toMatch(new RegExp(`没有实跑过.*慢端${slow}天打算`));
  });

  it('says nothing of a run where another machine is asked, or the published layout itself', () => {
    expect(JSON.parse(ask('--gpus', '8192', '--json')).ranAs).toBeNull();
    const itself = ['--tp', '8', '--pp', '16', '--cp', '1'];
    expect(JSON.parse(ask('--gpus', '16384', ...itself, '--json')).ranAs).toBeNull();
  });
});
