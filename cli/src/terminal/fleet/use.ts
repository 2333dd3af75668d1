import type { FleetReport } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, formatCount, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { bar } from '../bar.ts';
import { inkOf } from '../ink.ts';
import { levels } from './levels.ts';

const WIDEST_NAME = 34;
const WIDEST_BAR = 10;
const NARROWEST_BAR = 3;
const PERCENT = 6;
/** From here on a limit is as good as used up. */
const FULL = 0.995;

/** Bars: how much of each pool, and of each site's power, is at work in each period. */
export function useLines({ pools, sites, periods }: FleetReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const { fleet: words } = face.messages;
  const print = printer(face);
  const rows = [
    ...pools.map(({ name, count, kind, use, reserved }) => {
      const most = reserved ?? Math.max(...count);
      const what = words.poolLine({ count: formatCount(most), kind: words.poolKinds[kind], chip: '' });
      return { name: `${name} (${what})`, shares: use.map((used, t) => share(used, reserved ?? count[t]!)) };
    }),
    ...sites.map(({ name, limit, watts }) => ({
      name: limit
        ? words.power({ site: name, limit: print.amount(Math.max(...limit), 'W') })
        : words.powerFree({ site: name }),
      shares: limit ? watts.map((drawn, t) => share(drawn, limit[t]!)) : watts.map((w) => share(w, Math.max(...watts))),
    })),
  ];
  const names = Math.min(WIDEST_NAME, Math.max(...rows.map(({ name }) => displayWidth(name))));
  const each = Math.floor((face.width - 4 - names) / periods.length) - 2 - PERCENT;
  const width = Math.min(WIDEST_BAR, each);
  const wide = width >= NARROWEST_BAR;
  const cell = (of: number | null) => {
    const text =
      of === null ? '' : padDisplay(bar(of, width), width, 'left') + padDisplay(print.percent(of), PERCENT, 'right');
    const padded = padDisplay(of === null ? '–' : text, width + PERCENT, 'left');
    return of !== null && of > FULL ? ink.warm(padded) : padded;
  };
  const line = (name: string, rest: string) =>
    `${padDisplay(cutDisplay(name, names), names, 'left')}  ${rest}`.trimEnd();
  const heads = wide
    ? periods.map(({ name }) => padDisplay(cutDisplay(name, width + PERCENT), width + PERCENT, 'left')).join('  ')
    : `${periods[0]!.name} … ${periods.at(-1)!.name}`;
  return [
    words.use,
    ink.quiet(line('', heads)),
    ...rows.map(({ name, shares }) =>
      line(
        name,
        wide
          ? shares.map(cell).join('  ')
          : `${levels(
              shares.map((s) => s ?? 0),
              1,
            )}  ${print.percent(mean(shares))}`,
      ),
    ),
  ];
}

/** Null where there is nothing that could be used. */
const share = (used: number, of: number): number | null => (of > 0 ? used / of : null);

function mean(shares: readonly (number | null)[]): number {
  const known = shares.filter((one) => one !== null);
  return known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length);
}
