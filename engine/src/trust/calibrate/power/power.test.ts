import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { POWER_PARAMETERS, type PowerParameters, powerFamilyOf, steadyWatts } from '../../../serving/power/index.ts';
import {
  fitPower,
  leftOut,
  networkOf,
  type PowerRow,
  powerCases,
  powerError,
  powerScore,
  powerWidths,
} from './index.ts';

const catalogue = readCatalogue();
const CORPUS = join('..', 'shared', 'validation', 'serving-power.json.gz');
const corpus = existsSync(CORPUS)
  ? (JSON.parse(gunzipSync(readFileSync(CORPUS)).toString('utf8')) as PowerRow[])
  : undefined;

/** Made-up rows of three models at six batches; watts are of `truth`. */
function madeUp(truth: PowerParameters): PowerRow[] {
  const rows = ['Qwen/Qwen3-8B', 'Qwen/Qwen3-30B-A3B', 'Qwen/Qwen3-235B-A22B-FP8'].flatMap((model, m) =>
    [4, 16, 64, 128, 256, 512].map(
      (batch): PowerRow => ({
        gpu_model: 'H100',
        num_gpus: 4,
        max_num_seqs: batch,
        avg_batch_size: batch,
        avg_output_len: 500 + 1500 * (batch % 3),
        avg_power_watts: 1,
        energy_per_token_joules: 1,
        output_throughput_tokens_per_sec: (batch * 1000) / (6 + 12 * m + batch / 8),
        median_itl_ms: 10,
        p90_itl_ms: 12,
        p99_itl_ms: 14,
        model,
        task: 'gpqa',
        precision: m === 2 ? 'fp8' : 'bfloat16',
        tp: 4,
        ep: 1,
        dp: 1,
      }),
    ),
  );
  return powerCases(rows, catalogue).cases.map(({ row, shape, load }) => ({
    ...row,
    avg_power_watts: row.num_gpus * steadyWatts(shape, load, truth),
  }));
}

const start = Object.fromEntries(POWER_PARAMETERS.map((p) => [p.name, p.start])) as unknown as PowerParameters;

describe('the fit of power', () => {
  it('finds watts made by known parameters again', () => {
    const truth = { ...start, floor: 0.15, weights: 0.5, experts: 0.9, products: 1.6, padding: 0.4 };
    const { cases } = powerCases(madeUp(truth), catalogue);
    expect(powerScore(cases.map((one) => powerError(start, one))).mape).toBeGreaterThan(0.05);
    const fit = fitPower(cases);
    expect(powerScore(cases.map((one) => powerError(fit, one))).mape).toBeLessThan(0.02);
    // Nothing polls or is widened here: both stay where they start.
    expect([fit.polling, fit.unpacking]).toEqual([start.polling, start.unpacking]);
  });

  it('never shows a left-out group its own rows', () => {
    const rows = madeUp(start).map((row) => (row.model.includes('8B') ? { ...row, avg_power_watts: 2800 } : row));
    const { cases } = powerCases(rows, catalogue);
    const errors = leftOut(cases, ({ row }) => row.model);
    const odd = errors.filter((_, i) => cases[i]!.row.model.includes('8B'));
    expect(Math.max(...odd)).toBeLessThan(-0.05);
  });

  it('takes from the other chip what the rest of its own cannot say', () => {
    const truth = { ...start, padding: 2 };
    const hopper = madeUp(truth);
    const rows = [...hopper, ...hopper.map((row) => ({ ...row, gpu_model: 'B200' }))].filter(
      ({ model, gpu_model }) => gpu_model === 'H100' || !model.includes('235B'),
    );
    const coder = hopper
      .filter(({ model }) => model.includes('235B'))
      .map((row) => ({ ...row, gpu_model: 'B200', model: 'Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8' }));
    const made = powerCases([...rows, ...coder], catalogue).cases.map((one) => ({
      ...one,
      watts: steadyWatts(one.shape, one.load, truth, one.work),
    }));
    const errors = leftOut(made, ({ network }) => network);
    const left = errors.filter((_, i) => made[i]!.row.model.includes('235B'));
    expect(powerScore(left).mape).toBeLessThan(0.03);
  });

  it('reads tuned names and text towers, and refuses what it does not know', () => {
    expect(networkOf(catalogue, 'Qwen/Qwen3-VL-235B-A22B-Instruct')?.hidden).toBe(4096);
    expect(networkOf(catalogue, 'Qwen/Qwen3-30B-A3B-Thinking-2507')?.id).toBe('qwen3-30b-a3b');
    expect(networkOf(catalogue, 'nobody/never-heard-of')).toBeUndefined();
    const row = madeUp(start)[0]!;
    expect(powerCases([{ ...row, model: 'nobody/x' }], catalogue).refused).toEqual(['H100 nobody/x']);
  });

  it('widens by what was missed', () => {
    const errors = Array.from({ length: 101 }, (_, i) => (i - 50) / 100);
    const { p80, p90 } = powerWidths(errors);
    expect([p80.low, p80.high, p90.low, p90.high]).toEqual([0.4, 0.4, 0.45, 0.45]);
  });

  it.skipIf(!corpus)('gives the committed parameters of B200 again, digit by digit', () => {
    const own = powerCases(corpus!, catalogue).cases.filter(({ family }) => family === 'blackwell');
    const shipped = powerFamilyOf(catalogue.chips.find(({ id }) => id === 'b200-sxm')!).parameters;
    const fit = fitPower(own);
    expect({ ...fit, unpacking: 0 }).toEqual({ ...shipped, unpacking: 0 });
    expect(powerScore(own.map((one) => powerError(fit, one))).mape).toBeLessThan(0.1);
  });
});
