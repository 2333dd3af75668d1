import { fastestSeconds, lineSeconds } from '../cost/index.ts';
import { type Architecture, elements, tensorsOf } from '../model/index.ts';
import { type Groups, groupsOf } from './layer-communication.ts';
import { type LayerCost, type LayerStrategy, type LayerTime, layerTime, plainPass, withKept } from './layer-cost.ts';
import { localParameters } from './layer-memory.ts';
import { embeddingWork, headWork, tokensPerRank } from './layer-work.ts';
import { chunksPerStage } from './layout.ts';
import { flyingOf, totalBytes, writeMemory } from './memory.ts';
import { type Preset, presetById } from './presets.ts';
import type { TrainingProblem } from './problem.ts';
import { stridesOf } from './rank-order.ts';
import { offloadSeconds, shardedLayer } from './sharding.ts';
import { type Ends, type StagePass, stagePass } from './stage-pass.ts';
import { type StageShape, stageShape } from './stage-shape.ts';
import { pipelineTime, stepSeconds } from './step.ts';
import type { Strategy } from './strategy.ts';

/**
 * Prices strategies of one problem. A step's time is a short formula over pieces that depend on few of the strategy's dimensions:
 * layers on (tp, cp, ep, micro-batch, ...), stages on (pp, chunks, layout), groups on the degrees. Each piece is computed once.
 */
export interface Pricer {
  readonly problem: TrainingProblem;
  preset(strategy: Pick<Strategy, 'preset'>): Preset;
  layers(strategy: LayerStrategy & Pick<Strategy, 'preset'>): readonly LayerCost[];
  ends(strategy: LayerStrategy & Pick<Strategy, 'preset'>): Ends;
  /** Both at once: one look-up. */
  rank(strategy: LayerStrategy & Pick<Strategy, 'preset'>): {
    readonly layers: readonly LayerCost[];
    readonly ends: Ends;
  };
  shape(strategy: Pick<Strategy, 'schedule' | 'pp' | 'vp' | 'layout'>): StageShape;
  pass(strategy: Strategy): StagePass;
  /** The same from pieces at hand. */
  passOf(strategy: Strategy, layers: readonly LayerCost[], ends: Ends, shape: StageShape, groups: Groups): StagePass;
  groups(strategy: Strategy): Groups;
  /** Seconds that one pipeline send shows. A framework whose sends block (ppExposed > 1) waits longer than the wire. */
  hop(strategy: Strategy): number;
  /** Step seconds and bytes of the fullest stage. */
  price(strategy: Strategy): Priced;
}

export interface Priced {
  seconds: number;
  bytes: number;
  /** Index of the fullest kind of stage in the shape. */
  fullest: number;
}

/** Micro-batches per replica and step. */
export const microBatchesOf = (problem: TrainingProblem, strategy: Pick<Strategy, 'dp' | 'microBatch'>): number =>
  Math.ceil(problem.globalBatch / (strategy.dp * strategy.microBatch));

/** Ranks over which dense and expert parameters are sharded. */
export const shardRanks = (
  s: Pick<Strategy, 'dp' | 'cp' | 'tp' | 'ep' | 'etp' | 'shardGroup'>,
): { dense: number; expert: number } => ({
  dense: s.shardGroup ?? s.dp * s.cp,
  expert: Math.max(1, Math.min(s.shardGroup ?? Number.POSITIVE_INFINITY, (s.tp * s.cp * s.dp) / (s.ep * s.etp))),
});

