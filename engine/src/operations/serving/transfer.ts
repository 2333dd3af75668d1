import { buildFittedMachine } from '../../cost/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { serverOf } from '../scenario/place.ts';
import type { ReadyServing } from './ready-option.ts';
import type { ServingSetting } from './settle-serving.ts';

/** Moving a request's cache from a replica that reads prompts to one that answers: once, and for each of its tokens. Seconds. */
export interface CacheTransfer {
  readonly seconds: number;
  readonly secondsPerToken: number;
}

/**
 * Every accelerator sends its own part of the cache over its share of the scale-out network, after the prompt is through (engines that
 * send layer by layer hide some of it).
 */
export function cacheTransfer(
  { catalogue, scenario: { on } }: ServingSetting,
  { place, capacity }: ReadyServing,
  assumed: Assumed[],
): CacheTransfer {
  const { tiers } = buildFittedMachine(catalogue, {
    chip: place.chip,
    // Two servers: the last tier is the network between them.
    count: 2 * Math.max(1, serverOf(place.system)),
    ...(place.system && { system: place.system }),
    ...(place.fabric && { fabric: place.fabric }),
    ...(on.network !== undefined && { scaleOutBytesPerSecond: on.network }),
  });
  const { bytesPerSecond, efficiency, latency } = tiers.at(-1)!;
  const rate = bytesPerSecond * efficiency;
  assumed.push({ key: 'transfer', value: rate, unit: 'B/s', source: 'one network card an accelerator, not hidden' });
  return { seconds: latency, secondsPerToken: capacity.bytesPerToken / rate };
}
