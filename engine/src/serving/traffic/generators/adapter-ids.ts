import type { TrafficSource } from '../request.ts';

/** Gives requests that name no adapter one of `count`, evenly and by conversation; a share of them asks for the model alone. */
export function adapterIds<Source extends TrafficSource>(
  source: Source,
  count: number,
  share: number,
  seed: number,
): Source {
  return {
    ...source,
    next(into) {
      if (!source.next(into)) return false;
      if (into.adapter >= 0) return true;
      const who = into.session >= 0 ? into.session : into.id;
      const chance = mixed(who, seed);
      if (chance < share) into.adapter = Math.min(count - 1, Math.floor((chance / share) * count));
      return true;
    },
  };
}

/** An even number in [0, 1) of a request: the same whatever else is drawn (the finish of MurmurHash3, public domain). */
function mixed(who: number, seed: number): number {
  let h = (who ^ Math.imul(seed | 0, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
