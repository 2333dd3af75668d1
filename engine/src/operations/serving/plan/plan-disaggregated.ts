import { matchedRoles, roleRates } from '../../../serving/search/disaggregate.ts';
import type { LatencyLimit } from '../../../serving/search/option.ts';
import type { ReadyServing } from '../ready-option.ts';
import type { ServingTraffic } from '../serving-traffic.ts';
import type { ServingSetting } from '../settle-serving.ts';
import type { VerifiedRun, Verifier } from './verify-option.ts';

/** Prompts on some replicas, answers on others, as simulated. */
export interface DisaggregatedWay {
  readonly option: ReadyServing;
  readonly prefill: number;
  readonly decode: number;
  readonly verified: VerifiedRun;
  readonly strain: number;
}

/** Simulations that one option is given: each adds a replica to the role that is late. */
const STEPS = 12;
/** Larger systems are tried as a part of them, with at most so many replicas. */
const TRIED_REPLICAS = 24;

/**
 * The fewest replicas of each role that keep the promise, from what their rates match up; null where no mix of at most `most` replicas does.
 * It can pay only where both the first token and the pace are promised: else one replica does both at no loss.
 */
export function planDisaggregated(
  setting: ServingSetting,
  traffic: ServingTraffic,
  option: ReadyServing,
  most: number,
  { verifyGroups }: Verifier,
): DisaggregatedWay | null {
  const { limits, load } = setting;
  if (!limits.some(({ quantity }) => quantity === 'ttft') || !limits.some(({ quantity }) => quantity === 'tpot'))
    return null;
  const rates = roleRates(option, option, load, limits);
  if (!(rates.prefill > 0 && rates.decode > 0)) return null;
  let { prefill, decode } = matchedRoles(rates, traffic.perSecond!);
  for (let i = 0; i < STEPS && prefill + decode <= most; i++) {
    const { roles, share } = sliceOf({ prefill, decode }, TRIED_REPLICAS);
    const verified = verifyGroups(
      [
        { role: 'prefill', option, count: roles.prefill },
        { role: 'decode', option, count: roles.decode },
      ],
      share,
    );
    const strain = strainOf(verified, limits);
    if (strain <= 1) return { option, prefill, decode, verified, strain };
    const late = (quantity: LatencyLimit['quantity']) =>
      Math.max(
        0,
        ...limits
          .filter((limit) => limit.quantity === quantity)
          .map(({ percentile, seconds }) => verified.at(quantity, percentile) / seconds),
      );
    const step = (count: number) => Math.max(1, Math.round(count * 0.1));
    if (late('tpot') > Math.max(1, late('ttft'))) decode += step(decode);
    else if (late('ttft') > 1) prefill += step(prefill);
    else decode += step(decode);
  }
  return null;
}

/**
 * A slice of at most so many replicas of a larger system, and its share of the traffic: that of the role which is cut down least, so that
 * no replica gets less than in the whole. Of all such slices the one in which both roles get most nearly what they get in the whole: cut
 * down to whole replicas one by one, a replica more in the whole was none in the slice.
 */
export function sliceOf(
  whole: { readonly prefill: number; readonly decode: number },
  most: number,
): { readonly roles: { readonly prefill: number; readonly decode: number }; readonly share: number } {
  const { prefill, decode } = whole;
  if (prefill + decode <= most) return { roles: whole, share: 1 };
  let best = { roles: { prefill: 1, decode: 1 }, share: 1 };
  let least = Number.POSITIVE_INFINITY;
  for (let p = 1; p < most && p <= prefill; p++)
    for (let d = 1; p + d <= most && d <= decode; d++) {
      const [ofPrefill, ofDecode] = [p / prefill, d / decode];
      const uneven = Math.max(ofPrefill / ofDecode, ofDecode / ofPrefill);
      // Where several are as true, the largest.
      if (uneven > least + 1e-9) continue;
      least = uneven;
      best = { roles: { prefill: p, decode: d }, share: Math.max(ofPrefill, ofDecode) };
    }
  return best;
}

/** Largest of measured over promised; above 1 where the line grows. */
export function strainOf(verified: VerifiedRun, limits: readonly LatencyLimit[]): number {
  const over = limits.map(({ quantity, percentile, seconds }) => verified.at(quantity, percentile) / seconds);
  return Math.max(verified.steady ? 0 : 1 + 1e-9, ...over);
}
