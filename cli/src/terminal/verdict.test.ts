import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../catalogue/src/index.ts';
import { messagesFor } from '../../../engine/src/messages/index.ts';
import { estimateTrain } from '../../../engine/src/operations/estimate-train.ts';
import { readInput } from '../../../engine/src/operations.ts';
import { verdictLines } from './verdict.ts';

describe('the first lines of an answer', () => {
  const data = { train: { model: 'gpt3-175b' }, on: { accelerator: 'a100-80-sxm', count: 1024 } };
  const report = estimateTrain.run({ catalogue: readCatalogue() }, readInput(estimateTrain.input, data));
  const told = (locale: 'en' | 'zh-CN', of = report) =>
    verdictLines(of, { locale, messages: messagesFor(locale), width: 80, colour: false })
      .map((line) => line.trim())
      .join(locale === 'en' ? ' ' : '');

  it('tell what the software of the published run would take, in both languages', () => {
    expect(told('en')).toMatch(
      /under the software of its published run: \d+ days .*, MFU \d+ % .*; --preset megatron-lm/,
    );
    expect(told('zh-CN')).toMatch(/若用公开训练当时的软件：\d+ 天.*，MFU ?\d+%.*；--preset ?megatron-lm/);
  });

  it('leave it out where it is the one in use', () => {
    expect(told('en', { ...report, asPublished: null })).not.toContain('published run');
  });
});
