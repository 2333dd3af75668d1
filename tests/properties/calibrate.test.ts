import { describe, expect, it } from 'vitest';
import { mergeCatalogue, readCatalogue, readOverlay } from '../../catalogue/src/index.ts';
import { decode, gemm, type Limits, limitsOf, ncclCollective, type Values } from '../../engine/src/cost/index.ts';
import type { Catalogue, Chip } from '../../engine/src/facts/index.ts';
import {
  calibrateRows,
  type KernelRow,
  kernelCall,
  kernelPrediction,
  overlayText,
} from '../../engine/src/trust/index.ts';
import { type Chance, chanceFrom } from '../fuzz/chance.ts';

const BASE = readCatalogue();
const ENOUGH = 0.08; // mean error on calls that the fit never saw
const OTHERS = 200;

/** A chip that nobody has: an H100 with other rates, of a maker with no relatives, or of one with many. */
function madeUp(vendor: string, architecture: string, { below }: Chance): Catalogue {
  const model = BASE.chips.find(({ id }) => id === 'h100-sxm')!;
  const scaled = <T extends { value: number }>(fact: T) => ({ ...fact, value: fact.value * (0.6 + below(100) / 100) });
  const chip: Chip = {
    ...model,
    id: 'acme-x1',
    name: 'Acme X1',
    aliases: [],
    vendor,
    architecture,
    peak: { ...model.peak, bf16: scaled(model.peak.bf16!) },
    memory: { ...model.memory, bandwidth: scaled(model.memory.bandwidth) },
  };
  return mergeCatalogue(BASE, { chips: [chip] });
}

/** Parameters of the made-up silicon: each within two fifths of the formula's own start. */
const truthOf = (
  parameters: readonly { name: string; start: number; low: number; high: number }[],
  { below }: Chance,
) =>
  Object.fromEntries(
    parameters.map((p) => [p.name, Math.min(p.high, Math.max(p.low, p.start * Math.exp((below(200) - 100) / 250)))]),
  ) as Values;

const power = ({ below }: Chance, from: number, to: number): number => 2 ** (from + below(to - from + 1));

const KINDS: Readonly<Record<string, (chance: Chance) => Pick<KernelRow, 'op' | 'config'> & { gpus?: number }>> = {
  gemm: (chance) => ({
    op: 'gemm',
    config: {
      m: power(chance, 0, 14),
      n: 512 * (1 + chance.below(32)),
      k: 512 * (1 + chance.below(32)),
      dtype: 'bf16',
    },
  }),
  attention: (chance) => ({
    op: 'decode attention',
    config: {
      ...{ batch: power(chance, 0, 8), seq_len: power(chance, 7, 15), heads: power(chance, 3, 6), kv_heads: 8 },
      ...{ head_dim: 128, kv_dtype: 'bf16' },
    },
  }),
  collective: (chance) => ({
    op: chance.pick(['all_reduce', 'all_gather', 'alltoall']),
    gpus: chance.pick([2, 4, 8]),
    config: { message_bytes: power(chance, 12, 30), dtype: 'half' },
  }),
};
const FORMS = { gemm, attention: decode, collective: ncclCollective } as const;

/** Different calls timed by the formula with `truth`, each off by up to 3 %. */
function timed(kind: string, count: number, truth: Values, limits: Limits, chance: Chance): KernelRow[] {
  const drawn = new Map<string, ReturnType<(typeof KINDS)[string]>>();
  for (let tries = 0; drawn.size < count && tries < 50 * count; tries++) {
    const call = KINDS[kind]!(chance);
    drawn.set(JSON.stringify(call), call);
  }
  return [...drawn.values()].map(({ gpus, ...rest }, i) => {
    const row = {
      id: `row-${i}`,
      kind,
      ...rest,
      hardware: { accelerator: 'acme-x1', ...(gpus ? { gpus } : {}) },
      measured: { time_us: 1 },
    };
    const call = kernelCall(row, { domain: 8, network: 0 });
    if ('refused' in call) throw new Error(call.refused);
    const noise = 1 + (chance.below(600) - 300) / 1e4;
    return { ...row, measured: { time_us: call.form.microseconds(call.shape, truth, limits) * noise } };
  });
}

function meanError(rows: readonly KernelRow[], catalogue: Catalogue): { mean: number; grades: Set<string> } {
  const grades = new Set<string>();
  const errors = rows.map((row) => {
    const result = kernelPrediction(row, catalogue);
    if ('refused' in result) throw new Error(result.refused);
    grades.add(result.grade);
    return Math.abs(result.predicted / result.measured - 1);
  });
  return { mean: errors.reduce((sum, e) => sum + e, 0) / errors.length, grades };
}

const CASES = ['gemm', 'attention', 'collective'].flatMap((kind) =>
  [8, 16].flatMap((shapes) =>
    [
      ['Acme', 'acme'],
      ['NVIDIA', 'hopper'],
    ].map(([vendor, architecture]) => [kind, shapes, vendor!, architecture!] as const),
  ),
);

describe('a few measured shapes are enough', () => {
  it.each(CASES)('%s: %i shapes on a chip of %s (%s)', (kind, shapes, vendor, architecture) => {
    for (const seed of [1, 2, 3]) {
      const chance = chanceFrom(seed * 7919);
      const catalogue = madeUp(vendor, architecture, chance);
      const chip = catalogue.chips.find(({ id }) => id === 'acme-x1')!;
      const limits = limitsOf(chip, 'bf16');
      const truth = truthOf(FORMS[kind as keyof typeof FORMS].parameters, chance);
      const rows = timed(kind, shapes, truth, limits, chance);
      const calibration = calibrateRows(
        rows.map((row, i) => ({ place: String(i + 1), row })),
        catalogue,
        { file: 'mine.json', date: '2026-11-24' },
      );
      const text = overlayText(calibration);
      const after = mergeCatalogue(catalogue, readOverlay(text, 'fits.yaml', catalogue));
      const others = timed(kind, OTHERS, truth, limits, chance);
      const { mean, grades } = meanError(others, after);
      expect(calibration.kernels.map((k) => [k.shapes, k.before.grade === 'silicon'])).toEqual([[shapes, false]]);
      // The error told is the one to be met: on shapes left out, not on those fitted.
      expect(calibration.kernels[0]!.after.error.mean).toBeLessThan(ENOUGH);
      expect(meanError(others, catalogue).mean, `seed ${seed}`).toBeGreaterThan(mean);
      expect([...grades]).toEqual(['silicon']);
      expect(mean, `seed ${seed}`).toBeLessThan(ENOUGH);
    }
  });

  it('gives the same overlay for the same rows in any order of their places', () => {
    const chance = chanceFrom(5);
    const catalogue = madeUp('Acme', 'acme', chance);
    const limits = limitsOf(catalogue.chips.find(({ id }) => id === 'acme-x1')!, 'bf16');
    const truth = Object.fromEntries(gemm.parameters.map((p) => [p.name, p.start]));
    const rows = timed('gemm', 12, truth, limits, chance).map((row, i) => ({ place: String(i), row }));
    const text = () => overlayText(calibrateRows(rows, catalogue, { file: 'a/b/mine.csv', date: '2026-11-24' }));
    expect(text()).toBe(text());
    expect(text()).toContain('"file":"mine.csv"');
  });
});
