import { collective, collectiveLines, type Line, lineSeconds, ranksPerTier } from '../cost/index.ts';
import type { Block } from '../model/index.ts';
import type { LayerKnobs } from './layer-work.ts';
import { tokensPerRank } from './layer-work.ts';
import type { Preset } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { stridesOf } from './rank-order.ts';
import type { Strategy } from './strategy.ts';

/**
 * Where ranks lie, from the inside out: tensor, context, data (experts inside it), pipeline. Megatron-Core's default order tp-cp-ep-dp-pp.
 */
export interface Groups {
  readonly tp: readonly Line[];
  readonly tpGather: readonly Line[];
  /** Gradient reduction over data and context ranks; parameter gathering over the same. */
  readonly dpReduce: readonly Line[];
  readonly dpGather: readonly Line[];
  readonly dpScatter: readonly Line[];
  /** HSDP: all-reduce of shards between groups. */
  readonly replicas: readonly Line[];
  readonly expertReduce: readonly Line[];
  /** How far the slowest of all ranks lies behind their mean, in standard deviations: √(2 ln n). */
  readonly slowest: number;
  /** Sends between neighbours know one way. */
  readonly pp: Line;
}

/** Seconds of communication of one layer for one micro-batch, before what compute hides. */
export interface LayerTraffic {
  /** One direction; backward is the same. */
  readonly tp: number;
  readonly cp: number;
  readonly ep: number;
  readonly epHost: number;
}

const B16 = 2;

/** Where tensor and context ranks lie decides which tier their traffic takes. */
export type TrafficKnobs = LayerKnobs & Pick<Strategy, 'cpKind' | 'dp' | 'pp' | 'order'>;

/** Tensor-parallel ring of one layer: an all-reduce after the mixer and one after the MLP, or the same bytes as gather and scatter. */
export function layerTraffic(
  problem: TrainingProblem,
  preset: Preset,
  block: Block,
  knobs: TrafficKnobs,
): LayerTraffic {
  const { machine } = problem;
  const T = tokensPerRank(problem, knobs);
  const h = problem.architecture.hidden;
  const bytes = B16 * T * h;
  const isMoe = block.mlp?.kind === 'moe';
  const reductions =
    (block.mixer === null ? 0 : 1) + (block.mlp === null ? 0 : isMoe ? moeReductions(block, knobs) : 1);
  const line = collective(machine, 'all-reduce', knobs.tp, stridesOf(knobs).tp, bytes);
  const tp = knobs.tp > 1 ? reductions * lineSeconds(line.alpha, line.beta, bytes) : 0;
  return { tp, cp: contextSeconds(problem, block, knobs), ...expertTraffic(problem, preset, block, knobs) };
}

/** An expert layer reduces over tensor ranks only for shared experts or expert tensor parallelism. */
function moeReductions(block: Block, knobs: LayerKnobs): number {
  if (block.mlp?.kind !== 'moe') return 0;
  return knobs.etp > 1 || block.mlp.sharedInner > 0 ? 1 : 0;
}

/** Ring attention passes keys and values round (Liu et al. 2023, arXiv:2310.01889); all-gather collects them (Llama 3); Ulysses exchanges heads. */
function contextSeconds(problem: TrainingProblem, block: Block, knobs: TrafficKnobs): number {
  if (knobs.cp <= 1 || block.mixer === null || block.mixer.kind === 'mamba') return 0;
  const { machine } = problem;
  const T = tokensPerRank(problem, knobs);
  const { mixer } = block;
  const kv =
    mixer.kind === 'mla'
      ? mixer.heads * (mixer.qkNope + mixer.qkRope + mixer.vHead)
      : 2 * Math.max(mixer.kvHeads, knobs.tp) * mixer.headDim;
  const q = mixer.kind === 'mla' ? mixer.heads * (mixer.qkNope + mixer.qkRope) : mixer.heads * mixer.headDim;
  if (knobs.cpKind === 'ulysses') {
    const bytes = (B16 * T * (2 * q + kv)) / knobs.tp;
    const line = collective(machine, 'all-to-all', knobs.cp, stridesOf(knobs).cp, bytes);
    return lineSeconds(line.alpha, line.beta, bytes);
  }
  const gathered = (B16 * T * knobs.cp * kv) / knobs.tp;
  const line = collective(machine, 'all-gather', knobs.cp, stridesOf(knobs).cp, gathered);
  return lineSeconds(line.alpha, line.beta, gathered);
}

