import { describe, expect, it } from 'vitest';
import type { PredictedRow } from '../score.ts';
import { leftOutWatts, servingLeftOutRows } from './left-out.ts';

const row = (quantity: string): PredictedRow => ({
  id: 'a',
  family: 'ml-energy/gpqa/H100',
  accelerator: 'H100',
  quantity,
  measured: 100,
  predicted: 120,
  low: 90,
  high: 140,
  low80: 100,
  high80: 130,
  grade: 'silicon',
  assumed: [],
});
const family = 'ml-energy/gpqa/H100';

describe('rows as they would be without their group', () => {
  it('take an error against the measurement, whatever was predicted, and carry their interval along', () => {
    const [left] = servingLeftOutRows(
      [row('tpot_ms')],
      [{ id: 'a', family, quantity: 'tpot_ms', error: Math.log(0.9) }],
    );
    expect(left!.predicted).toBeCloseTo(90);
    expect(left!.high / left!.predicted).toBeCloseTo(140 / 120);
  });

  it('move watts and joules by what the law of power moves without the network, and nothing else', () => {
    const rows = [row('power_w'), row('energy_per_token_j'), row('output_tokens_per_s')];
    const left = servingLeftOutRows(rows, leftOutWatts([{ id: 'a', family, error: 7, shift: Math.log(1.1) }]));
    expect(left.map(({ quantity }) => quantity)).toEqual(['power_w', 'energy_per_token_j']);
    for (const { predicted } of left) expect(predicted).toBeCloseTo(132);
  });
});
