import type { ServingProblem } from '../deployment.ts';
import { elementWise } from './element-wise.ts';
import type { KernelShelf } from './kernel-choice.ts';
import type { Links } from './links.ts';
import { type OctaveAxis, octaveAxis } from './octave-axis.ts';
import type { Products } from './products.ts';
import { libraryKey, remembered } from './table-memo.ts';
import { tabulate } from './token-table.ts';

/** Rows for which logits are made. */
export const ROWS: OctaveAxis = octaveAxis(0, 13, 3);

/** Seconds of the output head, of gathering its parts from the ranks and of the sampler, by rows. */
export function headTable(problem: ServingProblem, shelf: KernelShelf, products: Products, links: Links): Float64Array {
  const { architecture, deployment, machine } = problem;
  const { hidden, vocab } = architecture;
  const { tp } = deployment;
  const { sampler, products: factor } = shelf.profile.overheads;
  const passing = elementWise(machine.chip);
  const perRank = Math.ceil(vocab / tp);
  const head = remembered(shelf, ['head', perRank, hidden, libraryKey(shelf)], () =>
    tabulate(ROWS, (rows) => products.plain(rows, perRank, hidden)),
  );
  const gather = remembered(shelf, ['gather', machine.count, tp, vocab, libraryKey(shelf)], () =>
    tabulate(ROWS, (rows) => links.gather('all-gather', tp, rows * vocab * 2)),
  );
  return ROWS.points.map((rows, i) => factor * head[i]! + gather[i]! + sampler * passing(4 * rows * vocab));
}
