import type { PowerParameters } from './parameters.ts';
import type { PowerWork } from './work.ts';

/** What the law reads of a chip and a deployment. */
export interface PowerChip {
  /** W. */
  readonly tdp: number;
  /** B/s, datasheet. */
  readonly bandwidth: number;
  /** FLOP/s of the products' format, datasheet. */
  readonly peak: number;
  /** Ranks of attention data parallelism meet in all-to-all kernels that poll. */
  readonly polls: boolean;
  /** Weights are widened before they are multiplied. */
  readonly unpacks: boolean;
}

/** Share of peak at which prompts run: what turns their FLOP into a share of the time. Prefill of 8-70B reaches 0.45-0.6 on H100. */
const PROMPT_RATE = 0.5;
/** Some of an iteration is always decode: bounds the time that prompts may take of it. */
const MOST_PROMPT = 0.9;
/** How sharply watts bend into the limit. */
const BEND = 12;

/** Share of the seconds in which prompts keep the chip at its limit. */
export const promptShare = (work: Readonly<PowerWork>, seconds: number, peak: number): number =>
  Math.min(MOST_PROMPT, work.promptFlop / (PROMPT_RATE * peak * seconds));

/**
 * Watts of one accelerator over an iteration of that many seconds: the limit for the share of time that prompts take, for the rest
 * floor + weights·u_w + experts·u_e·(1 + unpacking) + cache·u_c + products·√u_f + padding·√u_p (+ polling), bent into the limit; all in
 * shares of TDP, utilisations u against datasheet bandwidth and peak, at most 1. Grows with every part of `work`, falls with `seconds`;
 * between the floor and `limit`·TDP. @returns NaN for seconds that are not above zero
 */
export function wattsOfWork(p: PowerParameters, chip: PowerChip, work: Readonly<PowerWork>, seconds: number): number {
  if (!(seconds > 0)) return Number.NaN;
  const prompts = promptShare(work, seconds, chip.peak);
  const left = (1 - prompts) * seconds;
  const bytes = left * chip.bandwidth;
  const flop = left * chip.peak;
  const drawn =
    p.floor +
    p.weights * Math.min(1, work.weightBytes / bytes) +
    p.experts * Math.min(1, work.expertBytes / bytes) * (chip.unpacks ? 1 + p.unpacking : 1) +
    p.cache * Math.min(1, work.cacheBytes / bytes) +
    p.products * Math.sqrt(Math.min(1, work.decodeFlop / flop)) +
    p.padding * Math.sqrt(Math.min(1, work.paddedFlop / flop)) +
    (chip.polls ? p.polling : 0);
  return chip.tdp * ((1 - prompts) * bent(drawn, p.limit) + prompts * p.limit);
}

/** x far below the limit, the limit far above, in between x / (1 + (x / limit)^k)^(1/k). */
const bent = (x: number, limit: number): number => x / (1 + (x / limit) ** BEND) ** (1 / BEND);
