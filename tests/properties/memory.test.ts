import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { elements, type Tensor, tensorsOf } from '../../engine/src/model/index.ts';
import {
  createPricer,
  estimateTraining,
  type Strategy,
  type TrainingProblem,
} from '../../engine/src/training/index.ts';
import { shardRanks } from '../../engine/src/training/pricer.ts';
import { type Case, cases } from './cases.ts';
import { atMost, holdsOn, near } from './holds.ts';

const holds = holdsOn(400);

const bytes = (problem: TrainingProblem, strategy: Strategy): number => createPricer(problem).price(strategy).bytes;
const withZero = ({ problem, strategy }: Case, zero: Strategy['zero']) => bytes(problem, { ...strategy, zero });
const seconds = (problem: TrainingProblem, strategy: Strategy): number => createPricer(problem).price(strategy).seconds;

const layersPerStage = ({ problem, strategy }: Case): number =>
  Math.floor(problem.architecture.order.length / strategy.pp);
const resident = cases({ resident: true });

describe('sharding', () => {
  holds(
    'ZeRO-1 takes no more than plain data parallelism, ZeRO-2 no more than ZeRO-1',
    resident,
    (c) => atMost(withZero(c, 1), withZero(c, 0)) && atMost(withZero(c, 2), withZero(c, 1)),
  );

  // The layers that ZeRO-3 gathers, and one layer's gradients before they are scattered, are whole: with few layers on a stage they are all it has.
  const deep = resident.filter((c) => {
    const { dense, expert } = shardRanks(c.strategy);
    const moe = c.problem.architecture.blocks.some((b) => b.mlp?.kind === 'moe');
    return layersPerStage(c) > 8 * new Set(c.problem.architecture.order).size && dense > 1 && (!moe || expert > 1);
  });
  holds('ZeRO-3 takes no more than ZeRO-2 on stages of more than eight layers of each kind', deep, (c) =>
    atMost(withZero(c, 3), withZero(c, 2)),
  );

  // FSDP's weights are its master copy, which changes what an update moves; DeepSpeed without ZeRO keeps a second copy of the gradients.
  const alone = cases({ alone: true, resident: true, presets: ['megatron-core', 'megatron-lm'] });
  holds('over one rank is free: every ZeRO is plain data parallelism', alone, ({ problem, strategy }) => {
    const at = (zero: Strategy['zero']) => createPricer(problem).price({ ...strategy, zero });
    for (const zero of [1, 2, 3] as const) {
      expect(near(at(zero).bytes, at(0).bytes) && near(at(zero).seconds, at(0).seconds), `ZeRO-${zero}`).toBe(true);
    }
  });

  holds('more ranks to shard over take no more', resident, ({ problem, strategy }) => {
    fc.pre(strategy.shardGroup !== null);
    return atMost(bytes(problem, { ...strategy, shardGroup: null }), bytes(problem, strategy));
  });

  holds('narrower optimizer states take no more', resident, ({ problem, strategy }) => {
    const at = (state: 'int8' | 'bf16' | 'fp32') =>
      bytes(problem, { ...strategy, optimizer: { ...strategy.optimizer, state } });
    return atMost(at('int8'), at('bf16')) && atMost(at('bf16'), at('fp32'));
  });

  holds('offloading takes no more', cases(), ({ problem, strategy }) => {
    const none = { weights: false, activations: false, optimizer: false, to: 'cpu' } as const;
    return atMost(
      bytes(problem, { ...strategy, offload: { ...none, optimizer: true } }),
      bytes(problem, { ...strategy, offload: none }),
    );
  });
});

