import type { Assumed } from '../../report/assumed.ts';
import type { LatencyLimit } from '../../serving/search/option.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { promiseOf } from './serving-traffic.ts';

const QUANTITIES = ['ttft', 'tpot', 'e2e'] as const;
const USUAL = 0.99;

/** The promise of latency: as said, else that of the application; without either there is none. */
export function limitsOf({ slo = {}, traffic = {} }: ServeScenario, assumed: Assumed[]): readonly LatencyLimit[] {
  const { percentile } = slo;
  if (percentile === undefined && QUANTITIES.some((quantity) => slo[quantity]?.percentile === null))
    assumed.push({ key: 'percentile', value: USUAL, unit: 'share', source: 'usual of promises' });
  const stated = QUANTITIES.flatMap((quantity): LatencyLimit[] => {
    const typed = slo[quantity];
    if (!typed) return [];
    return [{ quantity, percentile: typed.percentile ?? percentile ?? USUAL, seconds: typed.seconds }];
  });
  if (stated.length > 0) return stated;
  const promise = promiseOf(traffic.preset);
  return QUANTITIES.flatMap((quantity): LatencyLimit[] => {
    const target = promise[quantity];
    if (!target) return [];
    const { value: seconds, source } = target.seconds;
    assumed.push({ key: quantity, value: seconds, unit: 's', source: source ?? 'assumption' });
    return [{ quantity, percentile: percentile ?? target.percentile, seconds }];
  });
}
