import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { gemm, limitsOf } from '../../../cost/index.ts';
import { minimise } from '../kernels/minimise.ts';
import { calibrateRows } from './calibrate-rows.ts';
import { RowsProblem } from './problem.ts';
import type { UserRow } from './read-rows.ts';

const catalogue = readCatalogue();
const H100 = limitsOf(catalogue.chips.find(({ id }) => id === 'h100-sxm')!, 'bf16');
const START = Object.fromEntries(gemm.parameters.map((p) => [p.name, p.start]));
const OPERANDS = { activationBytes: 2, weightBytes: 2, quantised: false };

/** `count` products timed by the formula's own starts, then changed. */
const rows = (count: number, change: (row: Row, i: number) => unknown = (row) => row): UserRow[] =>
  Array.from({ length: count }, (_, i) => {
    const shape = { m: 2 ** (i % 13), n: 1024 * (1 + (i % 7)), k: 1024 * (1 + (i % 5)) };
    const time_us = gemm.microseconds({ ...shape, ...OPERANDS }, START, H100);
    const row: Row = {
      id: `row-${i}`,
      kind: 'gemm',
      op: 'gemm',
      hardware: { accelerator: 'h100' },
      config: { ...shape, dtype: 'bf16' },
      measured: { time_us },
    };
    return { place: String(i + 1), row: change(row, i) };
  });
interface Row {
  id: string;
  kind: string;
  op: string;
  hardware: { accelerator: string };
  config: Record<string, unknown>;
  measured: { time_us: number };
}
const options = { file: 'mine.csv', date: '2026-11-24' };
const refusal = (list: UserRow[], given: { file: string; date?: string } = options) => {
  try {
    calibrateRows(list, catalogue, given);
  } catch (error) {
    if (error instanceof RowsProblem) return error.reason;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('calibrateRows', () => {
  it('names what it fitted, from what, and every row that it did not use', () => {
    const list = rows(20, (row, i) => {
      if (i === 3) return { ...row, measured: { time_us: -1 } };
      if (i === 4) return { ...row, hardware: { accelerator: 'h1000-sxm' } };
      if (i === 5) return { ...row, measured: { time_us: row.measured.time_us * 1000 } };
      if (i === 6) return 'nonsense';
      return row;
    });
    const { kernels, unused } = calibrateRows(list, catalogue, options);
    expect(kernels).toHaveLength(1);
    expect(kernels[0]!.fit).toMatchObject({ chip: 'h100-sxm', kind: 'gemm', format: 'bf16', local: true });
    expect(kernels[0]!.rows).toBe(16);
    expect(kernels[0]!.after.error.mean).toBeLessThan(kernels[0]!.before.error.mean);
    const byPlace = new Map(unused.flatMap(({ places, reason }) => places.map((place) => [place, reason] as const)));
    expect([...byPlace].map(([place, { code }]) => [place, code]).sort()).toEqual([
      ['4', 'no-time'],
      ['5', 'chip'],
      ['6', 'time'],
      ['7', 'kind'],
    ]);
    expect(byPlace.get('5')!.nearest[0]).toContain('h100');
  });

  it.each([
    ['few-shapes', rows(7)],
    ['few-shapes', rows(30, (row) => ({ ...row, config: { m: 1, n: 1024, k: 1024, dtype: 'bf16' } }))],
    ['chip', rows(9, (row) => ({ ...row, hardware: { accelerator: 'acme' } }))],
    ['unit', rows(9, (row) => ({ ...row, measured: { time_us: row.measured.time_us / 1000 } }))],
    ['unit', rows(9, (row) => ({ ...row, measured: { time_us: row.measured.time_us * 1000 } }))],
    ['kind', rows(9, (row) => ({ ...row, kind: 'sort' }))],
    ['row', rows(9, (row) => ({ ...row, config: { ...row.config, dtype: 'fp3' } }))],
    ['row', rows(9, (row) => ({ ...row, config: { ...row.config, m: 'many' } }))],
    ['whole', rows(9, (row) => ({ ...row, config: { ...row.config, m: 1.5 } }))],
    ['kind', rows(9, () => JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`))],
  ])('refuses by %s when nothing can be fitted', (code, list) => expect(refusal(list).code).toBe(code));

  it.each(['NVIDIA H100 80GB HBM3', 'h100', 'NVIDIA H100-SXM5-80GB', 'H100 SXM'])('knows "%s" for an H100', (name) => {
    const named = rows(9, (row) => ({ ...row, hardware: { accelerator: name } }));
    expect(calibrateRows(named, catalogue, options).kernels[0]!.fit.chip).toBe('h100-sxm');
  });

  it.each(['h100-smx9', 'h1000', 'H100 turbo'])('takes "%s" for a slip and names the nearest', (name) => {
    const reason = refusal(rows(9, (row) => ({ ...row, hardware: { accelerator: name } })));
    expect([reason.code, reason.nearest[0]]).toEqual(['chip', expect.stringContaining('h100')]);
  });

  it('says the unit that the times look like', () => {
    const ms = refusal(rows(9, (row) => ({ ...row, measured: { time_us: row.measured.time_us / 1000 } })));
    expect(ms.values.unit).toBe('ms');
  });

  it('wants a day, and takes it from the rows', () => {
    expect(refusal(rows(9), { file: 'x' }).code).toBe('no-date');
    expect(refusal(rows(9), { file: 'x', date: 'today' }).code).toBe('bad-date');
    const dated = rows(9, (row, i) => ({ ...row, date: `2026-01-0${1 + (i % 9)}` }));
    expect(calibrateRows(dated, catalogue, { file: 'x' }).date).toBe('2026-01-09');
  });
});

describe('a prior', () => {
  const parameters = gemm.parameters.filter(({ name }) => name === 'e' || name === 't0');
  const at = { e: 0.7, t0: 5 };
  const none = minimise(parameters, at, new Float64Array(1), () => {}, undefined, 30, { at, spread: () => 0.3 });
  it('holds where rows say nothing', () => expect(none).toEqual(at));

  const pulled = (spread: number, count: number) =>
    minimise(
      parameters,
      at,
      new Float64Array(count).fill(1),
      (values, out) => out.fill(Math.log(values.e! / 0.9)),
      undefined,
      60,
      { at, spread: () => spread },
    ).e!;
  it('gives way to many rows, and the more the wider it is', () => {
    expect(pulled(1, 50)).toBeCloseTo(0.9, 2);
    expect(pulled(0.03, 1)).toBeLessThan(pulled(0.3, 1));
    expect(pulled(0.03, 1)).toBeGreaterThan(0.7);
    expect(pulled(0.05, 2)).toBeLessThan(pulled(0.05, 40));
  });
});
