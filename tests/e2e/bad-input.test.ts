import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ridgepoint } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-bad-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text, text.startsWith('\x89') ? 'latin1' : 'utf8');
  return join(folder, name);
};
const scenario = (name: string, text: string): string[] => ['plan', 'train', file(name, text)];
const plan = (...words: string[]): string[] => [
  'plan',
  'train',
  '--model',
  'llama-3.1-8b',
  '--on',
  'h100-sxm',
  ...words,
];
const base = 'train: { model: llama-3.1-8b }\non: { accelerator: h100-sxm, count: 8 }\n';
const config = (text: string) => ['models', 'params', file('config.json', text)];

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Beginnings of files that are no text; none of their bytes may reach a terminal. */
const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
const ZIP = `PK\x03\x04\x14\0\x06\0${'\x07\x1b[31m'.repeat(20)}`;

/** What was typed; the words that the English and the Chinese message must hold: value, rule, nearest thing that works. */
const CASES: readonly [name: string, words: () => string[], english: readonly string[], chinese: readonly string[]][] =
  [
    ['unknown chip', () => plan('--on', 'h1000-sxm'), ['h1000-sxm', 'h100-sxm'], ['h1000-sxm', 'h100-sxm', '目录']],
    [
      'unknown model',
      () => plan('--model', 'lama-3.1-8b'),
      ['lama-3.1-8b', 'llama-3.1-8b'],
      ['lama-3.1-8b', 'llama-3.1-8b'],
    ],
    ['unknown system', () => plan('--system', 'dgx-h10'), ['dgx-h10', 'dgx-h100'], ['整机', 'dgx-h100']],
    ['unknown fabric', () => plan('--fabric', 'roce-4000'), ['roce-4000', 'roce-400'], ['网络', 'roce-400']],
    ['unknown grid', () => plan('--grid', 'DEUU'), ['DEUU', 'DEU'], ['电网', 'DEU']],
    [
      '12-way TP of 32 heads',
      () => ['estimate', ...plan('--gpus', '12', '--tp', '12').slice(1)],
      ['12', '32', '8'],
      ['12', '32', '注意力头'],
    ],
    ['zero accelerators', () => plan('--gpus', '0'), ['--gpus', '0', '1'], ['--gpus', '0', '最小值']],
    ['negative accelerators', () => plan('--gpus', '-8'), ['--gpus', '-8', '8'], ['--gpus', '-8']],
    ['1e30 accelerators', () => plan('--gpus', '1e30'), ['1e30', '10 M'], ['1e30', '1000 万']],
    ['half an accelerator', () => plan('--gpus', '7.5'), ['7.5', 'whole', '7 or 8'], ['7.5', '整数', '7 或 8']],
    ['fewer than no tokens', () => plan('--tokens', '-5'), ['--tokens', '-5', '(1 tok)'], ['--tokens', '-5', '最小值']],
    ['zero tokens', () => plan('--tokens', '0'), ['--tokens', '1'], ['--tokens']],
    ['1e400 tokens', () => plan('--tokens', '1e400'), ['1e400'], ['1e400']],
    ['tokens in bytes', () => plan('--tokens', '15 GiB'), ['15 GiB', 'token', '15B'], ['15 GiB', '单位']],
    ['a deadline without unit', () => plan('--deadline', '90'), ['"90"', '90 s', '90 d'], ['「90」', '90 d']],
    ['memory in seconds', () => plan('--memory', '80 s'), ['80 s', '80 GiB'], ['80 s', '80 GiB']],
    ['a price in an unknown currency', () => plan('--price', '3 GBP/h'), ['3 GBP/h', 'USD/h'], ['3 GBP/h', 'USD/h']],
    ['an unknown precision', () => plan('--precision', 'bf61'), ['bf61', 'bf16'], ['bf61', 'bf16']],
    [
      'a precision that the chip lacks',
      () => plan('--on', 'a100-80-sxm', '--precision', 'fp8'),
      ['fp8', 'A100', 'bf16'],
      ['fp8', '峰值算力'],
    ],
    [
      'an unknown schedule',
      () => plan('--schedule', 'interleave'),
      ['interleave', 'interleaved'],
      ['interleave', 'interleaved'],
    ],
    ['a switch that is neither', () => plan('--dp-overlap', 'maybe'), ['maybe', 'on or off'], ['maybe', 'on 或 off']],
    ['two batches', () => plan('--batch', '512', '--batch-tokens', '4M'), ['batch'], ['batch']],
    [
      'a word of one strategy in a search',
      () => plan('--dp', '8'),
      ['--dp', 'estimate train'],
      ['--dp', 'estimate train'],
    ],
    ['an assert about nothing', () => plan('--assert', 'coste < 3'), ['coste', 'cost'], ['coste', 'cost']],
    ['an assert without comparison', () => plan('--assert', 'cost 3'), ['cost 3', '< 120M'], ['cost 3', '< 120M']],
    ['no model', () => ['plan', 'train', '--on', 'h100-sxm'], ['--model', 'llama-3.1-8b'], ['--model', 'llama-3.1-8b']],
    ['no accelerator', () => ['plan', 'train', '--model', 'gpt2'], ['--on', 'h100-sxm'], ['--on', 'h100-sxm']],
    [
      '5 MB of YAML',
      () => scenario('big.yaml', `${base}# ${'x'.repeat(5_000_000)}`),
      ['big.yaml', '1 MiB'],
      ['big.yaml', '1 MiB'],
    ],
    [
      '20,000 nested brackets',
      () => scenario('deep.yaml', '['.repeat(20_000)),
      ['deep.yaml', '64'],
      ['deep.yaml', '64'],
    ],
    [
      '20,000 nested dashes',
      () => scenario('dash.yaml', `${'- '.repeat(20_000)}1`),
      ['dash.yaml', '64'],
      ['dash.yaml', '64'],
    ],
    ['200,000 values', () => scenario('many.yaml', `${base}assert: [${'1,'.repeat(200_000)}]`), ['100000'], ['100000']],
    [
      'YAML aliases',
      () => scenario('alias.yaml', 'train: &a { model: gpt2 }\non: *a\n'),
      ['alias.yaml', 'aliases'],
      ['alias.yaml', '别名'],
    ],
    ['a __proto__ key', () => scenario('proto.yaml', `${base}__proto__: { x: 1 }\n`), ['__proto__'], ['__proto__']],
    [
      'a constructor key inside',
      () => scenario('ctor.yaml', 'train: { constructor: 1 }\n'),
      ['constructor'],
      ['constructor'],
    ],
    [
      'an unknown key',
      () => scenario('key.yaml', `${base.replace('model', 'modle')}`),
      ['modle', 'model', 'train'],
      ['modle', 'model', 'train'],
    ],
    [
      'an unknown section',
      () => scenario('sect.yaml', `${base}economy: {}\n`),
      ['economy', 'economics'],
      ['economy', 'economics'],
    ],
    [
      'a list for a section',
      () => scenario('list.yaml', 'train: [1]\non: { accelerator: h100-sxm }\n'),
      ['train'],
      ['train'],
    ],
    ['a text for a scenario', () => scenario('text.yaml', 'hello'), ['text.yaml', 'hello'], ['text.yaml', 'hello']],
    [
      'broken YAML',
      () => scenario('broken.yaml', 'train: { model: gpt2\non: }'),
      ['broken.yaml', 'line 2'],
      ['broken.yaml', '第 2 行'],
    ],
    [
      'another version',
      () => scenario('version.yaml', `ridgepoint: 2\n${base}`),
      ['ridgepoint', '2', '1'],
      ['ridgepoint', '2'],
    ],
    ['an empty file', () => scenario('empty.yaml', ''), ['empty.yaml', 'empty'], ['empty.yaml', '空']],
    [
      'a file of comments',
      () => scenario('comment.yaml', '# nothing\n'),
      ['comment.yaml', 'empty'],
      ['comment.yaml', '空'],
    ],
    [
      'a missing file',
      () => ['plan', 'train', join(folder, 'sector.yaml')],
      ['sector.yaml'],
      ['sector.yaml', '找不到'],
    ],
    ['a folder', () => ['plan', 'train', folder], [folder.slice(0, 20), 'folder'], ['文件夹']],
    [
      'a config without needed keys',
      () => config('{"model_type":"llama","hidden_size":4096}'),
      ['missing', 'num_'],
      ['num_', '缺'],
    ],
    ['a config of an unknown type', () => config('{"model_type":"lama"}'), ['lama', 'llama'], ['lama', 'llama']],
    ['a config that is no JSON', () => config('{'), ['JSON'], ['JSON']],
    ['a config 20,000 deep', () => config('['.repeat(20_000)), ['deep'], ['层']],
    ['a config with __proto__', () => config('{"__proto__":{"a":1}}'), ['__proto__'], ['__proto__']],
    [
      'a config of 1e30 layers',
      () =>
        config(
          '{"model_type":"llama","hidden_size":4096,"num_hidden_layers":1e30,"num_attention_heads":32,"intermediate_size":11008,"vocab_size":32000}',
        ),
      ['num_hidden_layers', '1e+30'],
      ['num_hidden_layers'],
    ],
    [
      'a config without anything',
      () => config('{}'),
      ['model_type', 'vocab_size (missing: hidden_size'],
      ['已知的 model_type', 'vocab_size', '缺：hidden_size'],
    ],
    [
      'a picture for a scenario',
      () => scenario('a.yaml', PNG),
      ['a.yaml', 'binary file (PNG)', 'YAML'],
      ['二进制文件（PNG）'],
    ],
    ['a workbook for an overlay', () => plan('--overlay', file('o.yaml', ZIP)), ['o.yaml', 'ZIP, XLSX'], ['XLSX']],
    ['a workbook for a trace', () => ['traffic', 'describe', file('t.csv', ZIP)], ['t.csv', 'XLSX'], ['二进制文件']],
    ['a workbook for rows', () => ['validate', '--rows', file('r.csv', ZIP)], ['r.csv', 'XLSX'], ['二进制文件']],
    [
      'indentation that is none',
      () => scenario('i.yaml', 'train:\n  model: x\n   tokens: 1T\n'),
      ['i.yaml', 'line 2', 'indented'],
      ['第 2 行', '缩进'],
    ],
    [
      'a bracket left open',
      () => scenario('k.yaml', 'train: { model: x\n'),
      ['bracket is not closed'],
      ['括号没有闭合'],
    ],
    [
      'a rate without lengths',
      () => ['plan', 'serve', '--model', 'llama-3.1-8b', '--on', 'h100-sxm', '--rate', '20/s'],
      ['--input is needed', '--input 1000 --output 200', '--preset'],
      ['--input 1000 --output 200'],
    ],
    [
      'a rate that nobody asks at',
      () => ['traffic', 'generate', '--rate', '1e12/s', '--input', '10', '--output', '10'],
      ['1e12/s', 'at most 10M/s'],
      ['1e12/s', '上限 10M/s'],
    ],
    [
      'a percentile beyond all',
      () => ['estimate', 'serve', '--model', 'llama-3.1-8b', '--on', 'h100-sxm', '--ttft', 'p200 1 s'],
      ['"p200" is no percentile', 'p99'],
      ['「p200」不是百分位', 'p99'],
    ],
    ['a wait in kilograms', () => plan('--deadline', '30 kg'), ['30 kg', '30 d'], ['30 kg', '应为时间']],
    [
      'a case that nobody wrote',
      () => ['case', 'run', 'S99-99'],
      ['S99-99', 'nearest: S00-01'],
      ['S99-99', '相近的有：S00-01'],
    ],
    [
      'a computer for a chip',
      () => ['fit', 'serve', '--on', 'mac 64GB'],
      ['mac 64GB', 'nearest: m'],
      ['mac 64GB', 'm4'],
    ],
    ['an empty overlay', () => plan('--overlay', file('none.yaml', '')), ['none.yaml', 'empty'], ['none.yaml', '空']],
    [
      'an overlay with an unknown key',
      () => plan('--overlay', file('over.yaml', 'chipz: []\n')),
      ['over.yaml', 'chipz', 'chips'],
      ['over.yaml', 'chipz'],
    ],
    [
      'an output in no folder',
      () => plan('--gpus', '8', '--out', join(folder, 'no', 'x.json')),
      ['x.json', 'ENOENT'],
      ['x.json', 'ENOENT'],
    ],
    ['an unknown command', () => ['paln'], ['paln', 'plan'], ['paln', 'plan']],
    ['the second word alone', () => ['serve'], ['estimate serve', 'fit serve'], ['estimate serve', 'fit serve']],
    ['an unknown second word', () => ['plan', 'trian'], ['trian', 'plan train'], ['trian', 'plan train']],
    ['an unknown option', () => plan('--tokns', '1T'), ['--tokns', '--tokens'], ['--tokns', '--tokens']],
    ['an option without its value', () => plan('--tokens'), ['--tokens'], ['--tokens']],
    ['too many words', () => ['plan', 'train', 'a.yaml', 'b.yaml'], ['b.yaml'], ['b.yaml']],
    [
      'an entry that is not there',
      () => ['catalogue', 'show', 'h100sxmm'],
      ['h100sxmm', 'h100-sxm'],
      ['h100sxmm', 'h100-sxm'],
    ],
    ['a list that is not there', () => ['catalogue', 'ls', 'chip'], ['chip', 'chips'], ['chip', 'chips']],
    [
      'a path that is not there',
      () => ['explain', 'step_tim', ...plan('--gpus', '8').slice(2)],
      ['step_tim', 'step_time'],
      ['step_tim', 'step_time'],
    ],
    ['two formats', () => plan('--json', '--csv'), ['--json', '--csv'], ['--json', '--csv']],
    ['an unknown language', () => plan('--lang', 'fr'), ['fr', 'en'], []],
  ];

