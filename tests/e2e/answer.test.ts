import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/src/exit-codes.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-answer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUESTIONS: readonly (readonly string[])[] = [
  ['plan', 'train', 'examples/llama-3.1-405b.yaml'],
  ['plan', 'train', '--model', 'qwen3-30b-a3b', '--on', 'b200-sxm', '--gpus', '64', '--tokens', '1T'],
  ['estimate', 'train', 'examples/deepseek-v3.yaml'],
  ['plan', 'train', '--model', 'llama-3.1-70b', '--on', 'h100-sxm', '--gpus', '8', '--currency', 'CNY'],
  ['plan', 'train', '--model', 'gpt2', '--on', 'rtx4090', '--gpus', '1', '--deadline', '1 h'],
  [
    'solve',
    'train',
    '--solve',
    'tokens',
    '--budget',
    '1 M USD',
    '--model',
    'llama-3.1-8b',
    '--on',
    'h100-sxm',
    '--gpus',
    '64',
  ],
];

/** Every number in data, those inside texts too. */
function numbersIn(data: unknown, into: number[] = []): number[] {
  if (typeof data === 'number') into.push(data);
  else if (typeof data === 'string') for (const [n] of data.matchAll(/\d+(?:\.\d+)?/g)) into.push(Number(n));
  else if (data && typeof data === 'object') for (const inner of Object.values(data)) numbersIn(inner, into);
  return into;
}

const SCALES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  B: 1e9,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  '%': 0.01,
  万: 1e4,
  亿: 1e8,
  万亿: 1e12,
  s: 1,
  ms: 1e-3,
  µs: 1e-6,
  min: 60,
  h: 3600,
  days: 86_400,
  day: 86_400,
  years: 365.25 * 86_400,
  天: 86_400,
  小时: 3600,
  分钟: 60,
  年: 365.25 * 86_400,
  GiB: 2 ** 30,
  MiB: 2 ** 20,
  KiB: 2 ** 10,
  GB: 1e9,
  MB: 1e6,
  TB: 1e12,
  kWh: 3.6e6,
  MWh: 3.6e9,
  GWh: 3.6e12,
  TWh: 3.6e15,
  J: 1,
  g: 1e-3,
  kg: 1,
  t: 1e3,
  kt: 1e6,
  Mt: 1e9,
  W: 1,
  kW: 1e3,
  MW: 1e6,
  GW: 1e9,
  Hz: 1,
};
const UNITS = Object.values(SCALES);

/** The numbers of a page, with the last digit that is printed. */
function printed(page: string): { text: string; value: number; digit: number }[] {
  const plain = page.replace(/(?<=\d),(?=\d{3})/g, '').replace(/\b[a-z]+-?\d[\w.-]*|arXiv:\S+|\[[^\]]*\]/g, ' ');
  return [...plain.matchAll(/(?<![\w.])\d+(?:\.\d+)?/g)].map(([text]) => ({
    text,
    value: Number(text),
    digit: 10 ** -(text.split('.')[1]?.length ?? 0),
  }));
}