/** Dispatch and combine of one expert layer, one direction. A token goes once to each node that holds one of its experts (DeepEP). */
function expertTraffic(
  problem: TrainingProblem,
  preset: Preset,
  block: Block,
  knobs: LayerKnobs,
): Pick<LayerTraffic, 'ep' | 'epHost'> {
  if (block.mlp?.kind !== 'moe') return { ep: 0, epHost: 0 };
  const epHost = preset.epHostSeconds;
  if (knobs.ep <= 1) return { ep: 0, epHost: epHost / 2 };
  const { machine } = problem;
  const { mlp } = block;
  const tokens = tokensPerRank(problem, knobs) / knobs.tp;
  const width = mlp.latent ?? problem.architecture.hidden;
  const perToken = (preset.dispatchBytes + B16) * width; // dispatch, and combine in 16 bit
  const counts = ranksPerTier(machine.tiers, knobs.ep, knobs.etp);
  let seconds = 0;
  let inside = 1;
  counts.forEach((g, i) => {
    const tier = machine.tiers[i]!;
    const outside = inside * g;
    if (g > 1) {
      const leaving = (outside - inside) / knobs.ep;
      // Inside the first domain every copy travels; further out a token goes once a domain that it reaches.
      const copies =
        inside === 1 || !preset.dispatchOnceANode
          ? mlp.topk * leaving
          : domainsReached(knobs.ep / inside, mlp) * ((g - 1) / g);
      seconds = Math.max(
        seconds,
        (tokens * perToken * copies) / (tier.bytesPerSecond * tier.efficiency) + 2 * tier.latency * Math.log2(g),
      );
    }
    inside = outside;
  });
  return { ep: seconds + splitExpertSeconds(machine, tokens * mlp.topk * perToken, knobs.etp), epHost };
}

/** Tokens that have arrived are gathered over the ranks that share an expert, and its results scattered back (Megatron-Core, all-to-all dispatcher). */
function splitExpertSeconds({ tiers }: TrainingProblem['machine'], bytes: number, etp: number): number {
  const inner = tiers[0]!;
  return etp > 1 ? ((etp - 1) * bytes) / (inner.bytesPerSecond * inner.efficiency) : 0;
}

/** Domains that a token's experts lie in on average: N (1 - (1 - 1/N)^k), or the router's own limit. */
export function domainsReached(domains: number, mlp: { topk: number; groupLimit?: { perToken: number } }): number {
  const expected = domains * (1 - (1 - 1 / domains) ** mlp.topk);
  return mlp.groupLimit ? Math.min(expected, mlp.groupLimit.perToken) : expected;
}

/** Lines of the groups that do not depend on the layer. */
export function groupsOf(problem: TrainingProblem, strategy: Strategy): Groups {
  const { machine } = problem;
  const { tp, cp, dp, ep, etp } = strategy;
  const at = stridesOf(strategy);
  // Gradients are reduced over data and context ranks, which lie side by side unless the order says otherwise.
  const reduced = Math.min(cp > 1 || dp === 1 ? at.cp : at.dp, dp > 1 ? at.dp : at.cp);
  const shard = strategy.shardGroup ?? dp * cp;
  const expertRanks = Math.max(1, (tp * cp * dp) / (ep * etp));
  return {
    tp: collectiveLines(machine, 'all-reduce', tp, at.tp),
    tpGather: collectiveLines(machine, 'all-gather', tp, at.tp),
    dpReduce: collectiveLines(machine, 'all-reduce', dp * cp, reduced),
    dpGather: collectiveLines(machine, 'all-gather', shard, reduced),
    dpScatter: collectiveLines(machine, 'reduce-scatter', shard, reduced),
    replicas: collectiveLines(machine, 'all-reduce', Math.max(1, (dp * cp) / shard), reduced * shard),
    expertReduce: collectiveLines(machine, 'reduce-scatter', expertRanks, ep * etp),
    slowest: Math.sqrt(2 * Math.log(machine.count)),
    pp: collectiveLines(machine, 'send', strategy.pp, at.pp)[0]!,
  };
}
