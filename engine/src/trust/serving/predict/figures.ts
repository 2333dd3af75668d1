import type { Distribution, ServingMetrics } from '../../../serving/index.ts';

/** Predicted figures of one run by name, in the units that rows are printed in; rates are of the whole system. */
export type Figures = Readonly<Record<string, number>>;

const MS = 1e3;

/** Latencies of a simulated run as tables print them. `mean` may be another average than that of all requests. */
export function latencyFigures(
  { ttft, tpot, e2e }: Pick<ServingMetrics, 'ttft' | 'tpot' | 'e2e'>,
  statistic: 'mean' | 'median' = 'mean',
): Figures {
  const centre = ({ mean, p50 }: Distribution): number => (statistic === 'mean' ? mean : p50);
  return {
    ttft_ms: MS * centre(ttft),
    tpot_ms: MS * centre(tpot),
    latency_ms: MS * e2e.mean,
    latency_p50_ms: MS * e2e.p50,
    ttft_p99_ms: MS * ttft.p99,
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
