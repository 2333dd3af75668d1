import { type Fleet, type Need, usdOfHour } from './fleet.ts';
import type { Placement } from './placement.ts';

/** Parts that err together, and how far down and up they may go. */
type Errors = Map<string, { down: number; up: number }>;

/**
 * The range of a placement's cost as it stands. Estimates of one accelerator err together, as they come from one model of it; those of
 * different accelerators, and prices of different pools, err on their own, so their widths are added in quadrature.
 */
export function costRange(fleet: Fleet, placement: Placement): Need {
  const errors: Errors = new Map();
  const add = (key: string, usd: number, low: number, high: number) => {
    const known = errors.get(key) ?? { down: 0, up: 0 };
    errors.set(key, { down: known.down + usd * (1 - low), up: known.up + usd * (high - 1) });
  };
  for (const { usd, priced, need, pool } of parts(fleet, placement)) {
    const { chip, priceRange } = fleet.pools[pool]!;
    add(`need of ${chip}`, usd, need.low / need.value, need.high / need.value);
    add(`price of ${pool}`, priced, priceRange[0], priceRange[1]);
  }
  const width = (of: 'down' | 'up') => Math.hypot(...[...errors.values()].map((error) => error[of]));
  return { value: placement.usd, low: placement.usd - width('down'), high: placement.usd + width('up') };
}

/** USD of each part that is placed, and how much of it is the pool's price; reserved lots go with what uses them. */
function* parts({ pools, periods, workloads, sites }: Fleet, { placed, reserved }: Placement) {
  const used = pools.map((_, p) =>
    placed.reduce((sum, part) => sum + (part.pool === p ? part.accelerators * periods[part.period]!.hours : 0), 0),
  );
  for (const { workload, pool, period, accelerators } of placed) {
    const place = pools[pool]!;
    const hours = accelerators * periods[period]!.hours;
    const from = place.count.findIndex((n) => n > 0);
    const held = periods.reduce(
      (sum, p, t) => sum + (t >= from ? reserved[pool]! * p.hours * place.usdPerHour[t]! : 0),
      0,
    );
    const reservation = place.kind === 'reserved' ? (held * hours) / used[pool]! : 0;
    const rent = place.kind === 'rented' ? hours * place.usdPerHour[period]! : 0;
    const { need } = workloads[workload]!.alternatives.find((one) => one.pool === pool)!;
    yield { pool, need, usd: hours * usdOfHour({ sites }, place, period) + reservation, priced: rent + reservation };
  }
}
