import { type Alternative, type Fleet, sunkUsd, usdOfHour, type Workload } from './fleet.ts';
import { keyOf } from './groups.ts';
import { type Draft, draft, type Program } from './program.ts';

const JOULES_PER_WATT_HOUR = 3600;

/** A column that places a part of a workload on a pool in a period. */
export interface PlacedCell {
  readonly column: number;
  readonly workload: number;
  readonly pool: number;
  readonly period: number;
  /** Accelerators at work, mean over the period, for each unit of the column. */
  readonly use: number;
  /** Share of the workload for each unit; of a service, of its load at 1. */
  readonly share: number;
}

/** The programme of a fleet, and what its columns and rows stand for. */
export interface Built {
  readonly program: Program;
  readonly cells: readonly PlacedCell[];
  /** Lots that a reserved pool holds: column, null for other pools. */
  readonly held: readonly (number | null)[];
  /** Whether work of a kind was brought to a pool: [pool, kind, column]. */
  readonly ports: readonly { readonly pool: number; readonly kind: Workload['kind']; readonly column: number }[];
  /** Whether an optional workload is done: column, null where it must be. */
  readonly done: readonly (number | null)[];
  /** Rows of each group's limit, by its key; of pools and sites one a period, in order. */
  readonly limits: ReadonlyMap<string, readonly { readonly row: number; readonly period: number }[]>;
  /** Elastic columns by the key of their group. */
  readonly elastic: ReadonlyMap<string, number>;
}

export interface BuildOptions {
  /** Whether a group's limits hold; all by default. */
  readonly holds?: (key: string) => boolean;
  /** Groups that may give way, and what each unit of it costs: accelerators, W, USD, or a share of the work. */
  readonly elastic?: ReadonlyMap<string, number>;
  /** False: only what gives way is counted. */
  readonly priced?: boolean;
}

/** A sum of columns that is limited later. */
type Sum = [column: number, value: number][];

/**
 * The programme: for each alternative and period how much of the work is done there (a share, or whole replicas), one pool where a
 * workload may not be split, whole gangs, lots of reserved accelerators, work brought to a pool once; under supply, power and budget.
 */
export function buildProgram(fleet: Fleet, options: BuildOptions = {}): Built {
  return new Builder(fleet, options).built();
}

class Builder {
  private readonly to: Draft = draft();
  private readonly cells: PlacedCell[] = [];
  private readonly ports: Built['ports'][number][] = [];
  private readonly held: (number | null)[];
  private readonly done: (number | null)[] = [];
  private readonly limits = new Map<string, { row: number; period: number }[]>();
  private readonly elastic = new Map<string, number>();
  private readonly use: Sum[][];
  /** Whole accelerators taken in a period by services alone: what gangs have to leave room for. */
  private readonly served: Sum[][];
  /** USD by period; the last one is paid once. */
  private readonly usd: Sum[];

  constructor(
    private readonly fleet: Fleet,
    private readonly options: BuildOptions,
  ) {
    const { pools, periods } = fleet;
    this.use = pools.map(() => periods.map(() => []));
    this.served = pools.map(() => periods.map(() => []));
    this.usd = [...periods, null].map(() => []);
    for (const [key, cost] of options.elastic ?? [])
      this.elastic.set(key, this.to.column(`more of ${key}`, { cost, ...(key.startsWith('must') && { high: 1 }) }));
    this.held = pools.map((pool, p) => {
      if (pool.kind !== 'reserved') return null;
      const most = this.free(`supply:${p}`) ? Number.POSITIVE_INFINITY : Math.floor(Math.max(...pool.count) / pool.lot);
      const from = pool.count.findIndex((n) => n > 0);
      const hours = (t: number) => (from >= 0 && t >= from ? periods[t]!.hours : 0);
      const total = periods.reduce((sum, _, t) => sum + pool.lot * hours(t) * pool.usdPerHour[t]!, 0);
      const column = this.column(`${pool.name} reserved`, { high: most, integer: true }, total, 0);
      periods.forEach((_, t) => {
        this.usd[t]!.push([column, pool.lot * hours(t) * pool.usdPerHour[t]!]);
      });
      return column;
    });
  }

  built(): Built {
    const { fleet, to } = this;
    fleet.workloads.forEach((work, w) => {
      this.workload(work, w);
    });
    this.supply();
    this.power();
    this.money();
    const offset = this.options.priced === false || fleet.objective === 'energy' ? 0 : sunkUsd(fleet);
    const { cells, held, ports, done, limits, elastic } = this;
    return { program: { columns: to.columns, rows: to.rows, offset }, cells, held, ports, done, limits, elastic };
  }

  private holds(key: string): boolean {
    return this.options.holds?.(key) ?? true;
  }

  /** A limit that does not hold, or gives way. */
  private free(key: string): boolean {
    return !this.holds(key) || this.elastic.has(key);
  }

  private give(key: string, by: number): Sum {
    const column = this.elastic.get(key);
    return column === undefined ? [] : [[column, by]];
  }

