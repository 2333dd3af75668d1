import { readOverlay } from '@ridgepoint/catalogue';
import { describe, expect, it } from 'vitest';
import { faceOf } from '../face.ts';
import { machineChip } from './machine-chip.ts';

const spread = { least: 20e9, median: 25e9, p90: 26e9 };
const probe = {
  threads: 2,
  peak: { best: 88.4e9, large: 80.5e9, median: 61e9 },
  levels: [{ bytes: 96 * 2 ** 20, rate: spread }],
  launch: { least: 1e-6, median: 1e-6, p90: 1e-6 },
  load: [0.1, 2.25],
  prices: new Map(),
  off: [0.9, 1.1],
} as const;

describe('a machine that was probed', () => {
  it.each(['en', 'zh-CN'])('is a chip of an overlay (%s)', (lang) => {
    const face = faceOf(['--lang', lang], {}, false);
    const machine = { processor: 'A "quoted": #processor', bytes: 25_164_009_472, day: '2026-11-29' };
    const [chip] = readOverlay(machineChip(probe, machine, face), 'mine.yaml').chips!;
    expect(chip).toMatchObject({ id: 'this-machine', vendor: machine.processor, kind: 'cpu' });
    expect(chip!.peak.fp32).toMatchObject({ value: 80.5, low: 61, high: 88.4, unit: 'GFLOP/s', grade: 'measured' });
    expect(chip!.memory.bandwidth).toMatchObject({ value: 25, low: 20, high: 26, unit: 'GB/s' });
    expect(chip!.note).toMatch(/2 .*0\.1–2\.(2|3)/);
  });
});
