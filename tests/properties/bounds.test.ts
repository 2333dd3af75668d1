import { describe } from 'vitest';
import { elements, flopsPerToken, tensorsOf } from '../../engine/src/model/index.ts';
import { createPricer, estimateTraining } from '../../engine/src/training/index.ts';
import { cases } from './cases.ts';
import { atMost, holds } from './holds.ts';

describe('a step takes at least as long as each of its resources', () => {
  holds('compute: model FLOP over the peak of all accelerators', cases(), ({ problem, strategy }) => {
    const { architecture, machine, sequence, globalBatch, precision } = problem;
    const flops = flopsPerToken(architecture, sequence, 'causal').total * sequence * globalBatch;
    return atMost(
      flops / (machine.count * machine.rates.peak[precision.compute]!),
      createPricer(problem).price(strategy).seconds,
    );
  });

  holds('memory: every weight of a stage is read once for forward', cases(), ({ problem, strategy }) => {
    // Weights of the layers over all ranks that share them out; a replica reads each of them at least once a step.
    const layers = tensorsOf(problem.architecture).filter((g) => g.group === 'block');
    const read = layers.reduce(
      (n, g) =>
        n + g.times * g.tensors.filter((t) => ['mixer', 'mlp'].includes(t.role)).reduce((m, t) => m + elements(t), 0),
      0,
    );
    const bytes = problem.precision.compute === 'fp8' ? 1 : 2;
    const perRank = (bytes * read) / (strategy.tp * strategy.pp);
    return atMost(perRank / problem.machine.rates.memoryPeak, createPricer(problem).price(strategy).seconds);
  });

  holds('links: gradients that nothing hides cross the fastest tier', cases(), ({ problem, strategy }) => {
    const s = { ...strategy, dpOverlap: false, zero: 0 as const, shardGroup: null };
    const ranks = s.dp * s.cp;
    if (ranks === 1) return true;
    const pricer = createPricer(problem);
    const { dense, heaviest } = pricer.pass(s);
    const gradient = problem.precision.gradients === 'fp32' ? 4 : 2;
    // Every rank must at least send its share of a reduce-scatter; an in-switch reduction sends all of it once.
    const rate = Math.max(...problem.machine.tiers.map((t) => t.bytesPerSecond)) * problem.machine.count;
    return atMost((((ranks - 1) / ranks) * gradient * dense[heaviest]!) / rate, pricer.price(s).seconds);
  });
});

describe('utilisation', () => {
  holds('lies in (0, 1], and hardware utilisation is no less', cases(), ({ problem, strategy }) => {
    const { mfu, hfu } = estimateTraining(problem, strategy);
    return (
      mfu.value > 0 && mfu.value <= 1 && atMost(mfu.value, hfu.value) && mfu.low <= mfu.value && mfu.value <= mfu.high
    );
  });

  holds('tokens per second are those of the step', cases(), ({ problem, strategy }) => {
    const e = estimateTraining(problem, strategy);
    const tokens = e.tokensPerSecondPerAccelerator.value * e.step.value * e.accelerators;
    return Math.abs(tokens / (problem.globalBatch * problem.sequence) - 1) < 1e-9;
  });
});
