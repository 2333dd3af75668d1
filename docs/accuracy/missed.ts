import { messagesFor } from '@ridgepoint/engine/messages';
import type { BarId, JudgedBar } from '@ridgepoint/engine/trust';

const words = messagesFor('en').bars;

/** What stands between the figure and the bar, as far as it was found out. A bar that is missed must have its line. */
const WHY: Partial<Record<BarId, string>> = {
  'vtrain-regret':
    'Two of 32 layer times decide it: without their 84 rows 0.3 % is lost. The source prints no timed steps: they are put together from layer times, whose scatter is not one of silicon. Layers 2,048 wide over four ranks, and 1,024 wide over two, take less time with twice the micro-batch (2.8 ms after 3.1, 3.2 after 3.6): the host sets their pace, and no law of the work makes them the quickest of their groups. One rank’s large products come out up to 9 % too slow, as if nothing had held its card at the power limit of training: priced at the clocks of kernels timed alone the 32 layers are 7.2 % off in place of 7.9, but whoever leaves this source out then knows less of its host, and ranges get a fifth wider. Its heads of one rank take as long as an unpadded vocabulary would (so it seems: the source does not say), which is not priced.',
  'gemm-unseen':
    'l40s fp8 is the only table of kernels for its generation of cores (CUTLASS 2): they take seven times as long as any relative’s to write their output (2.6 against 0.4 times what memory needs), which leaves products of more than 512 rows a quarter too quick. Power, which holds the card at 0.71 of its peak, passes from the other card with GDDR.',
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
