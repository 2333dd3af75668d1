import { describe, expect, it } from 'vitest';
import {
  type DecodeShape,
  decode,
  type KernelForm,
  type Limits,
  type PrefillShape,
  prefill,
} from '../../../cost/index.ts';
import { minimise } from './minimise.ts';

const limits: Limits = { peak: 989e12, bandwidth: 3.35e12, cores: 132, cache: 50e6, link: 0 };

/** Fits the free parameters to calls that the form itself timed with `truth`, from the usual starts. */
function refit<Shape>(
  form: KernelForm<Shape>,
  shapes: readonly Shape[],
  truth: Record<string, number>,
  free: string[],
) {
  const all = { ...Object.fromEntries(form.parameters.map((p) => [p.name, p.start])), ...truth };
  const start = Object.fromEntries(Object.entries(all).filter(([name]) => !free.includes(name)));
  const times = shapes.map((shape) => form.microseconds(shape, all, limits));
  return minimise(
    form.parameters,
    start,
    new Float64Array(shapes.length).fill(1),
    (values, out) => {
      shapes.forEach((shape, i) => {
        out[i] = Math.log(form.microseconds(shape, values, limits) / times[i]!);
      });
    },
    free,
  );
}

const sizes = [1, 4, 16, 64];
const layouts = [
  [8, 1],
  [32, 8],
  [64, 8],
  [32, 32],
] as const;

describe('a fit recovers what made the times', () => {
  it('of prefill', () => {
    const truth = { t0: 9, e128: 0.7, bq: 2, cq: 0.7, ckv: 1.4, ct: 2, tail: 0.2, warm: 1.5 };
    const shapes: PrefillShape[] = sizes.flatMap((batch) =>
      layouts.flatMap(([heads, kvHeads]) =>
        [128, 256, 1024, 4096, 16384].map((tokens) => ({
          batch,
          tokens,
          prefix: 0,
          heads,
          kvHeads,
          headSize: 128,
          window: 0,
          kvBytes: 2,
        })),
      ),
    );
    const found = refit(prefill, shapes, truth, Object.keys(truth));
    for (const name of ['t0', 'e128', 'bq', 'ckv', 'ct'] as const) {
      expect(Math.abs(found[name]! / truth[name] - 1), name).toBeLessThan(0.05);
    }
  });

  it('of decode', () => {
    const truth = { t0: 8, eB: 0.93, c128: 0.13, tw: 3.6, tau: 20, tw1: 1.5, tau1: 60, ts: 2 };
    const shapes: DecodeShape[] = [...sizes, 256, 1024].flatMap((batch) =>
      layouts.flatMap(([heads, kvHeads]) =>
        [2, 128, 1024, 8192, 65536].map((context) => ({
          batch,
          context,
          heads,
          kvHeads,
          headSize: 128,
          window: 0,
          kvBytes: 2,
        })),
      ),
    );
    const found = refit(decode, shapes, truth, Object.keys(truth));
    for (const name of ['t0', 'eB', 'tw', 'tw1'] as const) {
      expect(Math.abs(found[name]! / truth[name] - 1), name).toBeLessThan(0.05);
    }
  });
});
