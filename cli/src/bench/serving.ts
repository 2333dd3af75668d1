import type { Catalogue } from '@ridgepoint/engine/facts';
import { createMetrics, simulateServing } from '@ridgepoint/engine/serving';
import { against, alone, cpuSeconds, type Measure } from './measure.ts';
import { PEERS } from './peers.ts';
import { chatCase, type ServingCase, weekCase } from './serving-cases.ts';
import { vidurCase } from './vidur-case.ts';

/** Long enough that the clock of the processor's time does not matter. */
const LEAST_SECONDS = 1;
const WARM_RUNS = 20;

/** The speed of simulating an engine request by request, and the memory of a long run. */
export function benchServing(catalogue: Catalogue): Measure[] {
  const vidur = vidurCase();
  const own = chatCase(catalogue);
  return [
    ...(vidur ? rates("Vidur's run (Llama-2-70B, two A100, 0.8/s), its tables and scheduler", vidur) : []),
    ...rates('the same load, our kernels (Llama-2-70B, two A100, 0.8/s)', own, vidur !== null),
    ...week(catalogue),
  ];
}

/** Requests a CPU second, each one's latencies measured, against every peer; or against the bar alone. */
function rates(name: string, one: ServingCase, barOnly = false): Measure[] {
  for (let i = 0; i < WARM_RUNS; i++) run(one);
  let runs = 0;
  let seconds = 0;
  while (seconds < LEAST_SECONDS) {
    seconds += cpuSeconds(() => run(one));
    runs++;
  }
  const rate = (runs * one.requests) / seconds;
  const peers = barOnly
    ? [PEERS.servingBar]
    : [PEERS.servingBar, PEERS.vidurRate, PEERS.splitwiseRate, PEERS.llmServingSimRate];
  return peers.map((peer) => against(`simulated requests: ${name}`, rate, 'requests/CPU s', peer, true));
}

function run({ source, pool }: ServingCase): void {
  simulateServing({ source: source(), pools: [pool], sink: createMetrics().sink });
}

/** A week of mixed traffic, its traffic made on the way: seconds, and how far the heap grew. */
function week(catalogue: Catalogue): Measure[] {
  const { requests, source, pool } = weekCase(catalogue);
  const before = process.memoryUsage();
  let peak = 0;
  const seconds = cpuSeconds(() => {
    const { verdict } = simulateServing({
      source: source(),
      pools: [pool],
      sink: createMetrics().sink,
      onProgress: () => {
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        peak = Math.max(peak, heapUsed - before.heapUsed + arrayBuffers - before.arrayBuffers);
        return true;
      },
    });
    if (verdict !== 'finished') throw new Error(`the week's traffic ended as "${verdict}"`);
  });
  return [
    against(
      `a week of mixed traffic, ${requests} requests, one group of eight H100`,
      seconds,
      's',
      PEERS.weekBar,
      false,
    ),
    alone('the same: growth of the heap at its peak', peak / 1e6, 'MB'),
  ];
}
