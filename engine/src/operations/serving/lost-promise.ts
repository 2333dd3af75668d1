import type { ServingSink } from '../../serving/index.ts';
import type { LatencyLimit } from '../../serving/search/option.ts';

/** Percentiles are told from a sketch: what is so little above a limit does not count as above it. */
const SURE = 1.02;

/** Watches requests end; `lost` once so many of all are above a limit that its percentile cannot be kept, whatever comes. */
export function lostPromise(limits: readonly LatencyLimit[]): {
  readonly sink: ServingSink;
  readonly lost: (requests: number) => boolean;
} {
  const above = limits.map(() => 0);
  return {
    sink: {
      record({ refused, arrival, firstToken, finished, output }) {
        if (refused) return;
        const took = {
          ttft: firstToken - arrival,
          tpot: output > 1 ? (finished - firstToken) / (output - 1) : 0,
          e2e: finished - arrival,
        };
        limits.forEach(({ quantity, seconds }, i) => {
          if (took[quantity] > SURE * seconds) above[i]!++;
        });
      },
    },
    lost: (requests) => limits.some(({ percentile }, i) => above[i]! > (1 - percentile) * requests + 1),
  };
}
