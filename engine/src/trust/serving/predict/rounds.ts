import { createMetrics, type RequestRecord, type ServingMetrics, type ServingSink } from '../../../serving/index.ts';

/**
 * Metrics of a closed loop of which only some rounds are simulated: means of the rounds between the start and the end stand for those left
 * out. `requests` = simulated; `stretch` = requests asked for over requests simulated; 1 = all of them. `first` = rounds that still feel the start.
 */
export function collected(
  clients: number,
  requests: number,
  stretch: number,
  first = 2,
): { readonly sink: ServingSink; result(): { readonly metrics: ServingMetrics; readonly seconds: number } } {
  const all = createMetrics({ brief: true });
  const last = requests > (first + 1) * clients ? requests - clients : requests;
  const later = stretch > 1 ? createMetrics({ brief: true }) : null;
  const record = (r: Readonly<RequestRecord>): void => {
    all.sink.record!(r);
    if (later && r.id >= first * clients && r.id < last) later.sink.record!(r);
  };
  return {
    sink: { record },
    result() {
      const metrics = all.metrics();
      const { seconds } = metrics;
      if (!later) return { metrics, seconds };
      const rest = later.metrics();
      const share = 1 - 1 / stretch; // of the requests asked for, those left out
      const mixed = (of: 'ttft' | 'tpot' | 'e2e') => ({
        ...metrics[of],
        mean: (1 - share) * metrics[of].mean + share * rest[of].mean,
      });
      return { metrics: { ...metrics, ttft: mixed('ttft'), tpot: mixed('tpot'), e2e: mixed('e2e') }, seconds };
    },
  };
}
