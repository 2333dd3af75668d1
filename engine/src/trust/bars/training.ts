import { sweepCells } from '../cells.ts';
import { rankedGroups } from '../ranking.ts';
import { toTrainingCase } from '../rows/to-training-case.ts';
import type { PredictedRow } from '../score.ts';
import { mean, median } from '../statistics.ts';
import type { Bar, Evidence, Figure } from './bar.ts';
import { NOTHING } from './bar.ts';
import { outOfMemoryRows } from './out-of-memory.ts';
import { errorsOf, meanError, medianError, predictedOf, type Statistic } from './statistics.ts';

/** Tables that NVIDIA publishes of its own frameworks. */
const NVIDIA = /^(megatron-bridge|nemo|nemo-launcher|nemo-longseq|megatron-lm|dgxc)\//;
const FSDP = /^(llm-foundry|torchtitan)/;
/** Chips without kernel tables of their own, by the names that families have. */
const OTHER_MAKERS = /tpu|trillium|maxtext\/v\d|amd|\bmi\d|gaudi|ascend/i;
const VTRAIN = 'vtrain/a100-single';

const isTime = ({ quantity }: PredictedRow): boolean =>
  quantity === 'step_time_s' || quantity === 'tokens_per_s_per_gpu';

const timesOf = (evidence: Evidence, keep: (row: PredictedRow) => boolean): number[] =>
  errorsOf(predictedOf(evidence.training).filter((row) => isTime(row) && keep(row)));

const memoryOf = (evidence: Evidence, family: RegExp): number[] =>
  errorsOf(
    predictedOf(evidence.training).filter((row) => row.quantity === 'memory_gb_per_gpu' && family.test(row.family)),
  );

const inFamily = (family: RegExp, statistic: Statistic) => (evidence: Evidence) =>
  statistic(timesOf(evidence, (row) => family.test(row.family)));

const leftOut =
  (keep: (evidence: Evidence) => (run: { id: string; family: string }) => boolean) => (evidence: Evidence) =>
    meanError(evidence.trainingLeftOut.filter(keep(evidence)).map(({ error }) => Math.abs(Math.expm1(error))));

const leftOutFamily = (family: RegExp) => leftOut(() => (run) => family.test(run.family));

/** Rows of one kind of model in families that `family` names. */
function ofKind(evidence: Evidence, kind: 'dense' | 'moe', family: RegExp): ReadonlySet<string> {
  const ids = evidence.printed.filter((row) => {
    if (!family.test(row.family)) return false;
    const one = toTrainingCase(row, evidence.catalogue);
    if ('refused' in one) return false;
    return kind === (one.problem.architecture.blocks.some((block) => block.mlp?.kind === 'moe') ? 'moe' : 'dense');
  });
  return new Set(ids.map(({ id }) => id));
}

const nvidia = (kind: 'dense' | 'moe', statistic: Statistic) => (evidence: Evidence) => {
  const ids = ofKind(evidence, kind, NVIDIA);
  return statistic(timesOf(evidence, (row) => ids.has(row.id)));
};

const nvidiaLeftOut = (kind: 'dense' | 'moe') =>
  leftOut((evidence) => {
    const ids = ofKind(evidence, kind, NVIDIA);
    return (run) => ids.has(run.id);
  });

const groups = (evidence: Evidence, set: string) =>
  rankedGroups(evidence.printed, evidence.training).filter((group) => group.set.startsWith(set));

/** The middle of the groups' rank correlations. */
const rank =
  (set: string, of: 'spearman' | 'speedSpearman') =>
  (evidence: Evidence): Figure => {
    const ranks = groups(evidence, set)
      .map((group) => group[of])
      .filter(Number.isFinite);
    return ranks.length === 0 ? NOTHING : { value: median(ranks), of: ranks.length };
  };

const regret =
  (set: string, atMost: number) =>
  (evidence: Evidence): Figure => {
    const own = groups(evidence, set).map((group) => group.regret);
    if (own.length === 0) return NOTHING;
    return { value: mean(own), of: own.length, within: own.filter((share) => share <= atMost).length };
  };

const share = <Id extends string>(id: Id, atMost: number, figure: Bar['figure']): Bar<Id> => ({
  id,
  area: 'training',
  unit: 'share',
  atMost,
  figure,
});

/** What step times, memory and the order of strategies have to reach. */
export const TRAINING_BARS = [
  share('vtrain-rows', 0.08, inFamily(/^vtrain\/a100-single$/, meanError)),
  share('vtrain-cells', 0.08, (evidence) =>
    meanError(sweepCells(evidence.printed, evidence.training).map(({ error }) => Math.abs(error))),
  ),
  { id: 'vtrain-rank', area: 'training', unit: 'rank', atLeast: 0.9, figure: rank('vTrain', 'spearman') },
  share('vtrain-regret', 0.02, regret('vTrain', 0.02)),
  share('vtrain-multi-node', 0.08, (evidence) =>
    meanError(timesOf(evidence, ({ family }) => family.startsWith('vtrain/') && family !== VTRAIN)),
  ),
  share('korthikanti-step', 0.035, inFamily(/^korthikanti/, meanError)),
  share('korthikanti-memory', 0.03, ({ paperMemory }) => meanError(paperMemory.map(Math.abs))),
  { id: 'bloom-rank', area: 'training', unit: 'rank', atLeast: 0.9, figure: rank('BLOOM', 'spearman') },
  { id: 'bloom-rank-speed', area: 'training', unit: 'rank', atLeast: 0.9, figure: rank('BLOOM', 'speedSpearman') },
  share('bloom-regret', 0.02, regret('BLOOM', 0.02)),
  share('bloom-memory', 0.05, (evidence) => meanError(memoryOf(evidence, /^bigscience-bloom/))),
  { id: 'bloom-oom', area: 'training', unit: 'count', atMost: 0, figure: outOfMemoryRows },
  share('nvidia-dense-median', 0.05, nvidia('dense', medianError)),
  share('nvidia-dense-mape', 0.07, nvidia('dense', meanError)),
  share('nvidia-dense-left-out', 0.09, nvidiaLeftOut('dense')),
  share('nvidia-moe-mape', 0.11, nvidia('moe', meanError)),
  share('nvidia-moe-left-out', 0.16, nvidiaLeftOut('moe')),
  share('fsdp-mape', 0.04, inFamily(FSDP, meanError)),
  share('fsdp-left-out', 0.08, leftOutFamily(FSDP)),
  share('other-makers', 0.2, leftOutFamily(OTHER_MAKERS)),
] as const satisfies readonly Bar[];
