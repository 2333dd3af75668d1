import { type Grade, powerFamilyOf, type Ranged, rangeKindOf, servingRange } from '../../serving/index.ts';
import type { PredictedRow } from '../score.ts';
import type { ServingCase } from './case.ts';

/** What a missing field adds to the half-width when it decides the figure: values between which a reader could not tell. */
export const SERVING_MISSING: Readonly<Record<string, number>> = {
  input: 0.15, // prompts of a data set whose mean is not published
  output: 0.15,
  tp: 0.1,
  weights: 0.1,
  engine: 0.15,
  architecture: 0.05,
  speculation: 0.15,
  acceptance: 0.1,
  beams: 0.3, // beams share prompts and are reordered in every step
  ep: 0.1,
  'kv=one request': 0.15,
  'engine=image of a day': 0.7, // a factor of two: what untuned kernels of a new network cost
};

/**
 * The same where it moves some figures and not others, as the rows that say so miss them (nine in ten). A server that is loaded as far as
 * its promise allows stands where a line begins to grow: each per cent of pace is many of a wait. A host with other work stretches gaps.
 */
const MISSING_OF: Readonly<Record<string, Readonly<Partial<Record<Ranged, number>>>>> = {
  'queue=at the limit': { ttft: 1.5, e2e: 1.1, tail: 1, tpot: 0.9 }, // MLPerf 4.1 and 5.1, scenarios Server and Interactive
  'host=busy': { tpot: 1, tail: 1.2, throughput: 1, power: 0.5, energy: 0.5 }, // ML.ENERGY, gaps of which every tenth is a third longer
};

/** Whether such a circumstance decides a kind of figure: its error says nothing of rows without it. */
export const isMissingOf = (assumed: readonly string[], ranged: Ranged): boolean =>
  assumed.some((line) => MISSING_OF[line]?.[ranged] !== undefined);

/** Squared half-width of what a row leaves out, for one kind of figure. */
export function missingVariance(assumed: readonly string[], ranged: Ranged): number {
  const keys = new Set(
    assumed.map((line) => (line === 'speculation=none' ? '' : SERVING_MISSING[line] ? line : line.split('=')[0]!)),
  );
  let sum = 0;
  // Watts hardly feel how long prompts are: their ranges are those of the law of power.
  if (ranged !== 'power' && ranged !== 'energy') for (const key of keys) sum += (SERVING_MISSING[key] ?? 0) ** 2;
  for (const line of assumed) sum += (MISSING_OF[line]?.[ranged] ?? 0) ** 2;
  return sum;
}

/** Which width a printed quantity has. */
export function rangedOf(quantity: string): Ranged {
  // The speed of a prompt is the time to its first token.
  if (quantity.startsWith('ttft') || quantity === 'prefill_tokens_per_s') return 'ttft';
  if (/^itl_p9|^tpot_p99/.test(quantity)) return 'tail';
  if (/^(tpot|itl)/.test(quantity)) return 'tpot';
  if (quantity.startsWith('power')) return 'power';
  if (quantity.startsWith('energy')) return 'energy';
  if (/^(latency|e2e|makespan)/.test(quantity)) return 'e2e';
  // The speed of one answer is the pace of its tokens.
  if (quantity === 'decode_tokens_per_s') return 'tpot';
  return 'throughput';
}

type Interval = Pick<PredictedRow, 'low' | 'high' | 'low80' | 'high80'>;

/** The interval of a predicted figure: its kind's, widened by what was assumed. Widths are of ln(measured / predicted) of the figure as printed. */
export function intervalOf(
  { problem, profile }: Pick<ServingCase, 'problem' | 'profile'>,
  quantity: string,
  predicted: number,
  grade: Grade,
  assumed: readonly string[],
): Interval {
  const ranged = rangedOf(quantity);
  const own = ranged === 'power' ? powerFamilyOf(problem.machine.chip).grade : grade;
  const basis = {
    grade: own,
    kind: rangeKindOf(problem.architecture, profile),
    extra: missingVariance(assumed, ranged),
  };
  const { low, high, low80, high80 } = servingRange(ranged, predicted, basis);
  return { low, high, low80, high80 };
}
