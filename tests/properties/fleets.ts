import fc from 'fast-check';
import {
  type Alternative,
  FLEET_OBJECTIVES,
  type Fleet,
  POOL_KINDS,
  type Pool,
  type Site,
  WORK_KINDS,
  type WorkKind,
  type Workload,
} from '../../engine/src/decide/index.ts';

interface Sizes {
  readonly workloads: number;
  readonly pools: number;
  readonly periods: number;
}

/** Numbers as people write them: three digits. */
const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).map((x) => Math.max(min, Number(x.toPrecision(3))));

/** Small fleets of every shape: some fit, some do not. */
export const fleets = (most: Sizes): fc.Arbitrary<Fleet> =>
  fc
    .record({
      workloads: fc.integer({ min: 1, max: most.workloads }),
      pools: fc.integer({ min: 1, max: most.pools }),
      periods: fc.integer({ min: 1, max: most.periods }),
    })
    .chain(fleetOf);

function fleetOf({ workloads, pools, periods }: Sizes): fc.Arbitrary<Fleet> {
  const times = periods;
  const byPeriod = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: times, maxLength: times });
  const site: fc.Arbitrary<Site> = fc.record({
    name: fc.constant('site'),
    watts: fc.option(byPeriod(number(5e4, 6e5)), { nil: null, freq: 2 }),
    usdPerKilowattHour: number(0.01, 0.3),
  });
  const readiness = fc.record({
    from: fc.oneof(
      { weight: 5, arbitrary: fc.constant<number | null>(0) },
      { weight: 1, arbitrary: fc.constantFrom(null, times - 1) },
    ),
    portUsd: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: number(1e3, 2e5) }),
  });
  const pool = (p: number): fc.Arbitrary<Pool> =>
    fc
      .record({
        kind: fc.constantFrom(...POOL_KINDS),
        count: fc.integer({ min: 16, max: 600 }),
        from: fc.integer({ min: 0, max: times - 1 }),
        lot: fc.constantFrom(1, 8, 64),
        watts: number(500, 2000),
        site: fc.constantFrom(0, null),
        usdPerHour: byPeriod(number(0.5, 8)),
        ready: fc.tuple(readiness, readiness, readiness, readiness),
      })
      .map(({ count, from, ready, ...rest }) => ({
        ...rest,
        name: `pool ${p}`,
        chip: `chip ${p % 2}`,
        count: Array.from({ length: times }, (_, t) => (t >= Math.min(from, 1) ? count : 0)),
        priceRange: [0.8, 1.3] as const,
        ready: Object.fromEntries(WORK_KINDS.map((kind, i) => [kind, ready[i]!])) as unknown as Record<
          WorkKind,
          Pool['ready'][WorkKind]
        >,
      }));
  const workload = (w: number): fc.Arbitrary<Workload> =>
    fc
      .record({
        kind: fc.constantFrom(...WORK_KINDS),
        load: byPeriod(number(0.5, 2)),
        first: fc.integer({ min: 0, max: times - 1 }),
        length: fc.integer({ min: 0, max: times }),
        split: fc.boolean(),
        value: fc.option(number(1e4, 1e6), { nil: null }),
        size: number(8, 120),
        on: fc.array(
          fc.record({
            times: number(0.5, 3),
            atMost: fc.constantFrom(Number.POSITIVE_INFINITY, 64, 128),
            together: fc.boolean(),
            lot: fc.constantFrom(0, 8),
          }),
          { minLength: pools, maxLength: pools },
        ),
        without: fc.array(fc.boolean(), { minLength: pools, maxLength: pools }),
      })
      .map(({ load, first, length, size, on, without, kind, ...rest }) => {
        const online = kind === 'online';
        const alternatives = on.flatMap(({ times: factor, atMost, together, lot }, p): Alternative[] => {
          if (p > 0 && without[p]) return [];
          const value = factor * size * (online ? 1 : 500);
          const whole = together && Number.isFinite(atMost) && !online;
          return [
            {
              pool: p,
              need: { value, low: 0.8 * value, high: 1.25 * value },
              atMost,
              together: whole,
              lot: online ? lot : 0,
            },
          ];
        });
        return {
          ...rest,
          kind,
          name: `work ${w}`,
          load: online ? load : null,
          first: online ? 0 : first,
          last: online ? times - 1 : Math.min(times - 1, first + length),
          alternatives,
        };
      });
  return fc.record({
    objective: fc.constantFrom(...FLEET_OBJECTIVES),
    periods: fc.constant(Array.from({ length: times }, (_, t) => ({ name: `Q${t + 1}`, hours: 2184 }))),
    sites: fc.tuple(site),
    pools: fc.tuple(...Array.from({ length: pools }, (_, p) => pool(p))),
    workloads: fc.tuple(...Array.from({ length: workloads }, (_, w) => workload(w))),
    budget: fc.option(number(5e5, 4e7), { nil: null, freq: 2 }),
    spend: fc.option(byPeriod(number(1e6, 1e7)), { nil: null, freq: 1 }),
  });
}
