import type { FrontRow, PlanRow, SimulationReport } from '../../../report/index.ts';
import { KV_BYTES } from '../../../serving/iteration/attention.ts';
import { type RatePoint, rateFront, ratePoints } from '../../../serving/search/front.ts';
import type { PlannedOption } from '../../../serving/search/plan-serving.ts';
import type { ReadyServing } from '../ready-option.ts';
import type { ServingSetting } from '../settle-serving.ts';
import type { DisaggregatedWay } from './plan-disaggregated.ts';
import type { VerifiedRun } from './verify-option.ts';

/** One way to serve that was simulated: replicas that do both, or some of each role. */
export interface Way {
  readonly option: ReadyServing;
  readonly replicas: number;
  readonly roles: { readonly prefill: number; readonly decode: number } | null;
  readonly verified: VerifiedRun;
  readonly strain: number;
  /** Requests/s that one replica could carry without waiting; null for roles. */
  readonly carries: number | null;
}

export const wayOf = ({ option, replicas, verified, strain, carries }: PlannedOption): Way => ({
  option: option as ReadyServing,
  replicas,
  roles: null,
  verified: verified as VerifiedRun,
  strain,
  carries,
});

export const wayOfRoles = ({ option, prefill, decode, verified, strain }: DisaggregatedWay): Way => ({
  option,
  replicas: prefill + decode,
  roles: { prefill, decode },
  verified,
  strain,
  carries: null,
});

export const acceleratorsOf = ({ option, replicas }: Way): number => option.accelerators * replicas;

export const usdPerHourOf = (way: Way): number | null =>
  way.option.usdPerHour === null ? null : way.option.usdPerHour * acceleratorsOf(way);

/** Of a weight and an entry of the cache together. */
export const bitsOf = ({ option: { deployment } }: Way): number =>
  deployment.weights.bits + 8 * KV_BYTES[deployment.kv];

const SHOWN = 0.99;

/** A way as the report tells it. */
export function rowOf({ limits }: ServingSetting, way: Way): PlanRow {
  const { option, replicas, roles, verified, strain } = way;
  const { deployment, place, replica } = option;
  const at = (quantity: 'ttft' | 'tpot') =>
    finite(verified.at(quantity, limits.find((limit) => limit.quantity === quantity)?.percentile ?? SHOWN));
  const usdPerHour = usdPerHourOf(way);
  const outputRate = verified.outputRate * replicas;
  return {
    chip: place.chip.id,
    chipName: place.chip.name,
    accelerators: acceleratorsOf(way),
    replicas,
    prefill: roles?.prefill ?? null,
    decode: roles?.decode ?? null,
    tp: deployment.tp,
    pp: deployment.pp,
    dp: deployment.dp,
    ep: deployment.ep,
    weights: deployment.weights.id,
    kv: deployment.kv,
    engine: place.profile.name,
    maxBatch: replica.maxBatch / deployment.dp,
    maxBatchedTokens: replica.maxBatchedTokens / deployment.dp,
    usdPerHour,
    usdPerMillion: usdPerHour === null || outputRate === 0 ? null : (usdPerHour / 3600 / outputRate) * 1e6,
    watts: verified.watts === null ? null : verified.watts * replicas,
    ttft: at('ttft'),
    tpot: at('tpot'),
    strain: finite(strain),
    perUser: finite(1 / verified.run.metrics.tpot.mean),
    perAccelerator: outputRate / acceleratorsOf(way),
    checked: false,
  };
}

/** Of a way that was looked at under the whole traffic, what was seen of it there. */
export function seenRow(row: PlanRow, simulation: SimulationReport | undefined): PlanRow {
  if (!simulation) return row;
  const { promises, latency, rates, money } = simulation;
  const at = (quantity: 'ttft' | 'tpot') =>
    promises.find((promise) => promise.quantity === quantity)?.value.value ??
    latency[quantity]?.p99.value ??
    row[quantity];
  return {
    ...row,
    ttft: at('ttft'),
    tpot: at('tpot'),
    strain: strainSeen(simulation) ?? row.strain,
    usdPerMillion: money?.allPerOutput.value ?? null,
    perUser: rates.tokensPerSecondPerUser?.value ?? row.perUser,
    perAccelerator: rates.outputTokensPerSecondPerAccelerator.value,
    checked: true,
  };
}

/** Largest of measured over promised, of a way as it was looked at last. */
export const seenStrain = (way: Way, simulation: SimulationReport | undefined): number =>
  (simulation && strainSeen(simulation)) ?? way.strain;

/** Above 1 where more comes than is answered; null where nothing was promised. */
function strainSeen({ promises, outcome }: SimulationReport): number | null {
  if (promises.length === 0) return null;
  const over = promises.map(({ value, limit }) => value.value / limit);
  return Math.max(outcome === 'missed' || outcome === 'overloaded' ? 1 + 1e-9 : 0, ...over);
}

/** JSON has no NaN: where nothing was measured there is nothing. */
const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** Points of each accelerator's own front: what is drawn. */
export function frontRows({ load }: ServingSetting, options: readonly ReadyServing[]): FrontRow[] {
  const chips = [...new Set(options.map(({ chip }) => chip.id))];
  return chips.flatMap((chip) => {
    const points = options.filter((option) => option.chip.id === chip).flatMap((option) => ratePoints(option, load));
    return rateFront(points).map(frontRow);
  });
}

function frontRow({ option, running, perUser, perAccelerator, usdPerMillion }: RatePoint): FrontRow {
  const { tp, pp, dp, ep, weights } = option.deployment;
  return { chip: option.chip.id, tp, pp, dp, ep, weights: weights.id, running, perUser, perAccelerator, usdPerMillion };
}
