import { type Fleet, WORK_KINDS, type WorkKind } from './fleet.ts';

/** One thing that a plan has to respect, as a person would name it; rows and missing columns of the programme belong to one. */
export type Group =
  | { readonly kind: 'must' | 'start' | 'deadline'; readonly workload: number }
  | { readonly kind: 'supply'; readonly pool: number }
  | { readonly kind: 'ready'; readonly pool: number; readonly work: WorkKind }
  | { readonly kind: 'power'; readonly site: number }
  | { readonly kind: 'budget' | 'spend' };

/** A group's name inside the programme. */
export function keyOf(group: Group): string {
  switch (group.kind) {
    case 'must':
    case 'start':
    case 'deadline':
      return `${group.kind}:${group.workload}`;
    case 'supply':
      return `supply:${group.pool}`;
    case 'ready':
      return `ready:${group.pool}:${group.work}`;
    case 'power':
      return `power:${group.site}`;
    default:
      return group.kind;
  }
}

/** Everything that could be in the way of a plan: limits first, then what is asked. */
export function groupsOf(fleet: Fleet): Group[] {
  const { workloads, pools, sites, periods } = fleet;
  const last = periods.length - 1;
  return [
    ...(fleet.budget === null ? [] : [{ kind: 'budget' as const }]),
    ...(fleet.spend === null ? [] : [{ kind: 'spend' as const }]),
    ...sites.flatMap(({ watts }, site) => (watts === null ? [] : [{ kind: 'power' as const, site }])),
    ...pools.flatMap(({ ready }, pool) =>
      WORK_KINDS.filter((work) => ready[work].from !== 0 && workloads.some(({ kind }) => kind === work)).map(
        (work) => ({
          kind: 'ready' as const,
          pool,
          work,
        }),
      ),
    ),
    ...pools.map((_, pool) => ({ kind: 'supply' as const, pool })),
    ...workloads.flatMap((work, workload) => [
      ...(work.first > 0 && work.load === null ? [{ kind: 'start' as const, workload }] : []),
      ...(work.last < last && work.load === null ? [{ kind: 'deadline' as const, workload }] : []),
    ]),
    ...workloads.flatMap(({ value }, workload) =>
      value === null || fleet.objective !== 'value' ? [{ kind: 'must' as const, workload }] : [],
    ),
  ];
}

/** How large a limit is, in its own unit; null for what has no size. */
export function sizeOf({ pools, sites, budget, spend }: Fleet, group: Group): number | null {
  switch (group.kind) {
    case 'supply':
      return Math.max(1, ...pools[group.pool]!.count);
    case 'power':
      return Math.max(1, ...(sites[group.site]!.watts ?? [1]));
    case 'budget':
      return Math.max(1, budget ?? 1);
    case 'spend':
      return Math.max(1, ...(spend ?? [1]));
    default:
      return null;
  }
}
