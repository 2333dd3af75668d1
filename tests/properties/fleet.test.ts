import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadSolver } from '../../cli/src/solver.ts';
import {
  atEnd,
  buildProgram,
  clashOf,
  conflictOf,
  costRange,
  type Fleet,
  type LinearSolver,
  type Placement,
  placeFleet,
  readPlacement,
  scaled,
  sunkUsd,
  withWholeHeld,
} from '../../engine/src/decide/index.ts';
import { FIXED_SEED, inputs } from '../effort.ts';
import { fleets } from './fleets.ts';
import { yalps } from './yalps-solver.ts';

const small = fleets({ workloads: 4, pools: 3, periods: 3 });
let plain: LinearSolver;
let highs: LinearSolver;
beforeAll(async () => {
  plain = await loadSolver();
  highs = scaled(plain);
});

/** Long runs take as long as they take. */
const PATIENCE = 600_000;
const near = (a: number, b: number, share = 1e-6) => Math.abs(a - b) <= share * Math.max(1, Math.abs(a), Math.abs(b));

describe('a fleet by two solvers', () => {
  it(
    'has the same least objective, or no placement, by HiGHS and by YALPS',
    () => {
      const other = scaled(yalps);
      const seen = { optimal: 0, infeasible: 0 };
      fc.assert(
        fc.property(small, (fleet) => {
          const { program } = buildProgram(fleet);
          const [a, b] = [highs(program), other(program)];
          fc.pre(a.status !== 'limit' && b.status !== 'limit');
          expect(a.status).toBe(b.status);
          seen[a.status as keyof typeof seen]++;
          if (a.status === 'optimal')
            expect(near(a.objective, b.objective), `${a.objective} ${b.objective}`).toBe(true);
        }),
        { numRuns: inputs(300, 30), seed: FIXED_SEED },
      );
      expect(seen.optimal).toBeGreaterThan(5);
      expect(seen.infeasible).toBeGreaterThan(5);
    },
    PATIENCE,
  );
});

describe('a placement', () => {
  it(
    'places everything that is done once, keeps every limit, and costs what its parts cost',
    () => {
      fc.assert(
        fc.property(small, (fleet) => {
          const built = buildProgram(fleet);
          const solved = highs(built.program);
          fc.pre(solved.values.length > 0);
          const placement = readPlacement(fleet, built, solved.values);
          expect(violations(fleet, placement)).toEqual([]);
          expect(near(objectiveOf(fleet, placement), solved.objective, 1e-5)).toBe(true);
          const range = costRange(fleet, placement);
          expect(range.low).toBeLessThanOrEqual(range.value + 1e-6);
          expect(range.high).toBeGreaterThanOrEqual(range.value - 1e-6);
        }),
        { numRuns: inputs(25), seed: FIXED_SEED + 1 },
      );
    },
    PATIENCE,
  );

  it(
    'costs no more with more of anything, and no less where work needs more',
    () => {
      fc.assert(
        fc.property(small, fc.nat(2), (fleet, p) => {
          const cost = { ...fleet, objective: 'cost' as const };
          const now = highs(buildProgram(cost).program);
          fc.pre(now.values.length > 0);
          const slack = 1e-6 * Math.max(1, now.objective);
          const pools = fleet.pools.map((pool, i) =>
            i === p && pool.kind !== 'owned' ? { ...pool, count: pool.count.map((n) => (n > 0 ? n + 64 : 0)) } : pool,
          );
          expect(highs(buildProgram({ ...cost, pools }).program).objective).toBeLessThanOrEqual(now.objective + slack);
          const high = highs(buildProgram(atEnd(cost, 'high')).program);
          if (high.values.length > 0) expect(high.objective).toBeGreaterThanOrEqual(now.objective - slack);
        }),
        { numRuns: inputs(10), seed: FIXED_SEED + 2 },
      );
    },
    PATIENCE,
  );
});

