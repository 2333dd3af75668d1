import type { Architecture } from '../model/index.ts';
import type { Grade } from './iteration/index.ts';
import { type EngineProfile, LOCAL_WIDTHS } from './profile/index.ts';
import { SERVING_WIDTHS } from './widths.generated.ts';

export { SERVING_WIDTHS };

/** What an answer is about: times, rates, watts, joules a token. `tail` = a high percentile of the gaps between tokens. */
export const RANGED = ['ttft', 'tpot', 'tail', 'throughput', 'e2e', 'power', 'energy'] as const;
export type Ranged = (typeof RANGED)[number];

export interface Sides {
  readonly low: number;
  readonly high: number;
}

/** `low`..`high` holds 90 %, `low80`..`high80` 80 % of what deployments of this kind measure. */
export interface ServingRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly low80: number;
  readonly high80: number;
}

export interface RangeBasis {
  readonly grade: Grade;
  readonly kind: 'dense' | 'moe' | 'local';
  /** Squared half-width of ln(measured / predicted) at 90 % that this case has beside its kind's: what was assumed. */
  readonly extra?: number;
}

/** Networks with routed experts are predicted less well. */
export const networkKindOf = ({ blocks }: Architecture): 'dense' | 'moe' =>
  blocks.some(({ mlp }) => mlp?.kind === 'moe') ? 'moe' : 'dense';

/** The same, and engines for one request at a time, which have a law of their own. */
export const rangeKindOf = (architecture: Architecture, profile: Pick<EngineProfile, 'family'>): RangeBasis['kind'] =>
  profile.family === 'llamacpp' || profile.family === 'mlx' ? 'local' : networkKindOf(architecture);

/**
 * Variance of an 80 % width against a 90 % one of the same normal spread: (1.2816 / 1.6449)^2.
 */
const AT_80 = 0.607;

/** Half-widths of ln(measured / predicted) of a quantity at both levels, as measured on rows of networks and chips left out of the fit. */
export function servingWidths(
  quantity: Ranged,
  { grade, kind, extra = 0 }: RangeBasis,
): { readonly p80: Sides; readonly p90: Sides } {
  const { p80, p90 } = kind === 'local' ? localWidths(quantity, grade) : SERVING_WIDTHS[`${quantity} ${kind} ${grade}`];
  return { p80: widened(p80, AT_80 * extra), p90: widened(p90, extra) };
}

/** The interval of a predicted figure; a figure that is not above zero is its own interval. */
export function servingRange(quantity: Ranged, value: number, basis: RangeBasis): ServingRange {
  const { p80, p90 } = servingWidths(quantity, basis);
  return {
    value,
    low: value * Math.exp(-p90.low),
    high: value * Math.exp(p90.high),
    low80: value * Math.exp(-p80.low),
    high80: value * Math.exp(p80.high),
  };
}

/**
 * Half-widths, 90 %, of an answer's whole time, of which `firstShare` passes before its first token: the ends of both parts together, so that
 * it says no more and no less than they do. Rows of 'e2e' have widths of their own: those of dense networks are batches of FasterTransformer
 * and Megatron of 2021, those of experts engines of a day, and neither are what an answer's engine does.
 */
export function endToEndWidths(firstShare: number, basis: RangeBasis): Sides {
  const [first, rest] = [servingWidths('ttft', basis).p90, servingWidths('tpot', basis).p90];
  const together = (ofFirst: number, ofRest: number) =>
    Math.log(firstShare * Math.exp(ofFirst) + (1 - firstShare) * Math.exp(ofRest));
  return { low: -together(-first.low, -rest.low), high: together(first.high, rest.high) };
}

/** Errors of such engines with the chip left out: of answers, and of prompts. Watts are nobody's own. */
function localWidths(quantity: Ranged, grade: Grade): { readonly p80: Sides; readonly p90: Sides } {
  if (quantity === 'power' || quantity === 'energy') return SERVING_WIDTHS[`${quantity} dense ${grade}`];
  const { p80, p90 } = LOCAL_WIDTHS[quantity === 'ttft' ? 'prompt' : 'answer'];
  return { p80: { low: p80, high: p80 }, p90: { low: p90, high: p90 } };
}

const widened = ({ low, high }: Sides, extra: number): Sides => ({
  low: Math.hypot(low, Math.sqrt(extra)),
  high: Math.hypot(high, Math.sqrt(extra)),
});
