import { describe, expect } from 'vitest';
import { fastestSeconds, lineSeconds } from '../../engine/src/cost/index.ts';
import { makeGpt } from '../../engine/src/model/index.ts';
import { createPricer, type Preset, presetById, type Strategy } from '../../engine/src/training/index.ts';
import { cases } from './cases.ts';
import { atMost, holdsOn, near } from './holds.ts';

const holds = holdsOn(100);

/** The framework of a strategy with something changed. */
const under = (change: Partial<Preset>) => (id: string) => ({ ...presetById(id)!, ...change });

describe('a host that waits for each kernel', () => {
  holds('makes launches and kernels take turns', cases(), ({ problem, strategy }) => {
    const waiting = createPricer(problem, under({ blockingLaunch: true }));
    const ahead = createPricer(problem, under({ blockingLaunch: false }));
    const alone = createPricer(problem, under({ launchSeconds: 0 }));
    const launch = createPricer(problem, under({ launchSeconds: 1, blockingLaunch: true }));
    const { launchSeconds } = presetById(strategy.preset)!;
    waiting.layers(strategy).forEach(({ forward }, k) => {
      const kernels = launch.layers(strategy)[k]!.forward.launch;
      expect(near(forward.seconds, alone.layers(strategy)[k]!.forward.seconds + launchSeconds * kernels)).toBe(true);
      expect(atMost(ahead.layers(strategy)[k]!.forward.seconds, forward.seconds)).toBe(true);
    });
  });
});

describe('a scattered send', () => {
  holds('takes its share of the wire, and what puts it together again', cases(), ({ problem, strategy }) => {
    if (strategy.pp === 1) return;
    const plain: Strategy = { ...strategy, tpComm: 'ar' };
    const pricer = createPricer(problem, under({ ppScatter: true, ppGathers: 1.5, ppExposed: 2 }));
    const { pp, tpGather } = pricer.groups(plain);
    const bytes = (2 * plain.microBatch * problem.sequence * problem.architecture.hidden) / plain.cp;
    const gathers = plain.tp > 1 ? 1.5 * fastestSeconds(tpGather, bytes) : 0;
    expect(near(pricer.hop(plain), 2 * lineSeconds(pp.alpha, pp.beta, bytes / plain.tp) + gathers)).toBe(true);
  });
});

describe('heads without a fused kernel', () => {
  holds('cost more off the matrix cores than with more of them on', cases(), ({ problem, strategy }) => {
    const { rates } = problem.machine;
    const machine = {
      ...problem.machine,
      rates: { ...rates, matmul: { fp16: rates.matmul.bf16!, fp32: rates.matmul.bf16! / 8 } },
    };
    const attention = (headDim: number): number => {
      const architecture = makeGpt({ layers: 1, hidden: 8 * headDim, heads: 8, headDim, vocab: 1000, ffn: 512 });
      const sized = {
        ...problem,
        machine,
        architecture,
        precision: { ...problem.precision, compute: 'fp16' as const },
      };
      const s: Strategy = { ...strategy, tp: 1, pp: 1, cp: 1, ep: 1, etp: 1, order: undefined };
      return createPricer(sized, under({ flash: false })).layers(s)[0]!.forward.attention;
    };
    expect(attention(104)).toBeLessThan(attention(112));
    expect(attention(108)).toBeGreaterThan(attention(112));
  });
});
