import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { makeGpt } from '../../engine/src/model/index.ts';
import { presetById, type TrainingProblem } from '../../engine/src/training/index.ts';
import { keptBytes } from '../../engine/src/training/layer-memory.ts';
import { holds, near } from './holds.ts';

/** Sizes of a GPT layer that tensor parallelism divides, and what the paper calls them. */
const sizes = fc
  .record({
    t: fc.constantFrom(1, 2, 4, 8),
    headsPerRank: fc.integer({ min: 1, max: 24 }),
    headDim: fc.integer({ min: 8, max: 256 }),
    s: fc.integer({ min: 1, max: 65_536 }),
    b: fc.integer({ min: 1, max: 64 }),
  })
  .map(({ t, headsPerRank, headDim, s, b }) => ({ t, a: t * headsPerRank, h: t * headsPerRank * headDim, s, b }));

interface Sizes {
  readonly t: number;
  readonly a: number;
  readonly h: number;
  readonly s: number;
  readonly b: number;
}

/** What the engine keeps of one layer, bytes on one rank. */
function kept({ a, h, s, b, t }: Sizes, tpComm: 'ar' | 'rs-ag') {
  const architecture = makeGpt({ layers: 1, hidden: h, heads: a, vocab: 1000, dropout: true });
  const problem = {
    architecture,
    sequence: s,
    precision: { compute: 'fp16', gradients: 'fp32' },
  } as unknown as TrainingProblem;
  const knobs = { tp: t, cp: 1, ep: 1, etp: 1, microBatch: b, tpComm, fusedActivation: false, gatherAgain: true };
  return keptBytes(problem, presetById('megatron-lm')!, architecture.blocks[0]!, knobs);
}

const same = (a: number, b: number) => expect(near(a, b, 1e-12), `${a} is not ${b}`).toBe(true);

describe('activations of a layer, Korthikanti et al. 2022 (arXiv:2205.05198), sections 4 and 5', () => {
  holds('equation 1: one rank keeps sbh(34 + 5as/h)', sizes, (z) => {
    const one = { ...z, t: 1 };
    const { a, h, s, b } = one;
    same(kept(one, 'ar').all, s * b * h * (34 + (5 * a * s) / h));
    same(kept(one, 'rs-ag').all, s * b * h * (34 + (5 * a * s) / h));
  });

  holds('equation 2: tensor parallelism leaves sbh(10 + 24/t + 5as/(ht))', sizes, (z) => {
    const { a, h, s, b, t } = z;
    same(kept(z, 'ar').all, s * b * h * (10 + 24 / t + (5 * a * s) / (h * t)));
  });

  holds('equation 4: with sequence parallelism sbh/t (34 + 5as/h)', sizes, (z) => {
    const { a, h, s, b, t } = z;
    same(kept(z, 'rs-ag').all, ((s * b * h) / t) * (34 + (5 * a * s) / h));
  });

  holds('section 5: selective recompute gives the scores back, sbh 34/t', sizes, (z) => {
    const { h, s, b, t } = z;
    same(kept(z, 'rs-ag').selective, (34 * s * b * h) / t);
    same(kept(z, 'ar').selective, s * b * h * (10 + 24 / t));
  });

  holds('full recompute keeps the input, 2sbh', sizes, (z) => {
    const { h, s, b, t } = z;
    same(kept(z, 'ar').input, 2 * s * b * h);
    same(kept(z, 'rs-ag').input, (2 * s * b * h) / t);
  });
});