/** `presetOf` looks a framework's preset up: the bundled ones unless a calibration tries other values. */
export function createPricer(problem: TrainingProblem, presetOf = presetById): Pricer {
  const memo = <V>() => {
    const kept = new Map<string, V>();
    return (key: string, make: () => V): V => {
      const known = kept.get(key);
      if (known !== undefined) return known;
      const made = make();
      kept.set(key, made);
      return made;
    };
  };
  const timeMemo = memo<{ times: readonly LayerTime[]; ends: Ends }>();
  const rankMemo = memo<{ layers: readonly LayerCost[]; ends: Ends }>();
  const shapeMemo = memo<StageShape>();
  const groupMemo = memo<Groups>();
  const endMemo = memo<EndParameters>();
  const endParameters = (s: LayerStrategy) =>
    endMemo(`${s.tp}|${s.ep}|${s.etp}`, () => endParametersOf(architecture, s));
  const scratch = new Float64Array(16);
  const { architecture } = problem;

  const preset = (s: Pick<Strategy, 'preset'>): Preset => {
    const found = presetOf(s.preset);
    if (!found) throw new RangeError(`preset "${s.preset}" is not known`);
    return found;
  };
  const timeKey = (s: LayerStrategy & Pick<Strategy, 'preset'>): string =>
    `${s.preset}|${s.tp}|${s.cp}|${s.ep}|${s.etp}|${s.microBatch}|${s.tpComm}|${s.cpKind}|${s.gatherAgain}|${s.tpOverlap}${s.order ? `|${stridesOf(s).tp}|${stridesOf(s).cp}` : ''}`;

  const pricer: Pricer = {
    problem,
    preset,
    rank: (s) => {
      const key = timeKey(s);
      return rankMemo(`${key}|${s.fusedActivation}`, () => {
        const { times, ends } = timeMemo(key, () => ({
          times: architecture.blocks.map((b) => layerTime(problem, preset(s), b, s)),
          ends: endsOf(problem, preset(s), s, endParameters(s)),
        }));
        return { layers: times.map((t, k) => withKept(t, problem, preset(s), architecture.blocks[k]!, s)), ends };
      });
    },
    layers: (s) => pricer.rank(s).layers,
    ends: (s) => pricer.rank(s).ends,
    shape: (s) => {
      const chunks = chunksPerStage(s);
      return shapeMemo(`${s.schedule}|${s.pp}|${chunks}|${s.layout?.join(',') ?? ''}`, () =>
        stageShape(architecture, s.schedule, s.pp, chunks, s.layout),
      );
    },
    pass: (s) => pricer.passOf(s, pricer.layers(s), pricer.ends(s), pricer.shape(s), pricer.groups(s)),
    passOf: (s, layers, ends, shape, groups) => {
      const p = preset(s);
      const extra = shardedLayer(problem, p, layers, groups, s);
      const accumulate = p.accumulateBytes / problem.machine.rates.memory;
      return stagePass(shape, layers, ends, s, accumulate, extra);
    },
    groups: (s) =>
      groupMemo(`${s.tp}|${s.pp}|${s.cp}|${s.dp}|${s.ep}|${s.etp}|${s.shardGroup}|${s.order ?? ''}`, () =>
        groupsOf(problem, s),
      ),
    hop: (s) => {
      if (s.pp <= 1) return 0;
      const { ppScatter, ppGathers, ppExposed } = preset(s);
      const scattered = ppScatter || s.tpComm !== 'ar' ? s.tp : 1;
      const bytes = 2 * tokensPerRank(problem, s) * architecture.hidden;
      const { pp, tpGather } = pricer.groups(s);
      const gathers = s.tp > 1 && ppGathers > 0 ? ppGathers * fastestSeconds(tpGather, bytes) : 0;
      return ppExposed * lineSeconds(pp.alpha, pp.beta, bytes / scattered) + gathers;
    },
    price: (s) => {
      const p = preset(s);
      const shape = pricer.shape(s);
      const pass = pricer.pass(s);
      const groups = pricer.groups(s);
      const shard = shardRanks(s);
      const m = microBatchesOf(problem, s);
      const moved = offloadSeconds(problem, pass, shape, s);
      const seconds = stepSeconds(
        problem,
        p,
        pipelineTime(shape, pass, m, pricer.hop(s)),
        pass,
        s,
        m,
        groups,
        shard.dense,
        shard.expert,
        moved,
      );
      const ends = pricer.ends(s);
      let bytes = 0;
      let fullest = 0;
      for (let i = 0; i < shape.kinds.length; i++) {
        writeMemory(scratch, p, shape, pass, s, flyingOf(shape, m, i), i, shard.dense, shard.expert, ends.logitBytes);
        const total = totalBytes(scratch);
        if (total > bytes) {
          bytes = total;
          fullest = i;
        }
      }
      return { seconds, bytes, fullest };
    },
  };
  return pricer;
}

/** Parameters of embedding and head on one rank: tensor ranks alone divide them. */
type EndParameters = Pick<Ends, 'embeddingParameters' | 'headParameters' | 'tiedParameters'>;

function endParametersOf(architecture: Architecture, s: LayerStrategy): EndParameters {
  const groups = tensorsOf(architecture);
  const count = (names: readonly string[]) =>
    groups.filter((g) => names.includes(g.group)).reduce((sum, g) => sum + localParameters(g.tensors, s).dense, 0);
  const mtpExtra = groups
    .filter((g) => g.group === 'mtp')
    .reduce(
      (sum, g) =>
        sum + g.times * g.tensors.filter((t) => t.name.startsWith('mtp.')).reduce((n, t) => n + elements(t), 0),
      0,
    );
  return {
    embeddingParameters: count(['embedding', 'positions']),
    headParameters: count(['head', 'final-norm', 'other']) + mtpExtra,
    tiedParameters: architecture.tiedEmbeddings ? count(['embedding']) : 0,
  };
}

function endsOf(problem: TrainingProblem, preset: Preset, s: LayerStrategy, parameters: EndParameters): Ends {
  const { architecture } = problem;
  return {
    embedding: plainPass(embeddingWork(problem, architecture, s)),
    head: plainPass(headWork(problem, preset, architecture, s)),
    ...parameters,
    logitBytes: (preset.logitBytes * tokensPerRank(problem, s) * architecture.vocab) / s.tp,
    mtpLayers: architecture.mtp?.count ?? 0,
    mtpKind: architecture.mtp?.block ?? -1,
  };
}