/**
 * Time beyond Node's own start, in starts of Node measured side by side. Other work on the machine only ever adds, so it is measured
 * again as long as it is over the limit, and the best pair counts; `first` = of an answer that is there already.
 */
function ownStarts(words: readonly string[], limit: number, first: number): number {
  let own = Infinity;
  for (let i = 0; i < 12 && own >= limit; i++) {
    const started = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    const node = performance.now() - started;
    own = Math.min(own, ((i === 0 ? first : ridgepoint(words, { fresh: true }).milliseconds) - node) / node);
  }
  return own;
}

/** About 60 ms where Node itself starts in 40, 1.5 starts; twice that and more on one busy core. A search takes ten and up. */
const STARTS = 5;

const SLOW = /output in no folder|path that is not there|12-way/; // these answer only after a search
const joined = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

describe('bad input', () => {
  it.each(CASES)('%s', (name, words, english, chinese) => {
    const asked = words();
    const said = ridgepoint(asked, { fresh: true });
    expect(said.out).toBe('');
    expect(said.code, said.err).toBe(2);
    for (const word of english) expect(joined(said.err)).toContain(word);
    expect(said.err).not.toMatch(/undefined|NaN|\[object|at .*\(.*:\d+:\d+\)/);

    if (chinese.length > 0) {
      const zh = ridgepoint(asked, { env: { LANG: 'zh_CN.UTF-8' } });
      expect(zh.out).toBe('');
      expect(zh.code).toBe(2);
      expect(zh.err).toMatch(/^错误：/);
      for (const word of chinese) expect(zh.err.replace(/\n\s*/g, '')).toContain(word);
    }
    if (SLOW.test(name)) return;
    expect(ownStarts(asked, STARTS, said.milliseconds)).toBeLessThan(STARTS);
  });

  it('leaves Object.prototype alone', () => {
    const { out } = ridgepoint(['catalogue', 'ls', '--json']);
    expect(JSON.parse(out)).toHaveProperty('rows');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('reads a config from standard input and refuses an empty one', () => {
    const good = ridgepoint(['models', 'params', '-', '--json'], {
      input:
        '{"model_type":"llama","hidden_size":4096,"num_hidden_layers":32,"num_attention_heads":32,"intermediate_size":11008,"vocab_size":32000}',
    });
    expect(good.code, good.err).toBe(0);
    expect(JSON.parse(good.out).rows[0][1]).toBe(6_738_415_616);
    expect(ridgepoint(['models', 'params', '-'], { input: '' }).code).toBe(2);
  });
});
