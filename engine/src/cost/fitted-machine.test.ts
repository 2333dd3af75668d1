import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../catalogue/src/index.ts';
import { buildFittedMachine, collective, lineSeconds } from './index.ts';

const catalogue = readCatalogue();
const machineOf = (id: string, count: number) =>
  buildFittedMachine(catalogue, { chip: catalogue.chips.find((chip) => chip.id === id)!, count });

/** nccl-tests in place on a server of A100s, us: VIA-Research/vTrain trace/a100/AR_GPU*_LUT, which no fit has seen. */
const PUBLISHED = [
  { ranks: 2, mebibytes: 4, microseconds: 60.3 },
  { ranks: 2, mebibytes: 64, microseconds: 404 },
  { ranks: 4, mebibytes: 16, microseconds: 177.8 },
  { ranks: 8, mebibytes: 4, microseconds: 94 },
  { ranks: 8, mebibytes: 16, microseconds: 231 },
  { ranks: 8, mebibytes: 64, microseconds: 579.6 },
] as const;

describe('the machine of a training step', () => {
  it.each(PUBLISHED)('reduces $mebibytes MiB over $ranks A100s as nccl-tests do, within 20 %', (row) => {
    const bytes = row.mebibytes * 2 ** 20;
    const { alpha, beta } = collective(machineOf('a100-80-sxm', 8), 'all-reduce', row.ranks, 1, bytes);
    const ratio = (1e6 * lineSeconds(alpha, beta, bytes)) / row.microseconds;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.2);
  });

  it('borrows no law of collectives from other chips', () => {
    expect(machineOf('a100-80-sxm', 8).collectives).toBeDefined();
    expect(machineOf('h20', 8).collectives).toBeUndefined();
  });
});
