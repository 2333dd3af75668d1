import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const plan = (...words: string[]) => ['plan', 'train', '--model', 'llama-3.1-8b', '--on', 'h100', ...words];

/** Constraints that leave nothing legal or fitting: what the answer must say, in English and in Chinese. */
const CASES: readonly [name: string, words: string[], english: readonly string[], chinese: readonly string[]][] = [
  [
    '12-way TP of 32 heads',
    plan('--gpus', '12', '--tp', '12'),
    ['No legal strategy.', '12 does not divide 32 attention heads; nearest: 8 or 16', 'without --tp 12'],
    ['没有合法的并行方案。', '12 不能整除 32 个注意力头；最接近的可用值：8 或 16', '去掉 --tp 12'],
  ],
  [
    'a count that no share of the batch goes into',
    plan('--gpus', '1000'),
    ['No legal strategy.', 'global batch 512 is not a multiple of DP 1000', 'global batch 500 in place of 512'],
    ['没有合法的并行方案。', '全局批大小 512 不是 DP 1000', '全局批由 512 改为 500'],
  ],
  [
    'stages that the count is no multiple of',
    plan('--gpus', '64', '--pp', '5'),
    ['No legal strategy.', 'make 60, there are 64 accelerators', 'without --pp 5'],
    ['没有合法的并行方案。', '合计 60 张卡，实际为 64 张', '去掉 --pp 5'],
  ],
  [
    'more stages than layers',
    plan('--gpus', '64', '--pp', '64'),
    ['No legal strategy.', '64 is more than the 32 layers', 'without --pp 64'],
    ['没有合法的并行方案。', '64 超过模型层数 32', '去掉 --pp 64'],
  ],
  [
    'micro-batches that do not fit',
    plan('--gpus', '8', '--micro-batch', '64'),
    ['Does not fit.', 'The leanest strategy needs', 'without --micro-batch 64'],
    ['放不下。', '最省显存的方案', '去掉 --micro-batch 64'],
  ],
];

describe('a plan that its constraints forbid is a clear refusal', () => {
  it.each(CASES)('%s', (_, words, english, chinese) => {
    for (const [lang, sentences] of [
      ['en', english],
      ['zh-CN', chinese],
    ] as const) {
      const { code, out, err } = ridgepoint([...words, '--lang', lang]);
      expect([code, err]).toEqual([3, '']);
      for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
      for (const sentence of sentences) expect(out.replace(/\n\s*/g, ' ')).toContain(sentence);
    }
  });
});
