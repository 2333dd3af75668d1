import type { FleetConflict, FleetReport } from '@ridgepoint/engine/report';
import { formatCount } from '@ridgepoint/engine/units';
import { comma, printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';

/** What is in the way, one a line with by how much it misses; the cheapest way out; the least change of all limits together. */
export function conflictLines(report: FleetReport, face: Face): string[] {
  const { conflict, leastChange } = report;
  if (conflict.length === 0) return [];
  const { fleet: words } = face.messages;
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const way = wayOut(report, face);
  const changes = (leastChange ?? []).map(({ group, by, share }) => {
    const row = { group, by, name: nameOf(report, group) };
    const values = { name: row.name, by: amountOf(row, report, face) ?? '', share: printer(face).percent(share) };
    return group.kind === 'supply' || group.kind === 'power' || group.kind === 'budget' || group.kind === 'spend'
      ? words.change[group.kind](values)
      : '';
  });
  return [
    ...conflict.flatMap((row) => [
      ...wrap(`✗ ${sentenceOf(row, report, face)}`, room, 2).map(ink.warm),
      ...noteOf(row, report, face).flatMap((note) => wrap(note, room - 2).map((line) => `  ${ink.quiet(line)}`)),
    ]),
    ...wrap(conflict.length === 1 ? words.conflictOne : words.conflictRule, room),
    ...(way ? wrap(way, room).map(ink.strong) : []),
    ...(changes.length > 0 ? wrap(words.leastChange({ changes: changes.join(comma(face)) }), room) : []),
  ];
}

function nameOf({ pools, sites }: FleetReport, group: FleetConflict['group']): string {
  return group.kind === 'supply' ? pools[group.pool]!.name : group.kind === 'power' ? sites[group.site]!.name : '';
}

/** By how much a limit misses, printed; nothing where no amount helps. */
function amountOf(
  { group, by }: Pick<FleetConflict, 'group' | 'by'>,
  { money }: FleetReport,
  face: Face,
): string | undefined {
  if (by === null) return undefined;
  const print = printer(face);
  switch (group.kind) {
    case 'supply':
      return formatCount(Math.max(1, Math.ceil(by - 1e-6)));
    case 'power':
      return print.amount(by, 'W');
    case 'must':
      return print.percent(by);
    default:
      return print.money(by * money.perUsd, money);
  }
}

/** One line of a conflict in words. */
export function sentenceOf(row: FleetConflict, report: FleetReport, face: Face): string {
  const { conflict: words, kinds } = face.messages.fleet;
  const { group, name } = row;
  const by = amountOf(row, report, face) ?? '';
  const until = row.until ?? '';
  const limit = String(row.limit ?? '');
  const print = printer(face);
  switch (group.kind) {
    case 'must':
      return words.must({ name, by });
    case 'start':
    case 'deadline':
      return words[group.kind]({ name, limit, until });
    case 'ready':
      return words.ready({ name, work: kinds[group.work], limit, until });
    case 'supply':
      return words.supply({ name, limit: formatCount(Number(row.limit)), by });
    case 'power':
      return words.power({ name, limit: print.amount(Number(row.limit), 'W'), by });
    default:
      return words[group.kind]({ limit: print.money(Number(row.limit) * report.money.perUsd, report.money), by });
  }
}

function noteOf({ group, by, cost }: FleetConflict, { money }: FleetReport, face: Face): string[] {
  const { fleet: words } = face.messages;
  if (group.kind === 'must' || by === null) return [];
  return [
    cost === null ? words.conflictElse : words.conflictCost({ cost: printer(face).money(cost * money.perUsd, money) }),
  ];
}

function wayOut(report: FleetReport, face: Face): string | null {
  const { fleet: words } = face.messages;
  const able = report.conflict.filter(({ cost }) => cost !== null);
  const [row] = [...able].sort((a, b) => a.cost! - b.cost!);
  if (!row) return null;
  const { group, name } = row;
  const by = amountOf(row, report, face) ?? '';
  const until = row.until ?? '';
  const cost = printer(face).money(row.cost! * report.money.perUsd, report.money);
  const what =
    group.kind === 'ready'
      ? words.wayOut.ready({ name, work: words.kinds[group.work], until })
      : group.kind === 'start' || group.kind === 'deadline'
        ? words.wayOut[group.kind]({ name, until })
        : group.kind === 'must'
          ? ''
          : words.wayOut[group.kind]({ name, by });
  return words.cheapest({ what, cost });
}
