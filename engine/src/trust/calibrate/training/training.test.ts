import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { valuesOf } from '../../../machine/index.ts';
import { FITTED_SHARES } from '../../../machine/shares.ts';
import { FITTED_PRESETS } from '../../../training/index.ts';
import type { TrainingRow } from '../../rows/row.ts';
import { evaluate, reachedBy } from './evaluate.ts';
import { fitParameters, heldWhereOpen } from './fit.ts';
import { type FitCase, fitCases } from './fit-case.ts';
import { groupOfFamily } from './groups.ts';
import { inverseDiagonal, solveSymmetric } from './least-squares.ts';
import { leftOutErrors } from './left-out.ts';
import { MACHINE_PARAMETERS } from './machine-parameters.ts';
import { PRESET_PARAMETERS } from './preset-parameters.ts';
import { fittedFile, fittedTable } from './write.ts';

/** Committed values have four digits. */
const ROUNDING = 1e-3;

const values = { ...valuesOf(FITTED_SHARES), ...valuesOf(FITTED_PRESETS) };

/** Made-up runs of a plain GPT on A100, `family` by family; times are those of `truth`. */
function madeUp(truth: Record<string, number>): FitCase[] {
  const rows = [2048, 4096, 6144, 8192].flatMap((hidden, i) =>
    [1, 2, 4].map(
      (micro): TrainingRow => ({
        id: `made-${hidden}-${micro}`,
        family: `made-${i % 2}/a100`,
        model: { name: `GPT of ${hidden}`, layers: 24, hidden, heads: hidden / 128, ffn: 4 * hidden, vocab: 51_200 },
        hardware: { accelerator: 'NVIDIA A100', memory_gb: 80, gpus: 8 },
        run: {
          tp: 2,
          pp: 1,
          micro_batch: micro,
          global_batch: 64,
          seq_len: 2048,
          precision: 'BF16',
          framework: 'Megatron',
        },
        measured: { step_time_s: 1 },
      }),
    ),
  );
  const cases = fitCases(rows, readCatalogue());
  const errors = evaluate(cases, truth);
  return cases.map((c, i) => ({ ...c, seconds: c.seconds * Math.exp(errors[i]!) }));
}

describe('least squares', () => {
  it('solve a small system and invert its diagonal', () => {
    const a = Float64Array.from([4, 1, 1, 3]);
    expect([...solveSymmetric(a, Float64Array.from([1, 2]))]).toEqual([expect.closeTo(1 / 11), expect.closeTo(7 / 11)]);
    expect([...inverseDiagonal(a, 2)]).toEqual([expect.closeTo(3 / 11), expect.closeTo(4 / 11)]);
  });
  it('refuse what is not positive definite', () => {
    expect(() => solveSymmetric(Float64Array.from([0, 0, 0, 1]), Float64Array.from([1, 1]))).toThrow(RangeError);
  });
});

describe('the fit', () => {
  const parameters = [...MACHINE_PARAMETERS, ...PRESET_PARAMETERS].filter((p) =>
    ['ampere.matmul', 'nemo.traffic', 'hopper.matmul'].includes(p.id),
  );
  // The fit starts from priors alone; everything that is not freed keeps its committed value.
  const rest = (p: (typeof parameters)[number]) => {
    const prior = values[p.id as keyof typeof values];
    return { ...p, prior, low: prior / 2, high: 2 * prior };
  };
  const all = [...MACHINE_PARAMETERS, ...PRESET_PARAMETERS].map((p) =>
    parameters.some((q) => q.id === p.id) ? p : { ...rest(p), spread: 1e-4 },
  );
  const truth = { ...values, 'ampere.matmul': 0.6, 'nemo.traffic': 1.4 };
  const cases = madeUp(truth);
  const open = fitParameters(all, cases);
  const held = heldWhereOpen(all, cases, open);
  const fit = fitParameters(held, cases);
  const table = fittedTable(all, held, cases, fit);

  it('finds the values behind made-up runs, and leaves alone what they say nothing of', () => {
    expect(fit.values['ampere.matmul']).toBeCloseTo(0.6, 1);
    expect(Math.max(...fit.errors.map(Math.abs))).toBeLessThan(0.03);
    expect(fit.values['hopper.matmul']).toBeCloseTo(0.69, 6);
    expect(table.get('ampere.matmul')).toMatchObject({ identified: true, runs: 12, families: 2 });
    expect(table.get('hopper.matmul')).toMatchObject({ identified: false, runs: 0, value: 0.69 });
  });
  it('predicts a family it was refitted without', () => {
    const left = leftOutErrors(held, cases, fit);
    expect(Math.max(...left.map(Math.abs))).toBeLessThan(0.06);
  });
  it('writes the same text twice', () => {
    const again = fittedTable(all, held, cases, fitParameters(held, cases));
    const ids = parameters.map((p) => p.id);
    expect(fittedFile('X', ids, again)).toBe(fittedFile('X', ids, table));
  });
  it('tells which runs a value reaches', () => {
    expect(cases.every(reachedBy('ampere.matmul', values))).toBe(true);
    expect(cases.some(reachedBy('hopper.matmul', values))).toBe(false);
    expect(cases.some(reachedBy('moe.permute-alltoall', values))).toBe(false);
  });
});

describe('the parameters', () => {
  it('start within their bounds, have a source and a meaning, and are the committed ones', () => {
    for (const p of [...MACHINE_PARAMETERS, ...PRESET_PARAMETERS]) {
      expect(p.low).toBeLessThan(p.prior);
      expect(p.high).toBeGreaterThan(p.prior);
      expect(p.meaning.length).toBeGreaterThan(10);
      expect(p.source).not.toBe('');
      const value = values[p.id as keyof typeof values];
      expect(value, p.id).toBeGreaterThanOrEqual(p.low * (1 - ROUNDING));
      expect(value, p.id).toBeLessThanOrEqual(p.high * (1 + ROUNDING));
    }
  });
  it('leave twins out together', () => {
    expect(groupOfFamily('llm-foundry-mpt/h100')).toBe(groupOfFamily('llm-foundry-mpt/a100-40gb'));
    expect(groupOfFamily('nemo/h100')).toBe(groupOfFamily('megatron-lm/h100'));
    expect(groupOfFamily('dgxc/h100')).not.toBe(groupOfFamily('dgxc/gb200'));
  });
});