describe('what nothing fits for', () => {
  it(
    'is a set of limits in conflict from which none can be left out',
    () => {
      let found = 0;
      fc.assert(
        fc.property(small, (fleet) => {
          fc.pre(highs(buildProgram(fleet).program).status === 'infeasible');
          const conflict = conflictOf(fleet, highs)!;
          const clash = clashOf(fleet, highs);
          expect(conflict.length).toBeGreaterThan(0);
          expect(clash(conflict)).toBe(true);
          for (const group of conflict) expect(clash(conflict.filter((one) => one !== group))).toBe(false);
          found++;
        }),
        { numRuns: inputs(6, 4), seed: FIXED_SEED + 3 },
      );
      expect(found).toBeGreaterThan(2);
    },
    PATIENCE,
  );

  it(
    'is told with amounts that are enough and no more than needed',
    () => {
      fc.assert(
        fc.property(small, (fleet) => {
          const plan = placeFleet(fleet, plain);
          fc.pre(plan.kind === 'impossible');
          for (const { group, by, usd } of plan.relaxations) {
            if (by === null) continue;
            expect(by, group.kind).toBeGreaterThan(-1e-9);
            if (usd !== null) expect(usd).toBeGreaterThanOrEqual(0);
          }
          expect(plan.relaxations.length).toBe(plan.conflict.length);
        }),
        { numRuns: inputs(3, 2), seed: FIXED_SEED + 4 },
      );
    },
    PATIENCE,
  );
});

