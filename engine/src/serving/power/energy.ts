import type { Machine } from '../../machine/index.ts';

/** Joules a token, with what is spent on prompts kept apart from what is spent on answers. */
export interface EnergyPerToken {
  /** All joules over output tokens: how benchmarks print it. */
  readonly perOutputToken: number;
  /** Joules of prompts over prompt tokens, and the rest over output tokens. */
  readonly input: number;
  readonly output: number;
}

/** Splits the energy of some time by what drew it. Joules of all accelerators; tokens of that time. NaN where there were no tokens. */
export function energyPerToken(joules: {
  readonly total: number;
  readonly prompts: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}): EnergyPerToken {
  const per = (some: number, tokens: number) => (tokens > 0 ? some / tokens : Number.NaN);
  return {
    perOutputToken: per(joules.total, joules.outputTokens),
    input: per(joules.prompts, joules.inputTokens),
    output: per(joules.total - joules.prompts, joules.outputTokens),
  };
}

/** What the rest of a server draws while its accelerators idle, of what it draws while they run flat out. */
export const HOST_IDLE_SHARE = 0.44; // arXiv 2412.08602, 8 x H100: (1.8 kW - 8 x 70 W at rest) over (8.43 kW - 8 x 700 W)

/**
 * Watts of the servers around accelerators that draw `watts` together: host processors, memory, fans, power supplies. They add up to
 * (serverPowerFactor - 1) x TDP an accelerator under full load and to {@link HOST_IDLE_SHARE} of that at rest, linear between.
 */
export function serverWatts(watts: number, accelerators: number, rates: Machine['rates']): number {
  const rating = accelerators * rates.tdp;
  const load = rating > 0 ? Math.min(1, watts / rating) : 0;
  return watts + (rates.serverPowerFactor - 1) * rating * (HOST_IDLE_SHARE + (1 - HOST_IDLE_SHARE) * load);
}
