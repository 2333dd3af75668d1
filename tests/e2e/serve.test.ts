import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/src/exit-codes.ts';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-serve-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const chat = ['--rate', '5/s', '--input', '1000', '--output', '200'];
const estimate = (...words: string[]): string[] => [
  'estimate',
  'serve',
  '--model',
  'llama-3.1-8b',
  '--on',
  'h100-sxm',
  ...words,
];

describe('estimate serve', () => {
  it('puts the verdict first, in 80 columns, in both languages', () => {
    const english = ridgepoint(estimate(...chat));
    expect([english.code, english.err]).toEqual([0, '']);
    expect(english.out.trim().split('\n')[0]).toMatch(/^Fits\. TPOT .* ms \(.*–.*\), TTFT /);
    const chinese = ridgepoint(estimate(...chat, '--lang', 'zh', '--currency', 'CNY'));
    expect(chinese.out.trim().split('\n')[0]).toMatch(/^放得下。TPOT /);
    expect(chinese.out).toMatch(/每百万 token：输入 [\d.]+ 元/);
    for (const line of `${english.out}${chinese.out}`.split('\n'))
      expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('says the same in every format', () => {
    const report = JSON.parse(ridgepoint(estimate(...chat, '--json')).out);
    const csv = ridgepoint(estimate(...chat, '--csv')).out;
    const { value, low } = report.figures.tpot;
    expect(csv).toContain(`figures,tpot,${Number(value.toPrecision(14))},${Number(low.toPrecision(14))}`);
    const md = ridgepoint(estimate(...chat, '--md')).out;
    expect(md).toMatch(/^# Llama 3\.1 8B\n\n```text\nFits\./);
    const out = join(folder, 'answer.json');
    ridgepoint(estimate(...chat, '--json', '--out', out));
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(report);
  });

  it('takes a trace, a file beside the scenario or a flag', () => {
    file('mine.csv', 'arrived_at,prompt_tokens,completion_tokens\n0,100,20\n0.5,200,40\n1,300,60\n2,400,80\n');
    const text = 'serve: { model: llama-3.1-8b }\non: { accelerator: h100-sxm }\ntraffic: { trace: mine.csv }\n';
    const beside = JSON.parse(ridgepoint(['estimate', 'serve', file('trace.yaml', text), '--json']).out);
    expect(beside.question.load).toMatchObject({ kind: 'rate', input: 250, output: 50 });
    const flag = JSON.parse(ridgepoint(estimate('--trace', join(folder, 'mine.csv'), '--json')).out);
    expect(flag.figures).toEqual(beside.figures);
  });

  it('tells the shell what came of it', () => {
    const code = (...words: string[]) => ridgepoint(estimate(...chat, ...words)).code;
    expect(code()).toBe(EXIT.ok);
    expect(code('--tpot', '1 ms')).toBe(EXIT.unfit);
    expect(code('--rate', '5000/s')).toBe(EXIT.unfit);
    expect(code('--model', 'llama-3.1-405b', '--tp', '1')).toBe(EXIT.unfit);
    expect(code('--assert', 'tpot < 1 ms')).toBe(EXIT.assertion);
    expect(code('--assert', 'tpot < 1 s')).toBe(EXIT.ok);
  });

  it('explains its numbers, from a file without being told that it is about serving', () => {
    const path = file('why.yaml', 'serve: { model: llama-3.1-8b }\non: { accelerator: h100-sxm }\n');
    const long = ridgepoint(['explain', 'serve', path, 'tpot.step']);
    expect(long.out).toContain('matrix products');
    expect(ridgepoint(['explain', path, 'tpot.step']).out).toBe(long.out);
    expect(ridgepoint(['explain', 'serve', 'kv_capacity', ...estimate().slice(2)]).out).toContain(
      'memory left for the KV cache',
    );
  });
});

describe('fit serve', () => {
  const page = (...words: string[]) => ridgepoint(['fit', 'serve', ...words]);

  it('answers "can I run it?" for a card and for a computer, in 80 columns, in both languages', () => {
    for (const words of [
      ['--model', 'llama-3.1-8b', '--on', 'rtx4090'],
      ['--model', 'qwen3-32b', '--on', 'm2ultra', '--memory', '64 GiB'],
      ['--on', 'xeon-8592plus'],
    ])
      for (const lang of ['en', 'zh']) {
        const { code, err, out } = page(...words, '--lang', lang);
        expect([code, err]).toEqual([EXIT.ok, '']);
        expect(out.trim()).toMatch(lang === 'en' ? /^Fits\. (Best|The largest)/ : /^放得下。/);
        for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
      }
  });

  it('says the same as data, and tells the shell when nothing runs', () => {
    const { rows } = JSON.parse(page('--model', 'llama-3.1-8b', '--on', 'rtx4090', '--json').out);
    const csv = page('--model', 'llama-3.1-8b', '--on', 'rtx4090', '--csv').out.trim().split('\r\n');
    expect(csv).toHaveLength(rows.length + 1);
    expect(page('--model', 'llama-3.1-405b', '--on', 'rtx4090').code).toBe(EXIT.unfit);
    expect(page('--model', 'llama-3.1-8b', '--on', 'rtx5000').code).toBe(EXIT.input);
  });
});

/** What was typed; what the English and the Chinese message must hold. */
const BAD: readonly [name: string, words: string[], english: readonly string[], chinese: readonly string[]][] = [
  ['no model', ['estimate', 'serve', '--on', 'h100-sxm'], ['--model', 'llama-3.1-8b'], ['缺少 --model']],
  ['unknown engine', estimate('--engine', 'vlm'), ['"vlm"', 'vllm'], ['「vlm」', '推理引擎']],
  ['unknown format', estimate('--weights', 'fp9'), ['"fp9"', 'fp8'], ['「fp9」', '权重格式', 'fp8']],
  ['12-way TP', estimate('--tp', '12'), ['12', '32', '8 or 16'], ['12', '32', '注意力头']],
  ['a context too long', estimate('--context', '1M'), ['1000000', '131072'], ['1000000', '131072', '上下文']],
  ['a product', estimate('--tp', '2', '--replicas', '3', '--gpus', '8'), ['6', '8', '4 × 2'], ['6', '8', '副本']],
  ['a latency', estimate('--ttft', 'soon'), ['--ttft', '"soon"', '1 s'], ['--ttft', '「soon」', '时延']],
  ['a rate', estimate('--rate', 'often'), ['--rate', 'often'], ['--rate', 'often']],
  ['lists', estimate('--weights', 'bf16,fp8'), ['--weights', 'bf16, fp8', 'plan serve'], ['--weights', 'plan serve']],
  ['half a length', estimate('--rate', '5/s', '--input', '9'), ['--output', '--input 1000'], ['--output']],
  ['a missing trace', estimate('--traffic', 'no.csv'), ['no.csv', 'not there'], ['no.csv', '找不到文件']],
  ['GGUF under vLLM', estimate('--weights', 'q4_k_m', '--engine', 'vllm'), ['Q4_K_M', 'fp8'], ['不能加载']],
  ['an unknown assert', estimate('--assert', 'tpt < 5 ms'), ['tpt', 'tpot'], ['tpt', 'tpot']],
  ['a path of the answer', ['explain', 'serve', 'tpt', ...estimate().slice(2)], ['tpt', 'tpot'], ['tpt', 'tpot']],
];

describe('bad input about serving', () => {
  it.each(BAD)('%s', (_, words, english, chinese) => {
    const en = ridgepoint(words);
    expect([en.code, en.out]).toEqual([EXIT.input, '']);
    for (const word of english) expect(en.err).toContain(word);
    const zh = ridgepoint([...words, '--lang', 'zh']);
    expect(zh.code).toBe(EXIT.input);
    for (const word of chinese) expect(zh.err).toContain(word);
    expect(`${en.err}${zh.err}`).not.toMatch(/undefined|NaN|\[object/);
  });
});
