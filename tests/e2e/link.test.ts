import { describe, expect, it } from 'vitest';
import { ridgepoint } from './ridgepoint.ts';

const open = (link: string, ...more: readonly string[]) => ridgepoint(['open', link, ...more]);

describe('a link of the page', () => {
  it.each([
    'plan train examples/llama-3.1-405b.yaml',
    'plan train --model llama-3.1-8b --on h100-sxm --gpus 64 --tp 1,2 --offload weights',
    'estimate serve examples/serve-deepseek-v3.yaml',
    'fit serve --model llama-3.1-8b --on rtx4090',
    'compare own examples/own-h200-virginia.yaml',
    'compare examples/chip-asic.yaml examples/chip-fpga.yaml',
    'crossover examples/crossover/own-h200.yaml examples/crossover/rent-h200.yaml --over own.utilisation',
  ])('is printed by `%s --link`, and asks the same', (command) => {
    const words = command.split(' ');
    const { out: link, code } = ridgepoint([...words, '--link']);
    expect([code, link]).toEqual([0, expect.stringMatching(/^http:\/\/127\.0\.0\.1:7434\/#\/v1\/\S+\n$/)]);
    expect(open(link.trim(), '--json').out).toBe(ridgepoint([...words, '--json']).out);
  });

  it('asks what a page asks by itself, and what was turned on it', () => {
    expect(open('#/v1/casebook').out).toContain('S03-02');
    expect(open('#/v1/casebook?id=S03-02&peak-users=1').out).not.toBe(open('#/v1/casebook').out);
    const turned = '#/v1/crossover?a=own-h200&b=rent-h200&over=own.utilisation';
    const flip = (link: string) => /wins below (\d+) %/.exec(open(link).out)?.[1];
    expect(Number(flip(turned))).toBeGreaterThan(Number(flip(`${turned}&rent.price=9`)));
    expect(open('#/v1/decide', '--lang', 'zh-CN').out).toContain('自建');
    expect(open('#/v1/accuracy?chip=h100-sxm', '--json').out).toBe(
      ridgepoint(['accuracy', '--chip', 'h100-sxm', '--json']).out,
    );
  });

  it.each([
    ['hello', 'is no link of the page; for example'],
    ['#/v1/trian', 'nearest: train'],
    ['#/v1/train?gpuss=3', '--gpuss'],
    ['#/v1/train?model=llama-3.1-8b&on=h100-sxn&gpus=8', 'h100-sxm'],
    ['#/v1/compare?a=nope&b=own-h200', '"nope"'],
    ['#/v1/casebook?id=nope', 'nope'],
    ['#/v1/train?model=<script>&on=h100-sxm&gpus=8', '<script>'],
  ])('refuses %s with what would work', (link, told) => {
    const { code, out, err } = open(link);
    expect([code, out]).toEqual([2, '']);
    expect(err.replace(/\s+/g, ' ')).toContain(told);
  });

  it('cannot bear what has no flag, and says so', () => {
    const { code, err } = ridgepoint([
      'plan',
      'train',
      '--model',
      'llama-3.1-8b',
      '--on',
      'h100-sxm',
      '--assert',
      'cost < 1 USD',
      '--link',
    ]);
    expect([code, err.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining('cannot stand in a link')]);
  });
});