describe('a budget', () => {
  it(
    'cuts off what the programme with it as a limit cuts off, and what is missing is what the cheapest costs more',
    () => {
      const seen = { placed: 0, dear: 0 };
      fc.assert(
        fc.property(small, fc.double({ min: 0.7, max: 1.3, noNaN: true }), (drawn, share) => {
          const fleet: Fleet = { ...drawn, objective: 'cost', budget: null };
          const cheapest = highs(buildProgram(fleet).program);
          fc.pre(cheapest.values.length > 0 && cheapest.objective > 1 && Math.abs(share - 1) > 1e-6);
          const held = { ...fleet, budget: cheapest.objective * share };
          const plan = placeFleet(held, plain, { reasons: 'few' });
          expect(plan.kind === 'placed').toBe(highs(buildProgram(held).program).status !== 'infeasible');
          expect(plan.kind === 'placed').toBe(share > 1);
          if (plan.kind === 'placed') {
            seen.placed++;
            expect(near(plan.objective, cheapest.objective)).toBe(true);
            return;
          }
          seen.dear++;
          expect(plan.conflict).toEqual([{ kind: 'budget' }]);
          const [{ by, usd }] = plan.relaxations as [(typeof plan.relaxations)[number]];
          expect(near(held.budget + by!, cheapest.objective) && near(usd!, cheapest.objective)).toBe(true);
        }),
        { numRuns: inputs(8, 5), seed: FIXED_SEED + 6 },
      );
      expect(Math.min(seen.placed, seen.dear)).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});

describe('what one more is worth', () => {
  it(
    'is what the objective loses when the limit rises by a little and whole choices stay',
    () => {
      let compared = 0;
      fc.assert(
        fc.property(tight, (fleet) => {
          const built = buildProgram(fleet);
          const solved = highs(built.program);
          fc.pre(solved.values.length > 0);
          const held = withWholeHeld(built.program, solved.values);
          const { duals, objective } = highs(held);
          for (const [, rows] of built.limits)
            for (const { row } of rows) {
              const { high, low } = held.rows[row]!;
              if (!Number.isFinite(high) || low === high) continue;
              const at = (change: number) =>
                highs({ ...held, rows: held.rows.map((r, i) => (i === row ? { ...r, high: r.high + change } : r)) });
              const step = 1e-3 * Math.max(1, Math.abs(high));
              const [up, down] = [at(step), at(-step)];
              if (up.values.length === 0 || down.values.length === 0) continue;
              const slopes = [(up.objective - objective) / step, (objective - down.objective) / step];
              // A corner has two slopes, and its dual may be any between.
              if (!near(slopes[0]!, slopes[1]!, 1e-4)) continue;
              expect(Math.abs(duals[row]! - slopes[0]!)).toBeLessThan(1e-3 * Math.max(1, Math.abs(slopes[0]!)));
              if (slopes[0]! < -1e-6) compared++;
            }
        }),
        { numRuns: inputs(8, 6), seed: FIXED_SEED + 5 },
      );
      expect(compared).toBeGreaterThan(0);
    },
    PATIENCE,
  );
});

const ready = { from: 0, portUsd: 0 };
const everything = { pretraining: ready, posttraining: ready, batch: ready, online: ready };
const whole = (min: number, max: number) => fc.integer({ min, max });

/** Work that fills the cheap pools, so that the dear one takes what is left: limits bind. */
const tight: fc.Arbitrary<Fleet> = fc
  .record({
    counts: fc.tuple(whole(20, 80), whole(20, 80)),
    prices: fc.tuple(whole(10, 20), whole(21, 35)),
    needs: fc.array(whole(60, 200), { minLength: 2, maxLength: 3 }),
  })
  .map(({ counts, prices, needs }) => ({
    objective: 'cost',
    periods: ['Q1', 'Q2'].map((name) => ({ name, hours: 2184 })),
    sites: [],
    pools: [...counts, 1000].map((count, p) => ({
      name: `pool ${p}`,
      kind: 'rented',
      chip: `chip ${p}`,
      count: [count, count],
      lot: 1,
      watts: 1000,
      site: null,
      usdPerHour: [[...prices, 50][p]! / 10, [...prices, 50][p]! / 10],
      priceRange: [1, 1],
      ready: everything,
    })),
    workloads: needs.map((thousands, w) => ({
      name: `work ${w}`,
      kind: 'batch',
      load: null,
      first: 0,
      last: w % 2,
      split: true,
      value: null,
      alternatives: [0, 1, 2].map((pool) => {
        const value = thousands * 1000 * (1 + ((w + pool) % 3) / 10);
        return {
          pool,
          need: { value, low: value, high: value },
          atMost: Number.POSITIVE_INFINITY,
          together: false,
          lot: 0,
        };
      }),
    })),
    budget: null,
    spend: null,
  }));

/** Counted anew from what goes where, not from the programme's rows. */
function violations(fleet: Fleet, { placed, done, use, watts, reserved, usd }: Placement): string[] {
  const { pools, periods, workloads, sites, budget } = fleet;
  const found: string[] = [];
  const slack = 1e-5;
  workloads.forEach((work, w) => {
    const parts = placed.filter(({ workload }) => workload === w);
    if (!done[w]) return;
    if (work.load === null) {
      const total = parts.reduce((sum, { share }) => sum + share, 0);
      if (Math.abs(total - 1) > slack) found.push(`${work.name} is done ${total} times`);
      for (const { period } of parts)
        if (period < work.first || period > work.last) found.push(`${work.name} in ${period}`);
    } else
      work.load.forEach((load, t) => {
        const served = parts.filter(({ period }) => period === t).reduce((sum, { share }) => sum + share, 0);
        if (load > 0 && served < 1 - slack) found.push(`${work.name} is served ${served} in ${t}`);
      });
    const used = new Set(parts.map(({ pool }) => pool));
    if (!work.split && used.size > 1) found.push(`${work.name} is split over ${used.size}`);
    for (const { pool, period, share, accelerators } of parts) {
      const { need } = work.alternatives.find((one) => one.pool === pool)!;
      const hours = work.load ? share * work.load[period]! * need.value : (share * need.value) / periods[period]!.hours;
      if (Math.abs(hours - accelerators) > slack * Math.max(1, hours))
        found.push(`${work.name} takes ${accelerators}, not ${hours}`);
      const { from } = pools[pool]!.ready[work.kind];
      if (from === null || period < from) found.push(`${pools[pool]!.name} is not ready for ${work.name}`);
    }
  });
  pools.forEach((pool, p) => {
    pool.count.forEach((count, t) => {
      const most = pool.kind === 'reserved' ? Math.min(count, reserved[p]!) : count;
      if (use[p]![t]! > most + slack * Math.max(1, most))
        found.push(`${pool.name} has ${most}, ${use[p]![t]} are used`);
    });
  });
  sites.forEach((site, s) => {
    site.watts?.forEach((limit, t) => {
      if (watts[s]![t]! > limit * (1 + slack)) found.push(`${site.name} draws ${watts[s]![t]} of ${limit} W`);
    });
  });
  if (budget !== null && usd > budget * (1 + slack)) found.push(`${usd} of ${budget} USD`);
  return found;
}

function objectiveOf(fleet: Fleet, { usd, joules, done }: Placement): number {
  if (fleet.objective === 'energy') return joules;
  const worth = fleet.workloads.reduce((sum, { value }, w) => sum + (done[w] ? (value ?? 0) : 0), 0);
  return fleet.objective === 'value' ? usd - worth : usd;
}

it('owned accelerators are paid whether they work or not', () => {
  const [fleet] = fc.sample(small, { numRuns: 1, seed: 5 });
  const owned = fleet!.pools.map((pool) => ({ ...pool, kind: 'owned' as const }));
  const each = fleet!.periods.map((_, t) => sunkUsd({ ...fleet!, pools: owned }, t));
  expect(
    near(
      each.reduce((sum, usd) => sum + usd, 0),
      sunkUsd({ ...fleet!, pools: owned }),
    ),
  ).toBe(true);
});
