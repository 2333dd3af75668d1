import { messagesFor } from '@ridgepoint/engine/messages';
import type { BarId, JudgedBar } from '@ridgepoint/engine/trust';

const words = messagesFor('en').bars;

/** What stands between the figure and the bar, as far as it was found out. A bar that is missed must have its line. */
const WHY: Partial<Record<BarId, string>> = {
  'vtrain-regret':
    'Two of 32 layer times decide it: without their 84 rows 0.3 % is lost. The source prints no timed steps: they are put together from layer times, each of one profile. Where launches alone set the pace, eleven layers of equally many launches take 2.8 to 4.0 ms and scatter by 12 %: chance of that size alone would lose more than the bar (see “Strategies in order”), and layers 2,048 wide over four ranks, or 1,024 wide over two, are the quickest of their groups by luck (2.8 ms after 3.0, 3.2 after 3.6, with twice the micro-batch). Tried and left: a hard maximum of launches and work, which loses 3.9 %, for then layers 2,048 wide over two ranks, measured a third slower than either, win; products that may draw the power which memory traffic leaves, which mends one rank’s large layers (up to 15 % too slow), but takes FSDP on A100 left out from 7.3 to 9.3 %; the clocks of kernels timed alone for this source, which mend them too (cells 7.2 %), but make ranges a fifth wider for whoever leaves it out. One rank’s heads run over the source’s 50,257 columns without padding (src/model/gpt_modeling.py), odd rows that cost 2.4 to 2.7 times as much: priced so, heads are right on one rank to eight (a logit of the loss then moves 33 B in place of 98, Korthikanti 1.7 -> 1.4 %), but 4.9 % is lost, since too slow heads of many ranks had kept those same layers over two ranks from winning; other chips and libraries give other factors (1.35 to 5 and more), so that no law is made of it.',
};

/** A line for every bar that is missed. Throws where one has no reason yet. */
export function missedSection(bars: readonly JudgedBar[]): string {
  let whole = '';
  return bars
    .flatMap(({ id, reached }) => {
      const name: string = words.names[id as BarId] ?? id;
      if (!name.startsWith('the same')) whole = name;
      if (reached !== false) return [];
      const why = WHY[id as BarId];
      if (!why) throw new Error(`no reason is written for the bar "${id}", which is missed`);
      return [`- **${name === whole ? name : `${whole}; ${name}`}**: ${why}`];
    })
    .join('\n');
}
