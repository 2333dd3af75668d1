import { describe, expect, it, vi } from 'vitest';
import { layerWork } from '../../engine/src/training/layer-work.ts';
import { apartBy } from './calculon/compare.ts';
import { ourProducts } from './calculon/flops.ts';
import { mapCase } from './calculon/mapped.ts';
import { FIXTURE, readReference } from './calculon/reference.ts';

/** The engine prices seconds; here its products cost their FLOP, so that `layerWork` itself is held to what the comparison takes as ours. */
let attention = 0;
vi.mock('../../engine/src/cost/index.ts', async (original) => {
  const real = await original<typeof import('../../engine/src/cost/index.ts')>();
  return {
    ...real,
    productSeconds: (_machine: unknown, _compute: unknown, m: number, n: number, k: number) => 2 * m * n * k,
    attentionFlops: (...sizes: Parameters<typeof real.attentionFlops>) => {
      attention = real.attentionFlops(...sizes);
      return attention;
    },
  };
});

describe('products that the engine prices', () => {
  const fixture = readReference(FIXTURE)!;

  it.each(fixture.cases.map((c) => [c.id, c] as const))(
    '%s: are those that are compared with Calculon',
    (_, recorded) => {
      const m = mapCase(fixture, recorded);
      const { rates } = m.problem.machine;
      const slow = {
        ...m.problem,
        machine: { ...m.problem.machine, rates: { ...rates, matmul: { fp16: 1, fp8: 1 } } },
      };
      const work = layerWork(slow, m.preset, m.block, m.strategy);
      const core = attention;
      const compared = ourProducts(m);
      expect(Math.abs(apartBy(work.matmul + core, compared.forward))).toBeLessThan(1e-9);
      expect(Math.abs(apartBy(work.weightGradient, compared.weightGradient))).toBeLessThan(1e-9);
      // The core goes back twice, once for each of its operands.
      expect(work.attentionBackward / work.attention).toBeCloseTo(2, 6);
      expect(Math.abs(apartBy(work.inputGradient + 2 * core, compared.inputGradient))).toBeLessThan(1e-9);
    },
  );
});
