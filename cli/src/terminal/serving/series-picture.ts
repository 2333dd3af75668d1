import type { SeriesPoints } from '@ridgepoint/engine/serving';
import { displayWidth, padDisplay } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { columns, squeezed } from './columns.ts';

const COLUMNS = 56;

/** Requests in line, requests that run and the cache over time: a row each, the largest of each column, the most of all beside it. */
export function seriesPicture(series: SeriesPoints | null, face: Face): string[] {
  if (!series || series.seconds.length < 4) return [];
  const ink = inkOf(face.colour);
  const print = printer(face);
  const { overTime, rows: words } = face.messages.simulation;
  const span = series.seconds.at(-1)! - series.seconds[0]!;
  const cache = series.usedBlocks.map((used, i) => (series.blocks[i]! > 0 ? used / series.blocks[i]! : 0));
  const rows = [
    { word: words.waiting, values: squeezed(series.waiting, COLUMNS), print: print.count, warm: true },
    { word: words.running, values: squeezed(series.running, COLUMNS), print: print.count, warm: false },
    { word: words.cache, values: squeezed(cache, COLUMNS), print: print.percent, warm: false },
  ];
  const column = Math.max(...rows.map(({ word }) => displayWidth(word)));
  const step = span / Math.min(COLUMNS, series.seconds.length);
  return [
    ink.strong(overTime(print.amount(step, 's', { digits: 2 }))),
    ...rows.map(({ word, values, print: amount, warm }) => {
      const most = values.reduce((high, x) => Math.max(high, x), 0);
      // A full cache is a full row: its scale is what there is.
      const drawn = padDisplay(columns(values, word === words.cache ? 1 : most), COLUMNS);
      return `  ${padDisplay(word, column)}  ${warm ? ink.warm(drawn) : ink.cool(drawn)}  ${ink.quiet(`≤ ${amount(most)}`)}`;
    }),
  ];
}
