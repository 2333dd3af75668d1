import type { Kernels } from '../kernels/kernels.ts';
import { chunksOf, type Layout } from './layout.ts';
import { type Operator, rows, share, vectors } from './operator.ts';

/** One step of AdamW, number `step` from 1 on, with gradients times `clip`. */
export interface Update {
  readonly step: number;
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly decay: number;
  readonly clip: number;
}

/** What a gradient of such a length is multiplied by to be no longer than `longest`; zero for none (torch.nn.utils.clip_grad_norm_). */
export const shortening = (longest: number, length: number): number =>
  longest > 0 && length > longest ? longest / (length + 1e-6) : 1;

/** torch's default of AdamW. */
const EPSILON = 1e-8;

/** What is done to the flat arrays of parameters. `now` is what changes from step to step. */
export function updateOf(layout: Layout, kernels: Kernels, now: { update: Update }): Record<UpdatePass, Operator> {
  const { weights, gradient, first, second, parameters, squares, learns } = layout;
  const bytes = learns[1] - learns[0];
  const floats = bytes / 4;
  const slopes = gradient + learns[0];
  return {
    clear: {
      kind: 'clear',
      variant: 'clear',
      counts: [floats, 0, 1],
      run: vectors(floats, (from, to) => kernels.clear(slopes, from, to)),
    },
    squares: {
      kind: 'clip',
      variant: 'clip',
      counts: [floats, 0, 1],
      run: rows(chunksOf(floats), (from, to) => kernels.sumSquares(slopes, squares, bytes, from, to)),
    },
    adamw: {
      kind: 'adamw',
      variant: 'adamw',
      counts: [floats, parameters.filter(({ learns }) => learns).length, 1],
      run: (part, parts) => {
        const [from, to] = share(bytes / 16, part, parts).map((vector) => learns[0] + vector * 16) as [number, number];
        const { step, rate, beta1, beta2, decay, clip } = now.update;
        const root = 1 / Math.sqrt(1 - beta2 ** step);
        const grown = rate / (1 - beta1 ** step);
        for (const { at, size, decays, learns: changes } of parameters) {
          if (!changes) continue;
          const [begins, ends] = [Math.max(from, at * 4), Math.min(to, (at + Math.ceil(size / 4) * 4) * 4)];
          if (begins >= ends) continue;
          const held = decays ? rate * decay : 0;
          kernels.adamw(weights, gradient, first, second, beta1, beta2, EPSILON, grown, root, held, clip, begins, ends);
        }
      },
    },
  };
}

type UpdatePass = 'clear' | 'squares' | 'adamw';