describe.each(QUESTIONS)('%s %s %s %s', (...words) => {
  const question = words as string[];
  const json = ridgepoint([...question, '--json']);
  const data = JSON.parse(json.out);
  const numbers = numbersIn(data);
  // Derived by the face: stages and counts shown from one, what an alternative takes longer, how many more there are.
  const derived = [
    ...numbers.map((n) => n + 1),
    ...numbers.map((n) => n - 1),
    ...(data.memory ? data.memory.parts.map((p: { value: number }) => p.value / data.memory.capacity) : []),
    ...rests(data.report ?? data),
    ...(data.refused ?? []).flatMap((r: { example: { values: object } }) => products(numbersIn(r.example.values))),
  ];
  const all = [...numbers, ...derived].filter(Number.isFinite);

  it.each(['en', 'zh-CN'])('prints in %s only numbers that its data holds', (lang) => {
    const { out, code } = ridgepoint([...question, '--lang', lang]);
    expect(code).toBe(json.code);
    const strange = printed(out).filter(
      ({ value, digit }) =>
        !all.some((n) =>
          UNITS.some(
            (unit) =>
              Math.abs(n / unit - value) <= digit / 2 + 1e-9 * value || Math.abs(Math.round(n / unit) - value) < 1e-9,
          ),
        ),
    );
    expect(strange).toEqual([]);
  });

  it('carries the same numbers in both languages', () => {
    const zh = ridgepoint([...question, '--json', '--lang', 'zh-CN']);
    expect(zh.out).toBe(json.out);
  });

  it.each(['en', 'zh-CN'])('is at most 80 columns wide in %s', (lang) => {
    for (const line of ridgepoint([...question, '--lang', lang]).out.split('\n'))
      expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('says nothing that is no number or no word', () => {
    for (const lang of ['en', 'zh-CN'])
      expect(ridgepoint([...question, '--lang', lang]).out).not.toMatch(/NaN|undefined|Infinity|∞|\[object/);
  });

  it('is the same twice', () => expect(ridgepoint([...question, '--json']).out).toBe(json.out));
});

const products = (list: readonly number[]): number[] => list.flatMap((a) => list.map((b) => a * b));

/** What is left of a whole after the parts below one per cent are gathered. */
function rests({
  step,
  memory,
}: {
  step?: { share: number; value: number }[];
  memory?: { capacity: number; parts: { value: number }[] } | null;
}): number[] {
  const small = (step ?? []).filter((p) => p.share < 0.01);
  const parts = (memory?.parts ?? []).filter((p) => p.value / memory!.capacity < 0.01);
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  return [
    sum(small.map((p) => p.share)),
    sum(small.map((p) => p.value)),
    sum(parts.map((p) => p.value)),
    sum(parts.map((p) => p.value / memory!.capacity)),
  ];
}

describe('the ways out', () => {
  const question = ['plan', 'train', '--model', 'llama-3.1-8b', '--on', 'h100-sxm', '--gpus', '8'];

  it('CSV holds what JSON holds, and no formulas', () => {
    const { out } = ridgepoint([...question, '--csv']);
    const report = JSON.parse(ridgepoint([...question, '--json']).out);
    const rows = out
      .trim()
      .split('\r\n')
      .map((row) => row.split(','));
    const wall = rows.find(([section, name]) => section === 'figures' && name === 'wall');
    const { value, low, high } = report.figures.wall;
    // Fourteen digits: what rounding leaves of a double.
    expect(wall?.slice(2, 5).map(Number)).toEqual([value, low, high].map((x: number) => Number(x.toPrecision(14))));
    for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/^"?[=+@]|^"?-[^\d]/);
  });

  it('leads a cell that a spreadsheet would run by an apostrophe', () => {
    const overlay = join(folder, 'evil.yaml');
    writeFileSync(
      overlay,
      'defaults: { date: "2026-01" }\nfabrics:\n  - id: evil\n    name: "=HYPERLINK(\\"http://x\\")"\n    kind: ethernet\n    topology: any\n    bandwidth: { is: 50 GB/s, direction: one-way }\n    latency: 5 us\n    efficiency: 0.8 share\n',
    );
    const { out, err, code } = ridgepoint(['catalogue', 'ls', 'fabrics', '--overlay', overlay, '--csv']);
    expect(code, err).toBe(0);
    expect(out).toContain(`"'=HYPERLINK(""http://x"")"`);
  });

  it('writes a file whole, and a trace that a viewer reads', () => {
    const [out, trace] = [join(folder, 'plan.json'), join(folder, 'trace.json')];
    const ran = ridgepoint(['estimate', ...question.slice(1), '--pp', '2', '--json', '--out', out, '--trace', trace]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.out).toBe('');
    expect(JSON.parse(readFileSync(out, 'utf8')).strategy.pp).toBe(2);
    const { traceEvents } = JSON.parse(readFileSync(trace, 'utf8')) as { traceEvents: { ph: string; dur?: number }[] };
    expect(traceEvents.filter((e) => e.ph === 'X' && (e.dur ?? 0) > 0).length).toBeGreaterThan(4);
  });

  it('has the documented exit codes', () => {
    const small = ['--model', 'llama-3.1-405b', '--on', 'gtx960', '--gpus', '1', '--precision', 'fp32'];
    expect(ridgepoint(question).code).toBe(EXIT.ok);
    expect(ridgepoint([...question, '--deadline', '1 min']).code).toBe(EXIT.unfit);
    expect(ridgepoint([...question, '--budget', '1 USD']).code).toBe(EXIT.unfit);
    expect(ridgepoint(['plan', 'train', ...small]).code).toBe(EXIT.unfit);
    expect(ridgepoint([...question, '--assert', 'cost < 1 USD']).code).toBe(EXIT.assertion);
    expect(ridgepoint([...question, '--assert', 'cost < 1 G USD', '--assert', 'mfu > 1 %']).code).toBe(EXIT.ok);
    for (const locale of ['en', 'zh-CN'] as const)
      expect(messagesFor(locale).face.exitCodes.lines.map((line) => Number.parseInt(line, 10))).toEqual(
        Object.values(EXIT),
      );
  });

  it('takes the words of a file and of flags alike', () => {
    const file = join(folder, 'same.yaml');
    writeFileSync(file, 'train: { model: llama-3.1-8b }\non: { accelerator: h100-sxm, count: 16 }\n');
    const flags = ridgepoint([...question.slice(0, -2), '--gpus', '16', '--json']);
    expect(ridgepoint(['plan', 'train', file, '--json']).out).toBe(flags.out);
    expect(ridgepoint(['plan', 'train', file, '--gpus', '8', '--json']).out).toBe(
      ridgepoint([...question, '--json']).out,
    );
  });

  it('speaks the language of the environment, colours only a terminal, and shows help when nothing is asked', () => {
    expect(ridgepoint(question, { env: { LC_ALL: 'zh_CN.UTF-8' } }).out).toContain('可行。');
    expect(ridgepoint(question).out).not.toContain('\u001b');
    expect(ridgepoint(question, { env: { FORCE_COLOR: '1' } }).out).toContain('\u001b[');
    expect(ridgepoint(question, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).out).not.toContain('\u001b');
    expect(ridgepoint([]).out).toContain('plan train');
    expect(ridgepoint(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('explains every path that it offers', () => {
    const first = ridgepoint(['explain', 'step_time', ...question.slice(2)]);
    const [, paths] = /paths that go deeper: ([\s\S]*)/.exec(first.out)!;
    for (const path of paths!.trim().split(/,\s+/))
      expect(ridgepoint(['explain', path, ...question.slice(2)]).code, path).toBe(0);
  });
});

describe('what a name was taken for', () => {
  it('is told where several carry it: of accelerators, and of the grid of a city that has no figure of its own', () => {
    const words = ['estimate', 'train', '--model', 'llama-3.1-8b', '--on', 'ascend910b', '--gpus', '8', '--tp', '8'];
    const flat = (text: string) => text.replace(/\s*\n\s*/g, ' ');
    const en = flat(ridgepoint([...words, '--grid', 'shanghai']).out);
    expect(en).toContain('variant (ascend910b) ascend910b2 [the usual one of that name]');
    expect(en).toContain('national grid (shanghai) CHN');
    const zh = flat(ridgepoint([...words, '--grid', 'CHN', '--lang', 'zh-CN']).out).replaceAll(' ', '');
    expect(zh).toContain('型号(ascend910b)ascend910b2');
    expect(zh).toContain('每台8张卡');
    expect(zh).not.toContain('全国电网');
  });
});
