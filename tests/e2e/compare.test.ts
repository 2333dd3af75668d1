import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const MODEL = ['--model', 'llama-3.1-70b', '--tokens', '1T'];
const compare = (...words: string[]) => ['compare', 'train', ...MODEL, ...words];
const json = (words: readonly string[]) => JSON.parse(ridgepoint([...words, '--json']).out);

interface Row {
  readonly chip: string;
  readonly accelerators: number;
  readonly outcome: string;
  readonly meets: boolean;
  readonly front: boolean;
  readonly problem: { rule: string } | null;
  readonly wall: { value: number; low: number; high: number } | null;
  readonly cost: { value: number } | null;
  readonly energy: { value: number } | null;
  readonly memoryShare: number | null;
}

describe('compare train', () => {
  const asked = compare('--on', 'h100-sxm,mi355x,b200-sxm', '--gpus', '16,256,512');
  const answer = json(asked) as { rows: Row[]; cheapest: number; fastest: number };

  it('has a row for each machine, in the order asked', () => {
    expect(answer.rows.map(({ chip, accelerators }) => `${accelerators} ${chip}`)).toEqual(
      ['h100-sxm', 'mi355x', 'b200-sxm'].flatMap((chip) => [16, 256, 512].map((n) => `${n} ${chip}`)),
    );
  });

  it('gives each machine the plan that it has alone', () => {
    const row = answer.rows.find(({ chip, accelerators }) => chip === 'h100-sxm' && accelerators === 256)!;
    const alone = json(['plan', 'train', ...MODEL, '--on', 'h100-sxm', '--gpus', '256']);
    expect(row).toMatchObject({ strategy: alone.strategy, wall: alone.figures.wall, cost: alone.figures.cost });
  });

  it('says why a machine has no plan, and leaves a chip without a rent price without a cost', () => {
    expect(answer.rows[0]).toMatchObject({ outcome: 'does-not-fit', problem: { rule: 'memory' }, front: false });
    const unpriced = answer.rows.filter(({ chip }) => chip === 'mi355x');
    for (const row of unpriced) expect([row.cost, row.meets, row.wall === null]).toEqual([null, true, false]);
  });

  it('marks exactly those that no other beats, by comparing every pair', () => {
    const able = answer.rows.filter(({ meets }) => meets);
    const scores = (r: Row) => [
      r.wall!.value,
      r.accelerators,
      r.cost?.value ?? Infinity,
      r.energy?.value ?? Infinity,
      r.memoryShare!,
    ];
    const beats = (a: Row, b: Row) =>
      scores(a).every((s, i) => s <= scores(b)[i]!) && scores(a).some((s, i) => s < scores(b)[i]!);
    for (const row of able) expect(row.front, `${row.chip} ${row.accelerators}`).toBe(!able.some((o) => beats(o, row)));
    expect(Math.min(...able.map((r) => r.cost?.value ?? Infinity))).toBe(answer.rows[answer.cheapest]!.cost!.value);
    expect(Math.min(...able.map((r) => r.wall!.value))).toBe(answer.rows[answer.fastest]!.wall!.value);
  });

  it.each([
    [
      'en',
      /Cheapest of those whose price is known: .*USD in.*; no price of\s+AMD\s+Instinct\s+MI355X\s+is\s+known.*Fastest: /s,
    ],
    ['zh-CN', /已知价格的集群中最省：.*；AMD Instinct MI355X\s+没有已知租价。.*最快：/s],
  ])('prints a verdict and a table within 80 columns (%s)', (lang, verdict) => {
    const { out, code, err } = ridgepoint([...asked, '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(verdict);
    expect(out.match(/^ {2}●/gm)!.length).toBe(answer.rows.filter(({ front }) => front).length);
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('calls the cheapest so without more words where every price is known', () => {
    const { out } = ridgepoint(compare('--on', 'h100-sxm,b200-sxm', '--gpus', '256'));
    expect(out).toMatch(/Cheapest(?: and fastest)?: /);
    expect(out).not.toContain('price is known');
  });

  it('with a deadline and no count takes the fewest of each, as solve train does', () => {
    const late = ['--deadline', '30 d'];
    const { rows } = json(compare('--on', 'h100-sxm,mi300x', ...late)) as { rows: Row[] };
    for (const { chip, accelerators, meets } of rows) {
      const solved = json(['solve', 'train', ...MODEL, '--on', chip, ...late, '--solve', 'accelerators']);
      expect([chip, accelerators, meets]).toEqual([chip, solved.value, true]);
    }
    expect(ridgepoint(compare('--on', 'h100-sxm', ...late)).out).toContain('The fewest accelerators of each');
    expect(ridgepoint(compare('--on', 'h100-sxm', '--gpus', '8', ...late)).out).not.toContain('The fewest');
  });

  it('tells the range of a cost, and memory that may not be enough', () => {
    const { out } = ridgepoint(compare('--on', 'h100-sxm', '--gpus', '16,512', '--currency', 'CNY'));
    expect(out).toMatch(/TP .* CNY \([\d.,]+–[\d.,]+\)/);
    expect(out).toMatch(/memory is tight: up to \d+ GiB of 80 GiB/);
    expect(out).toMatch(/may fit all the same: from \d+ GiB of\s+80 GiB/);
  });

  it('writes CSV and Markdown with a row a machine', () => {
    const csv = ridgepoint([...asked, '--csv'])
      .out.trim()
      .split('\r\n');
    expect(csv).toHaveLength(10);
    expect(new Set(csv.map((line) => line.split(',').length)).size).toBe(1);
    const md = ridgepoint([...asked, '--md']).out;
    expect(md.match(/^\| (?:h100-sxm|mi355x|b200-sxm)/gm)).toHaveLength(9);
  });

  it('takes a chip without the format asked for as a row that says so', () => {
    const rows = json(compare('--on', 'a100-80-sxm,h100-sxm', '--gpus', '256', '--precision', 'fp8')).rows as Row[];
    expect(rows[0]).toMatchObject({ chip: 'a100-80-sxm', meets: false, problem: { rule: 'format' } });
    expect(rows[1]!.meets).toBe(true);
  });

  it('ends with 3 when nothing fits or every limit is missed, with 4 when only an assert fails', () => {
    expect(ridgepoint(compare('--on', 'h100-sxm', '--gpus', '8,16')).code).toBe(3);
    const late = ridgepoint(compare('--on', 'h100-sxm', '--gpus', '256', '--deadline', '1 d'));
    expect([late.code, /misses the deadline/.test(late.out)]).toEqual([3, true]);
    expect(ridgepoint(compare('--on', 'h100-sxm', '--gpus', '256', '--assert', 'mfu > 90 %')).code).toBe(4);
  });

  it('refuses more than 64 machines and names that are not there', () => {
    const counts = Array.from({ length: 33 }, (_, i) => 8 * (i + 1)).join(',');
    const many = ridgepoint(compare('--on', 'h100-sxm,b200-sxm', '--gpus', counts));
    expect([many.code, many.out]).toEqual([2, '']);
    expect(many.err).toMatch(/66 machines, at most 64/);
    const zh = ridgepoint(compare('--on', 'h100-sxm,b200-sxm', '--gpus', counts, '--lang', 'zh-CN'));
    expect(zh.err).toContain('最多比较 64 种');
    const unknown = ridgepoint(compare('--on', 'h100-sxm,h1000-sxm'));
    expect([unknown.code, unknown.err.includes('h1000-sxm')]).toEqual([2, true]);
  });
});

describe('a list where one machine is planned', () => {
  it.each([
    ['--on', 'h100-sxm,mi355x'],
    ['--gpus', '256,512,1024'],
    ['--gpus', '8,16'],
  ])('%s %s points to compare train', (flag, list) => {
    const words = ['--model', 'llama-3.1-8b', '--on', 'h100-sxm', flag, list];
    const en = ridgepoint(['plan', 'train', ...words]);
    expect([en.code, en.out]).toEqual([2, '']);
    expect(en.err.replace(/\s+/g, ' ')).toContain(`${flag} "${list}" is a list`);
    expect(en.err.replace(/\s+/g, ' ')).toContain('ridgepoint compare train with the same words');
    const zh = ridgepoint(['plan', 'train', ...words, '--lang', 'zh-CN']).err;
    expect(zh.replace(/\s+/g, ' ')).toContain('ridgepoint compare train');
    expect(ridgepoint(['compare', 'train', ...words]).code).toBe(0);
  });

  it('leaves 16,384 a number', () => {
    const words = ['plan', 'train', '--model', 'llama-3.1-405b', '--on', 'h100-sxm', '--gpus', '16,384'];
    expect(json(words).question.accelerators).toBe(16_384);
  });
});
