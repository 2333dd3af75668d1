import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../../../catalogue/src/index.ts';
import { mergeCatalogue } from '../../../facts/index.ts';
import { validateRows } from '../../validate.ts';
import { calibrateRows } from './calibrate-rows.ts';
import { readUserRows } from './read-rows.ts';
import { stepFactorId } from './step-factor.ts';

const catalogue = readCatalogue();
const options = { file: 'mine.json', date: '2026-11-24' };

const row = (id: number, globalBatch: number, measured: Record<string, unknown>, accelerator = 'NVIDIA H100 SXM') => ({
  id: `own-${id}`,
  family: 'ours',
  model: { name: 'Llama 3.1 8B' },
  hardware: { accelerator, gpus: 16, gpus_per_node: 8 },
  run: { tp: 2, pp: 1, dp: 8, micro_batch: 1, global_batch: globalBatch, seq_len: 4096, framework: 'Megatron-LM' },
  measured,
});
const predictedBy = (list: readonly unknown[], by = catalogue) =>
  validateRows(list, by).rows as unknown as { predicted: number; low: number; high: number; assumed: string[] }[];
const BATCHES = [64, 128, 192, 256, 320, 512];
/** Runs that take `factors` times as long as predicted. */
const slower = (factors: readonly number[]) => {
  const asked = BATCHES.map((batch, i) => row(i, batch, { step_time_s: 1 }));
  return predictedBy(asked).map(({ predicted }, i) => row(i, BATCHES[i]!, { step_time_s: factors[i]! * predicted }));
};
const EVEN = [1.13, 1.16, 1.15, 1.14, 1.17, 1.15];
const ODD = [0.7, 1.9, 1.1, 1.5, 0.8, 1.4];
const users = (list: readonly unknown[]) => list.map((one, i) => ({ place: String(i + 1), row: one }));
const factorOf = (list: readonly unknown[], by = catalogue) => calibrateRows(users(list), by, options).steps[0]!;
/** The catalogue with the factor as an overlay brings it. */
const withFactor = (list: readonly unknown[]) => {
  const { chip, preset, factor, next } = factorOf(list);
  const fact = {
    value: factor,
    unit: '1',
    ...next,
    date: '2026-11-24',
    source: 'overlay:mine.yaml',
    grade: 'measured',
  };
  return mergeCatalogue(catalogue, { constants: [{ id: stepFactorId(chip, preset), name: 'own', fact } as never] });
};
const widthOf = ({ low, high }: { low: number; high: number }) => Math.log(high / low);

describe('a factor of the step time', () => {
  it('is used where rows are scored, too, and said', () => {
    const list = slower(EVEN);
    const after = predictedBy(list, withFactor(list));
    after.forEach((one, i) => {
      expect(Math.abs(one.predicted / Number(list[i]!.measured.step_time_s) - 1)).toBeLessThan(0.03);
      expect(one.assumed).toContain('local=1.15');
    });
  });

  it('has the range of one more run: narrower than of others where runs agree, wider where they scatter', () => {
    const plain = widthOf(predictedBy(slower(EVEN))[0]!);
    expect(widthOf(predictedBy(slower(EVEN), withFactor(slower(EVEN)))[0]!)).toBeLessThan(plain);
    expect(widthOf(predictedBy(slower(ODD), withFactor(slower(ODD)))[0]!)).toBeGreaterThan(1.5 * plain);
  });

  it('lies inside its range, and single runs too', () => {
    const { factor, next } = factorOf(slower(ODD));
    expect(next.low).toBeLessThan(0.7);
    expect(next.high).toBeGreaterThan(1.9);
    expect([factor > next.low, factor < next.high]).toEqual([true, true]);
  });

  it('is the same from a table', () => {
    const lines = slower(EVEN).map(
      ({ run, measured }) =>
        `NVIDIA H100 SXM,Llama 3.1 8B,16,${run.global_batch},4096,Megatron-LM,2,1,8,1,${measured.step_time_s}`,
    );
    const head = 'chip,model,gpus,global_batch,seq_len,framework,tp,pp,dp,micro_batch,step_time_s';
    const { steps } = calibrateRows(readUserRows([head, ...lines].join('\n')), catalogue, options);
    expect(steps).toEqual([factorOf(slower(EVEN))]);
  });

  it('is the whole factor when it is fitted again upon itself', () => {
    const list = slower(EVEN);
    expect(factorOf(list, withFactor(list)).factor).toBe(factorOf(list).factor);
  });

  it('names value and rule of every run that it cannot use', () => {
    const broken = [
      row(6, 64, { step_time_s: 4200 }),
      row(7, 64, { step_time_s: -3 }),
      row(8, 64, { step_time_ms: 4200 }),
      row(9, 64, { step_time_s: 4.2 }, 'H1000'),
      row(10, 64, { step_time_s: 4.2 }, 'h100-sxn'),
    ];
    const { unused } = calibrateRows(users([...slower(EVEN), ...broken]), catalogue, options);
    expect(unused.map(({ places: [place], reason: { code, values } }) => [place, code, values.value])).toEqual([
      ['7', 'step', 'step_time_s 4200'],
      ['8', 'no-time', 'step_time_s -3'],
      ['9', 'no-time', 'step_time_ms 4200'],
      ['10', 'chip', 'H1000'],
      ['11', 'chip', 'h100-sxn'],
    ]);
    expect(unused[3]!.reason.nearest[0]).toContain('h100');
  });
});
