import type { ServingProblem } from '../deployment.ts';
import { expertsOf } from './experts.ts';
import { ROWS } from './head-table.ts';
import type { KernelShelf } from './kernel-choice.ts';
import type { Links } from './links.ts';
import { readLine } from './octave-axis.ts';
import { type Products, productFor } from './products.ts';
import type { RankLayer } from './rank-layer.ts';
import { tabulate } from './token-table.ts';

/** Tokens guessed ahead in one iteration: by the model's own prediction modules, or by looking them up in the text for nothing. */
export interface Speculation {
  readonly tokens: number;
  readonly by: 'mtp' | 'lookup';
}

/**
 * Seconds of guessing, by decoding requests: one prediction module run once for every token guessed, each time with the output head.
 * Its own attention over the context is one layer in as many as the model has and is left out. Null where guessing is free.
 */
export function draftTable(
  problem: ServingProblem,
  layers: readonly RankLayer[],
  shelf: KernelShelf,
  products: Products,
  links: Links,
  head: Float64Array,
  speculation: Speculation | undefined,
): Float64Array | null {
  const { architecture, deployment } = problem;
  if (!speculation || speculation.tokens <= 0 || speculation.by !== 'mtp') return null;
  const { hidden } = architecture;
  const layer = layers[architecture.mtp?.block ?? architecture.order.at(-1)!]!;
  const { mlp } = layer.block;
  const experts = mlp?.kind === 'moe' ? expertsOf(shelf, mlp, hidden, deployment, 0) : () => 0;
  const { overheads } = shelf.profile;
  return tabulate(ROWS, (requests) => {
    let once = products.plain(requests, hidden, 2 * hidden) + experts(requests) + overheads.layer;
    for (const { n, k, width } of layer.products) once += productFor(products, width, 'narrow')(requests, n, k);
    once += layer.reductions * links.allReduce(deployment.tp, requests * hidden * 2);
    return speculation.tokens * (once + readLine(ROWS, head, requests));
  });
}
