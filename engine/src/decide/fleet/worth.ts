import { type Built, buildProgram } from './build.ts';
import type { Fleet } from './fleet.ts';
import type { Placement } from './placement.ts';
import { type LinearSolver, type Solved, withWholeHeld } from './program.ts';

/** What a limit is worth at the margin, and what more of it would bring when everything is placed anew. */
export interface Worth {
  readonly kind: 'supply' | 'power' | 'budget' | 'spend';
  /** Pool or site; 0 for money. */
  readonly index: number;
  /**
   * What one more of it (accelerator, W, USD) takes off the objective in each period while every whole choice stays: the dual. Money
   * by period for `spend`; one entry for `budget`.
   */
  readonly perPeriod: readonly number[];
  readonly total: number;
  /** More of it in every period, everything placed anew; null where it was not tried. */
  readonly more: { readonly by: number; readonly gain: number } | null;
}

const KINDS = { supply: 'supply', power: 'power', budget: 'budget', spend: 'spend' } as const;

/** Duals with whole numbers held where they are, summed by limit; limits that bind nowhere have none. */
export function worths(fleet: Fleet, built: Built, solved: Solved, solver: LinearSolver): Worth[] {
  const fixed = solver(withWholeHeld(built.program, solved.values));
  if (fixed.status !== 'optimal' || fixed.duals.length === 0) return [];
  return [...built.limits].flatMap(([key, rows]): Worth[] => {
    const [kind = '', index = '0'] = key.split(':');
    if (!(kind in KINDS)) return [];
    const perPeriod = fleet.periods.map((_, t) =>
      rows.filter(({ period }) => period === t).reduce((sum, { row }) => sum + gainOf(fixed.duals[row]!), 0),
    );
    const total = perPeriod.reduce((sum, gain) => sum + gain, 0);
    return total > 0 ? [{ kind: kind as Worth['kind'], index: Number(index), perPeriod, total, more: null }] : [];
  });
}

/** A limit from above lets the objective fall as it rises. */
const gainOf = (dual: number): number => Math.max(0, -dual);

/** How much more of a binding limit is tried: a server of accelerators, a tenth of the rest. */
const SERVER = 8;
const TENTH = 0.1;

/** Limits that are used up in some period, with more of them in every period and everything placed anew. Whole choices move then, too. */
export function moreOf(
  fleet: Fleet,
  placement: Placement,
  objective: number,
  solver: LinearSolver,
  known: readonly Worth[],
): Worth[] {
  const tried: Worth[] = [];
  const add = (kind: Worth['kind'], index: number, by: number, more: Fleet) => {
    const solved = solver(buildProgram(more).program);
    const gain = solved.values.length > 0 ? objective - solved.objective : 0;
    const dual = known.find((one) => one.kind === kind && one.index === index);
    if (dual || gain > 1e-6 * Math.max(1, Math.abs(objective)))
      tried.push({
        ...(dual ?? { kind, index, perPeriod: fleet.periods.map(() => 0), total: 0 }),
        more: { by, gain: Math.max(0, gain) },
      });
  };
  fleet.pools.forEach((pool, p) => {
    // Even a pool with room to spare may be too small for a gang beside its services.
    if (!placement.use[p]!.some((used) => used > 0)) return;
    if (pool.kind === 'reserved' && placement.reserved[p]! + pool.lot <= Math.max(...pool.count)) return;
    const count = pool.count.map((n) => (n > 0 ? n + SERVER : 0));
    // Owned ones that are added cost what the others cost: only what they take off elsewhere is told.
    const pools = fleet.pools.map((other, q) => (q === p ? { ...other, count } : other));
    add('supply', p, SERVER, withSameSunk(fleet, { ...fleet, pools }));
  });
  fleet.sites.forEach(({ watts }, s) => {
    if (!watts?.some((limit, t) => placement.watts[s]![t]! > (1 - TENTH) * limit)) return;
    const by = TENTH * Math.max(...watts);
    const sites = fleet.sites.map((site, i) => (i === s ? { ...site, watts: watts.map((w) => w + by) } : site));
    add('power', s, by, { ...fleet, sites });
  });
  return [
    ...tried,
    ...known.filter((one) => !tried.some(({ kind, index }) => kind === one.kind && index === one.index)),
  ];
}

/** More owned accelerators without their price, so that what they save can be held against it. */
function withSameSunk(before: Fleet, after: Fleet): Fleet {
  const pools = after.pools.map((pool, p) => {
    if (pool.kind !== 'owned') return pool;
    const usdPerHour = pool.usdPerHour.map((usd, t) =>
      pool.count[t]! > 0 ? (usd * before.pools[p]!.count[t]!) / pool.count[t]! : 0,
    );
    return { ...pool, usdPerHour };
  });
  return { ...after, pools };
}