  private column(
    name: string,
    shape: { high?: number; integer?: boolean },
    usd: number,
    joules: number,
    worth = 0,
  ): number {
    const { objective } = this.fleet;
    const cost =
      this.options.priced === false ? 0 : objective === 'energy' ? joules : usd - (objective === 'value' ? worth : 0);
    return this.to.column(name, { ...shape, cost });
  }

  private workload(work: Workload, w: number): void {
    const { fleet, to } = this;
    const { periods, objective } = fleet;
    const optional = work.value !== null && objective === 'value';
    const done = optional ? this.column(`${work.name} done`, { high: 1, integer: true }, 0, 0, work.value!) : null;
    this.done.push(done);
    const must = `must:${w}`;
    const whole = periods.map((): Sum => []);
    const choices: Sum = [];
    for (const alternative of work.alternatives) {
      const placed = periods.map((_, t) => this.cell(work, w, alternative, t));
      const entries = placed.flatMap((cell) => (cell ? [cell] : []));
      placed.forEach((cell, t) => {
        if (cell) whole[t]!.push([cell.column, cell.share]);
      });
      if (entries.length === 0) continue;
      const { name, ready } = fleet.pools[alternative.pool]!;
      if (!work.split) {
        const chosen = to.column(`${work.name} goes to ${name}`, { high: 1, integer: true });
        choices.push([chosen, 1]);
        this.onlyIf(work, entries, chosen);
      }
      const { portUsd } = ready[work.kind];
      if (portUsd > 0) this.onlyIf(work, entries, this.port(alternative.pool, work.kind, portUsd));
    }
    if (choices.length > 1) to.row(`${work.name} on one pool`, Number.NEGATIVE_INFINITY, 1, choices);
    if (!optional && !this.holds(must)) return;
    const wanted = (times: number): Sum => (done === null ? [] : [[done, -times]]);
    const least = (times: number) => (done === null ? times : 0);
    if (work.load === null) {
      this.limit(
        must,
        0,
        to.row(`${work.name} is done`, least(1), least(1), [...whole.flat(), ...wanted(1), ...this.give(must, 1)]),
      );
      return;
    }
    work.load.forEach((load, t) => {
      if (load > 0)
        this.limit(
          must,
          t,
          to.row(`${work.name} is served in ${periods[t]!.name}`, least(load), Number.POSITIVE_INFINITY, [
            ...whole[t]!,
            ...wanted(load),
            ...this.give(must, load),
          ]),
        );
    });
  }

  private limit(key: string, period: number, row: number): void {
    this.limits.set(key, [...(this.limits.get(key) ?? []), { row, period }]);
  }

  /** The column of a part of the work on a pool in a period; none where something forbids it. */
  private cell(work: Workload, w: number, alternative: Alternative, t: number): PlacedCell | null {
    const { pools, periods } = this.fleet;
    const { pool: p, need, lot, atMost, together } = alternative;
    const pool = pools[p]!;
    const { hours, name } = periods[t]!;
    const supply = `supply:${p}`;
    const { from } = pool.ready[work.kind];
    if ((from === null || t < from) && this.holds(`ready:${p}:${work.kind}`)) return null;
    const least = together ? atMost : Math.max(lot, 0);
    if ((pool.count[t]! < least || pool.count[t] === 0) && !this.free(supply)) return null;
    if (work.load !== null) {
      if (!(work.load[t]! > 0)) return null;
      const unit = lot > 0 ? lot : need.value; // accelerators of a replica, or of all the load
      const share = unit / need.value;
      const high = lot > 0 ? Math.ceil(work.load[t]! / share - 1e-9) : work.load[t]!;
      const column = this.place(`${work.name} on ${pool.name} in ${name}`, { high, integer: lot > 0 }, p, t, unit);
      this.served[p]![t]!.push([column, unit]);
      return this.keep({ column, workload: w, pool: p, period: t, use: unit, share });
    }
    if (t < work.first && this.holds(`start:${w}`)) return null;
    if (t > work.last && this.holds(`deadline:${w}`)) return null;
    const use = need.value / hours;
    const column = this.place(
      `${work.name} on ${pool.name} in ${name}`,
      { high: Math.min(1, atMost / use) },
      p,
      t,
      use,
    );
    if (together)
      this.gangs.push({ column, pool: p, period: t, atMost, most: Math.min(1, atMost / use), name: work.name });
    return this.keep({ column, workload: w, pool: p, period: t, use, share: 1 });
  }

  private readonly gangs: {
    column: number;
    pool: number;
    period: number;
    atMost: number;
    most: number;
    name: string;
  }[] = [];

  private keep(cell: PlacedCell): PlacedCell {
    this.cells.push(cell);
    return cell;
  }

  private place(name: string, shape: { high: number; integer?: boolean }, p: number, t: number, use: number): number {
    const { pools, periods } = this.fleet;
    const pool = pools[p]!;
    const hours = use * periods[t]!.hours;
    const usd = hours * usdOfHour(this.fleet, pool, t);
    const column = this.column(name, shape, usd, hours * pool.watts * JOULES_PER_WATT_HOUR);
    this.use[p]![t]!.push([column, use]);
    this.usd[t]!.push([column, usd]);
    return column;
  }

