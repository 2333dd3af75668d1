import { describe, expect, test } from 'vitest';
import type { Kernels } from '../kernels/kernels.ts';
import { loadKernels } from '../kernels/load-kernels.ts';
import { memoryOf } from '../kernels/memory.ts';
import { beginAt } from './begin.ts';
import { scratchOf } from './built-model.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type Operator, waitsOf } from './operator.ts';
import { programOf } from './program.ts';
import { PROJECTIONS, type Shape } from './shape.ts';

const KERNELS = new URL('../../dist/', import.meta.url);
const BATCH = 2;
const SMALL: Shape = { layers: 2, heads: 2, width: 16, block: 40, vocabulary: 17, bias: true };

interface Array_ {
  readonly at: number;
  readonly floats: number;
  /** Floats of a row of tokens; 0 where it has no such rows. */
  readonly each: number;
}

/** All that operators write, by its address. */
function arraysOf({ shape, batch, layers, parameters, gradient, ...layout }: Layout): readonly Array_[] {
  const { width: C, heads, block, vocabulary, lora } = shape;
  const rows = batch * block;
  const wide = (at: number, each: number): Array_ => ({ at, floats: rows * each, each });
  const norms = (of: readonly number[]): Array_[] => of.map((at) => wide(at, 1));
  return [
    ...layers.flatMap((l) => [
      ...[l.entry, l.norm1, l.attended, l.middle, l.norm2].map((at) => wide(at, C)),
      ...[wide(l.qkv, 3 * C), wide(l.inner, 4 * C), wide(l.active, 4 * C)],
      // [sequences, heads, block]: those of whole sequences lie together.
      wide(l.sums, heads),
      ...norms([...l.means, ...l.rstds]),
      ...Object.values(l.low).map((at) => wide(at!, lora!.rank)),
    ]),
    ...[layout.leaving, layout.final.out, layout.down, layout.spare].map((at) => wide(at, C)),
    ...norms([layout.final.means, layout.final.rstds]),
    ...[wide(layout.logits, vocabulary), wide(layout.losses, 2), wide(layout.spare3, 3 * C)],
    ...[wide(layout.spare4, 4 * C), wide(layout.spareLow, lora?.rank ?? 0)].filter(({ each }) => each > 0),
    ...parameters
      .filter(({ learns }) => learns)
      .map(({ at, size }) => ({ at: gradient + at * 4, floats: size, each: 0 })),
  ];
}

async function begun(shape: Shape) {
  const { kernels } = await loadKernels(memoryOf(0).memory, KERNELS);
  const scratch = scratchOf(kernels, shape);
  const { memory, start } = memoryOf(layoutOf(shape, BATCH, scratch, 2, 0).end);
  const layout = layoutOf(shape, BATCH, scratch, 2, start);
  const all = new Float32Array(memory.buffer);
  beginAt(all.subarray(layout.weights / 4, (layout.weights + layout.bytes) / 4), layout.parameters, 1);
  const words = new Int32Array(memory.buffer);
  for (let i = 0; i < BATCH * shape.block; i++) {
    words[layout.tokens / 4 + i] = (i * 7) % shape.vocabulary;
    words[layout.targets / 4 + i] = (i * 5 + 3) % shape.vocabulary;
  }
  const loaded = await loadKernels(memory, KERNELS);
  return { layout, all, words, kernels: loaded.kernels };
}

/** No number that anything comes to; as bits, so that it is told from any other. */
const GARBAGE = 0x7fc0dead;

describe.each<[string, Shape, number]>([
  ['', SMALL, 0],
  ['with dropout', SMALL, 0.3],
  ['wider than its tokens are many', { ...SMALL, block: 12, vocabulary: 40, bias: false }, 0],
  ['of adapters', { ...SMALL, lora: { rank: 3, alpha: 6, targets: PROJECTIONS } }, 0],
])('operators of a model %s', (_, shape, drop) => {
  test('need nothing but what they say, of no rows but their own where they say so, and write nothing else', async () => {
    const { layout, words, kernels } = await begun(shape);
    const arrays = arraysOf(layout);
    const { forward, backward } = programOf(layout, kernels, { drop, seed: 7, scale: 0.1 });
    const known = new Set(arrays.map(({ at }) => at));
    let inRows = 0;
    for (const { run, touches, variant } of [...forward, ...backward]) {
      const { reads, writes, rows } = touches!();
      for (const at of writes) expect(known, variant).toContain(at);
      const before = words.slice();
      run(0, 1);
      const after = words.slice();
      for (const parts of rows ? [2] : [1])
        for (let part = 0; part < parts; part++) {
          const [from, to] = rows?.(part, parts) ?? [0, 0];
          if (Number.isNaN(from + to)) continue;
          if (rows) inRows++;
          const own = ({ each }: Array_): readonly [number, number] => [from * each, to * each];
          words.set(before);
          for (const array of arrays) {
            const mine = words.subarray(array.at / 4, array.at / 4 + array.floats);
            if (!reads.includes(array.at) && !writes.includes(array.at)) mine.fill(GARBAGE);
            else if (rows) {
              mine.subarray(0, own(array)[0]).fill(GARBAGE);
              mine.subarray(own(array)[1]).fill(GARBAGE);
            }
          }
          run(part, parts);
          for (const array of arrays) {
            const now = words.subarray(array.at / 4, array.at / 4 + array.floats);
            const right = after.subarray(array.at / 4, array.at / 4 + array.floats).map((bits, i) => {
              const touched = reads.includes(array.at) || writes.includes(array.at);
              const mine = !rows || (i >= own(array)[0] && i < own(array)[1]);
              return touched && mine ? bits : GARBAGE;
            });
            expect(
              now.findIndex((bits, i) => bits !== right[i]),
              `${variant}, part ${part} of ${parts}`,
            ).toBe(-1);
          }
        }
      words.set(after);
    }
    expect(inRows).toBeGreaterThan(20);
  });
});

test('threads wait for one another a fourth as often as there are operators', async () => {
  const shape: Shape = { layers: 4, heads: 4, width: 128, block: 64, vocabulary: 65, bias: false };
  const layout = layoutOf(shape, 12, 0, 2, 64);
  const { forward, backward } = programOf(layout, {} as Kernels, { drop: 0, seed: 0, scale: 1 });
  const played = [...forward, ...backward].filter(({ kind }) => kind !== 'dropout');
  const waits = (parts: number): number => waitsOf(played, parts).filter(Boolean).length;
  expect([played.length, waits(2), waits(5)]).toEqual([106, 27, 39]);
  // What says nothing of what it touches is waited for on both sides.
  const silent: Operator = { kind: 'add', variant: 'add', counts: [], run: () => {} };
  expect(waitsOf([silent, silent], 2)).toEqual([false, true]);
});