describe('recompute', () => {
  const enough = resident.filter((c) => {
    // The last stage has one micro-batch in flight, and the even layout takes a layer from it.
    return layersPerStage(c) >= 4;
  });
  const under = ({ strategy }: Case, recompute: Strategy['recompute']) => ({
    ...strategy,
    recompute,
    recomputeLayers: null,
  });

  holds(
    'full keeps no more than selective, selective no more than none, on stages of three layers or more',
    enough,
    (c) => {
      const at = (recompute: Strategy['recompute']) => bytes(c.problem, under(c, recompute));
      expect(atMost(at('full'), at('selective')), `full ${at('full')} selective ${at('selective')}`).toBe(true);
      expect(atMost(at('selective'), at('none')), `selective ${at('selective')} none ${at('none')}`).toBe(true);
    },
  );

  holds('and takes no less time', cases({ resident: true, pp: 1 }), (c) => {
    const at = (recompute: Strategy['recompute']) => seconds(c.problem, under(c, recompute));
    expect(atMost(at('none'), at('selective')), `none ${at('none')} selective ${at('selective')}`).toBe(true);
    expect(atMost(at('selective'), at('full')), `selective ${at('selective')} full ${at('full')}`).toBe(true);
  });

  holds(
    'recomputing one layer more keeps no more and is no faster',
    cases({ resident: true, pp: 1 }).filter((c) => layersPerStage(c) >= 4),
    ({ problem, strategy }) => {
      const some = (recomputeLayers: number | null) =>
        createPricer(problem).price({ ...strategy, recompute: 'full', recomputeLayers });
      const [one, two, all] = [some(1), some(2), some(null)];
      expect(atMost(one.seconds, two.seconds) && atMost(two.seconds, all.seconds)).toBe(true);
      expect(atMost(two.bytes, one.bytes) && atMost(all.bytes, two.bytes)).toBe(true);
    },
  );
});

describe('capacity', () => {
  holds(
    'what fits a memory fits a larger one',
    fc.record({ c: cases(), more: fc.double({ min: 1, max: 10, noNaN: true }) }),
    ({ c, more }) => {
      const { machine } = c.problem;
      const larger = { ...machine, rates: { ...machine.rates, capacity: machine.rates.capacity * more } };
      const before = estimateTraining(c.problem, c.strategy);
      return !before.fits || estimateTraining({ ...c.problem, machine: larger }, c.strategy).fits;
    },
  );

  holds('fits means the peak is within capacity less headroom', cases(), ({ problem, strategy }) => {
    const { fits, memory } = estimateTraining(problem, strategy);
    return fits === memory.peak.value <= memory.capacity * (1 - problem.memoryHeadroom);
  });
});

/** Copies that tensor ranks hold of a tensor: one altogether, or one each. */
const copies = (tensor: Tensor, tp: number): number => (tensor.shard === 'none' ? tp : 1);

describe('parameters', () => {
  // Where there are fewer key and value heads than ranks each rank has a copy of one; prediction modules and tied heads stand more than once.
  const whole = cases().filter(({ problem: { architecture: a }, strategy: s }) => {
    const grouped = a.blocks.every((b) => b.mixer?.kind !== 'attention' || b.mixer.kvHeads % s.tp === 0);
    return grouped && a.mtp === undefined && !(a.tiedEmbeddings && s.pp > 1) && s.schedule !== 'dualpipe';
  });
  holds('of all ranks are those of the model times its copies', whole, ({ problem, strategy }) => {
    const { tp, cp, dp, ep, etp } = strategy;
    const pricer = createPricer(problem);
    const { kinds } = pricer.shape(strategy);
    const pass = pricer.pass(strategy);
    const held = kinds.reduce((n, kind, i) => n + kind.times * tp * cp * dp * (pass.dense[i]! + pass.expert[i]!), 0);
    const model = tensorsOf(problem.architecture).reduce(
      (n, g) =>
        n +
        g.times *
          g.tensors.reduce(
            (m, t) => m + elements(t) * (t.shard === 'expert' ? (tp * cp * dp) / (ep * etp) : cp * dp * copies(t, tp)),
            0,
          ),
      0,
    );
    expect(near(held, model), `${held} is not ${model}`).toBe(true);
  });
});