  /** Nothing of the work lies there unless the yes-or-no column says yes. */
  private onlyIf(work: Workload, entries: readonly PlacedCell[], yes: number): void {
    const { to } = this;
    if (work.load === null)
      to.row(`${to.columns[yes]!.name}: all of ${work.name}`, Number.NEGATIVE_INFINITY, 0, [
        ...entries.map(({ column }): [number, number] => [column, 1]),
        [yes, -1],
      ]);
    else
      for (const { column } of entries)
        to.row(`${to.columns[yes]!.name}: ${to.columns[column]!.name}`, Number.NEGATIVE_INFINITY, 0, [
          [column, 1],
          [yes, -to.columns[column]!.high],
        ]);
  }

  private port(pool: number, kind: Workload['kind'], usd: number): number {
    const known = this.ports.find((port) => port.pool === pool && port.kind === kind);
    if (known) return known.column;
    const column = this.column(
      `${kind} is brought to ${this.fleet.pools[pool]!.name}`,
      { high: 1, integer: true },
      usd,
      0,
    );
    this.usd.at(-1)!.push([column, usd]);
    this.ports.push({ pool, kind, column });
    return column;
  }

  private supply(): void {
    const { to, fleet } = this;
    fleet.pools.forEach((pool, p) => {
      const key = `supply:${p}`;
      const held = this.held[p]!;
      fleet.periods.forEach(({ name }, t) => {
        const room = held === null ? pool.count[t]! : 0;
        const lots: Sum = held === null ? [] : [[held, -pool.lot]];
        const gangs = this.gangs.filter((gang) => gang.pool === p && gang.period === t);
        const services = this.served[p]![t]!;
        if (held === null && !this.holds(key)) return;
        for (const { column, atMost, most, name: work } of gangs.filter(
          (gang) => services.length > 0 || held !== null || gang.atMost > room,
        )) {
          const runs = to.column(`${work} runs on ${pool.name} in ${name}`, { high: 1, integer: true });
          to.row(`${work} runs as one on ${pool.name} in ${name}`, Number.NEGATIVE_INFINITY, 0, [
            [column, 1],
            [runs, -most],
          ]);
          to.row(`${work} beside services on ${pool.name} in ${name}`, Number.NEGATIVE_INFINITY, room, [
            [runs, atMost],
            ...services,
            ...lots,
            ...(held === null ? this.give(key, -1) : []),
          ]);
        }
        const entries = this.use[p]![t]!;
        if (entries.length === 0) return;
        const row = to.row(`${pool.name} in ${name}`, Number.NEGATIVE_INFINITY, room, [
          ...entries,
          ...lots,
          ...(held === null ? this.give(key, -1) : []),
        ]);
        // What is reserved is chosen: only what is there is a limit.
        if (held === null) this.limit(key, t, row);
        // Before they come none are there, however many are reserved.
        if (held !== null && pool.count[t]! < Math.max(...pool.count) && this.holds(key))
          to.row(`${pool.name} come by ${name}`, Number.NEGATIVE_INFINITY, pool.count[t]!, [
            ...entries,
            ...this.give(key, -1),
          ]);
      });
      if (held !== null && this.elastic.has(key))
        to.row(`${pool.name} reserved`, Number.NEGATIVE_INFINITY, Math.max(...pool.count), [
          [held, pool.lot],
          ...this.give(key, -1),
        ]);
    });
  }

  private power(): void {
    const { to, fleet } = this;
    fleet.sites.forEach(({ name, watts }, s) => {
      const key = keyOf({ kind: 'power', site: s });
      if (watts === null || !this.holds(key)) return;
      fleet.periods.forEach((period, t) => {
        const entries = fleet.pools.flatMap(
          (pool, p): Sum =>
            pool.site === s ? this.use[p]![t]!.map(([column, use]) => [column, use * pool.watts]) : [],
        );
        if (entries.length > 0)
          this.limit(
            key,
            t,
            to.row(`power of ${name} in ${period.name}`, Number.NEGATIVE_INFINITY, watts[t]!, [
              ...entries,
              ...this.give(key, -1),
            ]),
          );
      });
    });
  }

  private money(): void {
    const { to, fleet } = this;
    const { budget, spend, periods } = fleet;
    if (budget !== null && this.holds('budget')) {
      const all = new Map<number, number>();
      for (const [column, usd] of this.usd.flat()) all.set(column, (all.get(column) ?? 0) + usd);
      this.limit(
        'budget',
        0,
        to.row('budget', Number.NEGATIVE_INFINITY, budget - sunkUsd(fleet), [...all, ...this.give('budget', -1)]),
      );
    }
    if (spend !== null && this.holds('spend'))
      periods.forEach(({ name }, t) => {
        this.limit(
          'spend',
          t,
          to.row(`spend in ${name}`, Number.NEGATIVE_INFINITY, spend[t]! - sunkUsd(fleet, t), [
            ...this.usd[t]!,
            ...this.give('spend', -1),
          ]),
        );
      });
  }
}
