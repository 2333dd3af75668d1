import { productRange } from '../economics/index.ts';
import type { ServingMetrics, StepUsage } from '../serving/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { MoneyFigures } from './simulation-report.ts';

const MILLION = 1e6;
const HOUR = 3600; // s

/** What is paid for, and what it gave. */
export interface Paid {
  /** USD of all replicas over the whole time, and how far that may be off by the price. */
  readonly usd: Ranged;
  /** Seconds to the last answer. */
  readonly seconds: Ranged;
  readonly metrics: ServingMetrics;
  readonly usage: readonly StepUsage[];
  readonly currency: Currency;
  readonly perUsd: number;
}

/**
 * Money of an hour and of a million tokens. Prompts pay for the seconds that they add to steps, cached tokens for the part of it that reads
 * them, answers for the rest; hours in which nothing runs are shared out in the same way.
 */
export function moneyFigures({ usd, seconds, metrics, usage, currency, perUsd }: Paid): MoneyFigures {
  const { inputTokens, cachedTokens, outputTokens, finished } = metrics;
  const shares = tokenShares(usage, metrics);
  const per = (share: number, tokens: number): Ranged =>
    productRange((share * usd.value * MILLION) / tokens, 'USD', [usd]);
  const orNone = (share: number, tokens: number) => (tokens > 0 && share > 0 ? per(share, tokens) : null);
  return {
    currency,
    perUsd,
    perHour: productRange((usd.value * HOUR) / seconds.value, 'USD/h', [usd]),
    input: orNone(shares.input, inputTokens - cachedTokens),
    cached: orNone(shares.cached, cachedTokens),
    output: orNone(shares.output, outputTokens),
    allPerOutput: per(1, outputTokens),
    blended: per(1, inputTokens + outputTokens),
    perRequest: productRange(usd.value / finished, 'USD', [usd]),
  };
}

/** Of all seconds of steps, what prompts, cached tokens and answers took. They add up to 1. */
export function tokenShares(
  usage: readonly StepUsage[],
  { finished, cachedTokens }: Pick<ServingMetrics, 'finished' | 'cachedTokens'>,
): { readonly input: number; readonly cached: number; readonly output: number } {
  const sum = (of: (use: StepUsage) => number) => usage.reduce((all, use) => all + of(use), 0);
  const all = sum((use) => use.seconds);
  if (all === 0) return { input: 0, cached: 0, output: 1 };
  const prompts = Math.min(1, sum((use) => use.promptSeconds) / all);
  const prior = Math.min(prompts, sum((use) => use.priorSeconds) / all);
  // Tokens before a piece of a prompt are cached ones, or those of the pieces before it: every piece of a request reads its cached ones.
  const pieces = sum((use) => use.pieces);
  const perRequest = finished > 0 ? cachedTokens / finished : 0;
  const cachedPart = sum((use) => use.priorTokens) > 0 ? (perRequest * pieces) / sum((use) => use.priorTokens) : 0;
  const cached = prior * Math.min(1, cachedPart);
  return { input: prompts - cached, cached, output: 1 - prompts };
}
