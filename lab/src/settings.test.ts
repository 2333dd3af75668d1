import { describe, expect, test } from 'vitest';
import { rateAt, settingsOf } from './settings.ts';

describe('settings', () => {
  test('are a preset and what is said on top', () => {
    const cpu = settingsOf('cpu', { max_iters: '7', bias: 'True' });
    expect(cpu).toMatchObject({ max_iters: 7, bias: true, n_embd: 128, batch_size: 12, beta2: 0.99, dropout: 0 });
    expect(settingsOf('train_shakespeare_char', {})).toMatchObject({ n_embd: 384, dropout: 0.2, batch_size: 64 });
    expect(settingsOf('train_gpt2', {})).toMatchObject({ n_layer: 12, gradient_accumulation_steps: 40 });
  });

  test.each([
    ['n_head', '5', /^heads .*"nearest":4/],
    ['batch_size', '0', /^setting-value .*"nearest":1/],
    ['batch_size', '1.5', /^setting-value .*"nearest":2/],
    ['max_iters', 'many', /^setting-value .*"nearest":2000/],
    ['dropout', '1.5', /^setting-value .*"nearest":0.99/],
    ['bias', 'maybe', /^setting-value/],
    ['dtype', 'fp16', /^setting-value .*float32, bfloat16, float16/],
    ['device', 'gpu', /^setting-value .*"nearest":"cpu"/],
    ['seed', '', /^setting-value/],
  ] as const)('%s %s is refused', (name, text, why) => {
    expect(() => settingsOf('cpu', { [name]: text })).toThrow(why);
  });

  // nanoGPT's get_lr, run with these settings.
  test('the learning rate rises, falls along a cosine and stays', () => {
    const s = settingsOf('cpu', {});
    expect(rateAt(0, s)).toBeCloseTo(1e-3 / 101, 12);
    expect(rateAt(99, s)).toBeCloseTo((1e-3 * 100) / 101, 12);
    expect(rateAt(100, s)).toBeCloseTo(1e-3, 12);
    expect(rateAt(1050, s)).toBeCloseTo(5.5e-4, 12);
    expect(rateAt(2000, s)).toBeCloseTo(1e-4, 12);
    expect(rateAt(2001, s)).toBe(1e-4);
    expect(rateAt(5, settingsOf('cpu', { decay_lr: 'False' }))).toBe(1e-3);
  });
});
