import type { Distribution, ServingMetrics } from '../../../serving/index.ts';

/** Predicted figures of one run by name, in the units that rows are printed in; rates are of the whole system. */
export type Figures = Readonly<Record<string, number>>;

const MS = 1e3;

/** Latencies of a simulated run as tables print them. `before` = seconds that requests spend in the front end, which the run left out. */
export function latencyFigures(
  { ttft, tpot, e2e }: Pick<ServingMetrics, 'ttft' | 'tpot' | 'e2e'>,
  { statistic = 'mean', before = 0 }: { readonly statistic?: 'mean' | 'median'; readonly before?: number } = {},
): Figures {
  const centre = ({ mean, p50 }: Distribution): number => (statistic === 'mean' ? mean : p50);
  return {
    ttft_ms: MS * (before + centre(ttft)),
    tpot_ms: MS * centre(tpot),
    latency_ms: MS * (before + e2e.mean),
    latency_p50_ms: MS * (before + e2e.p50),
    ttft_p99_ms: MS * (before + ttft.p99),
    tpot_p99_ms: MS * tpot.p99,
  };
}

/** Rates of a run that answered so many tokens and requests in `seconds`. */
export const rateFigures = (
  seconds: number,
  { input, output, requests }: { readonly input: number; readonly output: number; readonly requests: number },
): Figures => ({
  output_tokens_per_s: output / seconds,
  total_tokens_per_s: (input + output) / seconds,
  requests_per_s: requests / seconds,
});
