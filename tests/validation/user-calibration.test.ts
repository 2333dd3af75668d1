import { describe, expect, it } from 'vitest';
import { publishedTables, type Row, tablesAreHere } from '../../calibration/read-tables.ts';
import { mergeCatalogue, readCatalogue, withKernels } from '../../catalogue/src/index.ts';
import type { Catalogue } from '../../engine/src/facts/index.ts';
import { calibrateRows, fractionOf, type KernelRow, kernelPrediction } from '../../engine/src/trust/index.ts';

const present = tablesAreHere();
if (!present) console.log('skipped: ../shared/measured is not here; no user of an H100 is played');

const SHAPES = 16;
const OTHERS = 500;
/** One die under three names: none of them may help where the H100 is taken for a chip that nobody measured. */
const HOPPER = /^(h100|h200|h800|h20|gh200)/;

/** bf16 products of vLLM's table of the H100; read once. */
const measured: readonly Row[] = present ? tableOf('h100-sxm') : [];

function tableOf(chip: string): readonly Row[] {
  for (const table of publishedTables(['gemm'])) {
    if (table.chip === chip && /vllm/i.test(table.library))
      return table.rows
        .filter((row) => row.gemm_dtype === 'bfloat16')
        .map((row) => ({ ...row, library: table.library }));
  }
  throw new Error(`no table of ${chip}`);
}

/** Sixteen and five hundred more in an order that a seed decides. */
function productsOf(seed: string): KernelRow[] {
  return measured
    .map((row, i) => ({ row, at: fractionOf(`${seed}${i}/${row.m}x${row.n}x${row.k}`) }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, SHAPES + OTHERS)
    .map(({ row }, i) => ({
      id: `row-${i}`,
      kind: 'gemm',
      op: 'gemm',
      hardware: { accelerator: 'h100-sxm' },
      config: { m: Number(row.m), n: Number(row.n), k: Number(row.k), dtype: 'bf16', software: row.library },
      measured: { time_us: 1000 * Number(row.latency) },
    }));
}

/** Mean error on the others before and after sixteen shapes. */
function played(catalogue: Catalogue, products: readonly KernelRow[]): { before: number; after: number; told: number } {
  const mine = products.slice(0, SHAPES).map((row, i) => ({ place: String(i + 1), row }));
  const { kernels } = calibrateRows(mine, catalogue, { file: 'mine.csv', date: '2026-11-24' });
  const merged = mergeCatalogue(catalogue, { kernels: kernels.map(({ fit }) => fit) });
  const error = (facts: Catalogue): number => {
    const errors = products.slice(SHAPES).map((row) => {
      const result = kernelPrediction(row, facts);
      if ('refused' in result) throw new Error(result.refused);
      return Math.abs(result.predicted / result.measured - 1);
    });
    return errors.reduce((sum, e) => sum + e, 0) / errors.length;
  };
  return { before: error(catalogue), after: error(merged), told: kernels[0]!.after.error.mean };
}

describe.skipIf(!present)('sixteen shapes of a real H100', () => {
  const base = present ? withKernels(readCatalogue()) : undefined;
  it.each(['a', 'b', 'c'])('predict 500 others within eight per cent (draw %s)', (seed) => {
    const { after, before } = played(base!, productsOf(seed));
    expect(after).toBeLessThan(0.08);
    // The catalogue has this chip already: few rows may not spoil it.
    expect(after).toBeLessThan(before + 0.01);
  });

  it.each(['a', 'b', 'c'])('bring a chip that nobody measured from its relatives towards its own (draw %s)', (seed) => {
    const unseen = { ...base!, kernels: base!.kernels.filter(({ chip }) => !HOPPER.test(chip)) };
    const { after, before, told } = played(unseen, productsOf(seed));
    expect(after).toBeLessThan(0.11);
    expect(after).toBeLessThan(before);
    // What the report tells is about what the others have.
    expect(Math.abs(told - after)).toBeLessThan(0.05);
  });
});
