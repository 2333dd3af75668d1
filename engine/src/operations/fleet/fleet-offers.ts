import type { Fleet, Pool, Workload } from '../../decide/index.ts';
import type { FleetOffer } from '../../report/index.ts';
import type { How } from './estimated.ts';
import type { SettledFleet } from './settle-fleet.ts';

/** What a workload would take on each pool, were it alone; and the price at which each would be level with the cheapest other. */
export function offerRows({ fleet, chips, offers }: SettledFleet, w: number): FleetOffer[] {
  const work = fleet.workloads[w]!;
  const rows = offers
    .filter(({ workload }) => workload === w)
    .map((offer) => {
      const pool = fleet.pools[offer.pool]!;
      const chip = chips[offer.pool]!;
      const need = work.alternatives.find((one) => one.pool === offer.pool)?.need ?? null;
      const hours = need ? need.value * loadHours(fleet, work) : null;
      const price = priceOf(fleet, pool);
      const { from } = pool.ready[work.kind];
      return {
        hours,
        electricity: electricityOf(fleet, pool),
        offer: {
          pool: pool.name,
          chip: chip.id,
          vendor: chip.vendor,
          need: need && { ...need, unit: work.load ? '1' : 'GPU-h' },
          usd:
            need && hours !== null
              ? {
                  value: hours * price,
                  low: (hours * price * need.low) / need.value,
                  high: (hours * price * need.high) / need.value,
                  unit: 'USD',
                }
              : null,
          levelUsdPerHour: null,
          ready: from === null ? null : fleet.periods[from]!.name,
          from: offer.from,
          how: offer.how && wordsOf(offer.how),
          refused: offer.refused,
        } satisfies FleetOffer,
      };
    });
  return rows.map(({ offer, hours, electricity }, i) => {
    const others = rows
      .filter((row, j) => j !== i && row.offer.usd && row.offer.ready !== null)
      .map(({ offer: other }) => other.usd!.value);
    if (hours === null || others.length === 0) return offer;
    return { ...offer, levelUsdPerHour: Math.min(...others) / hours - electricity };
  });
}

/** Hours of a unit of need: of a service all hours by their load; of work done once the need is in hours already. */
const loadHours = ({ periods }: Fleet, { load }: Workload): number =>
  load ? load.reduce((all, times, t) => all + times * periods[t]!.hours, 0) : 1;

/** USD of an hour of one accelerator, mean over the periods: what owning or reserving costs counts as if it were paid by use. */
const priceOf = (fleet: Fleet, pool: Pool): number =>
  pool.usdPerHour.reduce((all, usd) => all + usd, 0) / pool.usdPerHour.length + electricityOf(fleet, pool);

const electricityOf = ({ sites }: Fleet, { site, watts }: Pool): number =>
  site === null ? 0 : (watts / 1000) * sites[site]!.usdPerKilowattHour;

/** "512: TP 2 · PP 2 · DP 128", "TP 4, fp8": the strategy or the replica in a few words that need no translation. */
function wordsOf(how: How): string {
  const degrees = how.kind === 'train' ? how.strategy : how;
  const shown = (['tp', 'pp', 'dp', 'ep'] as const).filter((key) => degrees[key] > 1 || key === 'tp');
  const cut = shown.map((key) => `${key.toUpperCase()} ${degrees[key]}`).join(' · ');
  return how.kind === 'train' ? `${how.accelerators}: ${cut}` : `${cut}, ${how.weights}, KV ${how.kv}, ${how.engine}`;
}
