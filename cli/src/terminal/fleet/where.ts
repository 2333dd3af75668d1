import type { FleetReport } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { levels } from './levels.ts';

const WIDEST_NAME = 22;
/** A period in which there is nothing of it. */
const NOTHING = '·';

/** A line for each workload and pool: accelerators at work in each period, or their rise and fall where there are many periods. */
export function whereLines({ workloads, placed, periods }: FleetReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const { fleet: words } = face.messages;
  const print = printer(face);
  const rows = workloads.flatMap(({ name, where }) =>
    where.map(({ pool, share }, i) => {
      const counts = periods.map((period) =>
        placed
          .filter((part) => part.workload === name && part.pool === pool && part.period === period.name)
          .reduce((sum, { accelerators }) => sum + accelerators, 0),
      );
      return { name: i === 0 ? name : '', pool, share: print.percent(share), counts };
    }),
  );
  const names = width([words.columns.work, ...rows.map(({ name }) => name)]);
  const pools = width([words.columns.pool, ...rows.map(({ pool }) => pool)]);
  const shares = width([words.columns.share, ...rows.map(({ share }) => share)]);
  const cells = rows.map(({ counts }) => counts.map(shown));
  const widths = periods.map((period, t) => width([period.name, ...cells.map((row) => row[t]!)]));
  const line = (name: string, pool: string, share: string, rest: string) =>
    `${fit(name, names)}  ${fit(pool, pools)}  ${padDisplay(share, shares, 'right')}  ${rest}`.trimEnd();
  const left = names + pools + shares + 6;
  const table = left + widths.reduce((sum, w) => sum + w + 2, -2) <= face.width - 4;
  const highest = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  const heads = table
    ? periods.map(({ name }, t) => padDisplay(name, widths[t]!, 'right')).join('  ')
    : `${periods[0]!.name} … ${periods.at(-1)!.name}`;
  return [
    words.where,
    ink.quiet(line(words.columns.work, words.columns.pool, words.columns.share, heads)),
    ...rows.map(({ name, pool, share, counts }, i) => {
      const cell = (t: number) => padDisplay(cells[i]![t]!, widths[t]!, 'right');
      const most = formatCount(Math.round(Math.max(...counts)));
      return line(
        name,
        pool,
        share,
        table ? periods.map((_, t) => cell(t)).join('  ') : `${levels(counts, highest)}  ≤ ${most}`,
      );
    }),
  ];
}

const shown = (count: number): string =>
  count < 1e-6 ? NOTHING : count < 10 ? String(Math.round(count * 10) / 10) : formatCount(Math.round(count));

const width = (texts: readonly string[]): number => Math.min(WIDEST_NAME, Math.max(...texts.map(displayWidth)));

const fit = (text: string, columns: number): string => padDisplay(cutDisplay(text, columns), columns, 'left');
