import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { type KernelRow, kernelPrediction, validateRows } from '../../engine/src/trust/index.ts';

const rows = JSON.parse(readFileSync('tests/validation/fixtures/kernel-rows.json', 'utf8')) as KernelRow[];
const catalogue = readCatalogue();
const unfitted = { ...catalogue, kernels: [], transfers: [] };

describe('kernel rows', () => {
  it.each(rows.map((row) => [row.id, row] as const))('%s is predicted within a factor of six', (_, row) => {
    for (const facts of [catalogue, unfitted]) {
      const result = kernelPrediction(row, facts);
      if ('refused' in result) throw new Error(result.refused);
      expect(result.predicted / result.measured).toBeGreaterThan(1 / 6);
      expect(result.predicted / result.measured).toBeLessThan(6);
      if (facts === unfitted) expect(result.grade).toBe('datasheet');
    }
  });

  it('leaves out collectives of more than two L40S by a named rule', () => {
    const row = (gpus: number): KernelRow => ({
      id: `l40s-${gpus}`,
      kind: 'collective',
      op: 'all_reduce',
      hardware: { accelerator: 'NVIDIA L40S', gpus },
      config: { message_bytes: 2 ** 24 },
      measured: { time_us: 900 },
    });
    const [two, four] = validateRows([row(2), row(4)], catalogue).rows;
    expect(two).toMatchObject({ quantity: 'time_us' });
    expect(four).toMatchObject({ refused: expect.stringContaining('l40s-without-peer-access'), excluded: true });
  });

  it('a larger product takes longer, a faster chip less long', () => {
    const gemm = (accelerator: string, n: number): number => {
      const row: KernelRow = {
        id: 'x',
        kind: 'gemm',
        op: 'gemm',
        hardware: { accelerator },
        config: { m: 4096, n, k: 4096, dtype: 'bf16' },
        measured: { time_us: 1 },
      };
      const result = kernelPrediction(row, catalogue);
      if ('refused' in result) throw new Error(result.refused);
      return result.predicted;
    };
    expect(gemm('NVIDIA A100', 8192)).toBeGreaterThan(gemm('NVIDIA A100', 4096));
    expect(gemm('NVIDIA H100', 8192)).toBeLessThan(gemm('NVIDIA A100', 8192));
  });

  it('refuses kinds and chips that it does not know, with the reason', () => {
    const row: KernelRow = {
      id: 'x',
      kind: 'sort',
      hardware: { accelerator: 'NVIDIA H100' },
      config: {},
      measured: { time_us: 1 },
    };
    expect(kernelPrediction(row, catalogue)).toEqual({ refused: 'kernels of kind "sort" are not priced' });
    expect(kernelPrediction({ ...row, kind: 'gemm', hardware: { accelerator: 'Acme Q9' } }, catalogue)).toMatchObject({
      refused: expect.stringContaining('Acme Q9'),
    });
  });
});
