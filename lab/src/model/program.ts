import type { Kernels } from '../kernels/kernels.ts';
import type { Layout } from './layout.ts';

/** One operator on a part of the work: thread `part` of `parts`. All threads finish it before the next begins. */
export type Operator = (part: number, parts: number) => void;

/** What changes from step to step. */
export interface Knobs {
  /** Share of activations that is dropped; 0 while it is not learning. */
  drop: number;
  /** Of what is dropped in this step. */
  seed: number;
  /** Of the gradient: 1 / (tokens of a micro-batch x micro-batches). */
  scale: number;
}

export interface Program {
  /** Fills the logits. */
  readonly forward: readonly Operator[];
  /** From the logits' gradient to that of all parameters, on top of what these hold. */
  readonly backward: readonly Operator[];
}

/** The GPT as a list of operators over a layout. Dropout where nanoGPT has it: embedding, attention's weights, both projections. */
export function programOf(layout: Layout, kernels: Kernels, knobs: Knobs): Program {
  const { shape, batch, parameters, weights, gradient } = layout;
  const { heads, width: C, block, vocabulary: V, layers } = shape;
  const N = batch * block;
  const size = C / heads;
  const places = new Map(parameters.map(({ name, at }) => [name, at * 4]));
  /** Zero where the model has no such (biases). */
  const weight = (name: string): number => (places.has(name) ? weights + places.get(name)! : 0);
  const slope = (name: string): number => (places.has(name) ? gradient + places.get(name)! : 0);

  const forward: Operator[] = [];
  const backward: Operator[] = [];

  forward.push(
    rows(N, (from, to) =>
      kernels.embed(layout.tokens, weight('wte.weight'), weight('wpe.weight'), entry(0), block, C, from, to),
    ),
  );
  forward.push(dropping(entry(0), 0));
  for (let l = 0; l < layers; l++) layerForward(l);
  forward.push(normed('ln_f', layout.leaving, layout.final.out, layout.final.means, layout.final.rstds));
  const wte = weight('wte.weight');
  forward.push(product(false, true, N, V, C, layout.final.out, wte, layout.logits, false));

  // The head and what goes in share one matrix.
  backward.push(product(true, false, V, C, N, layout.logits, layout.final.out, slope('wte.weight'), true));
  backward.push(product(false, false, N, C, V, layout.logits, wte, layout.spare, false));
  backward.push(bytes(N * C, (from, to) => kernels.clear(layout.down, from, to)));
  backward.push(...normedBack('ln_f', layout.leaving, layout.final.means, layout.final.rstds));
  for (let l = layers - 1; l >= 0; l--) layerBackward(l);
  backward.push(dropping(layout.down, 0));
  backward.push(
    rows(C, (from, to) =>
      kernels.embedBackward(
        layout.tokens,
        layout.down,
        slope('wte.weight'),
        slope('wpe.weight'),
        N,
        block,
        C,
        from,
        to,
      ),
    ),
  );
  return { forward, backward };

  function layerForward(l: number): void {
    const at = layout.layers[l]!;
    forward.push(normed(`h.${l}.ln_1`, at.entry, at.norm1, at.means[0], at.rstds[0]));
    linear(`h.${l}.attn.c_attn`, at.norm1, C, 3 * C, at.qkv);
    forward.push((part, parts) => {
      const [from, to] = share(batch * heads, part, parts);
      const { drop, seed } = knobs;
      kernels.attention(
        at.qkv,
        at.attended,
        at.sums,
        block,
        heads,
        size,
        mix(seed, 3 * l + 1),
        drop,
        layout.scratch[part]!,
        from,
        to,
      );
    });
    linear(`h.${l}.attn.c_proj`, at.attended, C, C, layout.spare);
    forward.push(dropping(layout.spare, 3 * l + 2), added(at.entry, layout.spare, at.middle));
    forward.push(normed(`h.${l}.ln_2`, at.middle, at.norm2, at.means[1], at.rstds[1]));
    linear(`h.${l}.mlp.c_fc`, at.norm2, C, 4 * C, at.inner);
    forward.push(bytes(N * 4 * C, (from, to) => kernels.gelu(at.inner, at.active, from, to)));
    linear(`h.${l}.mlp.c_proj`, at.active, 4 * C, C, layout.spare);
    forward.push(dropping(layout.spare, 3 * l + 3), added(at.middle, layout.spare, entry(l + 1)));
  }

  function layerBackward(l: number): void {
    const at = layout.layers[l]!;
    const { down, spare, spare3, spare4 } = layout;
    const copied = bytes(N * C, (from, to) => kernels.copy(down, spare, from, to));
    backward.push(copied, dropping(spare, 3 * l + 3));
    linearBack(`h.${l}.mlp.c_proj`, at.active, 4 * C, C, spare, spare4);
    backward.push(bytes(N * 4 * C, (from, to) => kernels.geluBackward(at.inner, spare4, from, to)));
    linearBack(`h.${l}.mlp.c_fc`, at.norm2, C, 4 * C, spare4, spare);
    backward.push(...normedBack(`h.${l}.ln_2`, at.middle, at.means[1], at.rstds[1]));
    backward.push(copied, dropping(spare, 3 * l + 2));
    // Nobody needs the gradient of what was normed any more, and it has the size of what was attended.
    linearBack(`h.${l}.attn.c_proj`, at.attended, C, C, spare, at.norm2);
    backward.push((part, parts) => {
      const [from, to] = share(batch * heads, part, parts);
      const { drop, seed } = knobs;
      const { qkv, attended, sums, norm2 } = at;
      const scratch = layout.scratch[part]!;
      kernels.attentionBackward(
        qkv,
        attended,
        sums,
        norm2,
        spare3,
        block,
        heads,
        size,
        mix(seed, 3 * l + 1),
        drop,
        scratch,
        from,
        to,
      );
    });
    linearBack(`h.${l}.attn.c_attn`, at.norm1, C, 3 * C, spare3, spare);
    backward.push(...normedBack(`h.${l}.ln_1`, at.entry, at.means[0], at.rstds[0]));
  }

  function entry(l: number): number {
    return layout.layers[l]?.entry ?? layout.leaving;
  }

  /** C[m, n] = op(A)·op(B), each part with rows of its own; both stored without gaps. */
  function product(
    ta: boolean,
    tb: boolean,
    m: number,
    n: number,
    k: number,
    a: number,
    b: number,
    c: number,
    add: boolean,
  ): Operator {
    const [lda, ldb] = [ta ? m : k, tb ? k : n];
    return (part, parts) => {
      const [from, to] = share(m, part, parts, 4);
      if (from === to) return;
      const rowsOfA = a + (ta ? from : from * lda) * 4;
      kernels.matmul(+ta, +tb, to - from, n, k, rowsOfA, lda, b, ldb, c + from * n * 4, n, +add, layout.scratch[part]!);
    };
  }

  /** out [N, to] = x [N, from]·W + b. */
  function linear(name: string, x: number, from: number, to: number, out: number): void {
    const b = weight(`${name}.bias`);
    if (b) forward.push(rows(N, (first, last) => kernels.bias(b, out, to, first, last), 4));
    forward.push(product(false, false, N, to, from, x, weight(`${name}.weight`), out, b > 0));
  }

  /** Its way back: gradients of W and b, and that of x into `dx`. */
  function linearBack(name: string, x: number, from: number, to: number, d: number, dx: number): void {
    const db = slope(`${name}.bias`);
    if (db) backward.push(rows(to, (first, last) => kernels.biasBackward(d, db, N, to, first, last), 4));
    backward.push(product(true, false, from, to, N, x, d, slope(`${name}.weight`), true));
    backward.push(product(false, true, N, from, to, d, weight(`${name}.weight`), dx, false));
  }

  function normed(name: string, x: number, out: number, means: number, rstds: number): Operator {
    const [g, b] = [weight(`${name}.weight`), weight(`${name}.bias`)];
    return rows(N, (from, to) => kernels.norm(x, g, b, out, means, rstds, C, from, to));
  }

  /** From the gradient in `spare` onto that of the residual, `down`. */
  function normedBack(name: string, x: number, means: number, rstds: number): Operator[] {
    const { spare, down } = layout;
    const [dg, db] = [slope(`${name}.weight`), slope(`${name}.bias`)];
    return [
      rows(C, (from, to) => kernels.normWeights(x, spare, dg, db, means, rstds, N, C, from, to), 4),
      rows(N, (from, to) => kernels.normBackward(x, weight(`${name}.weight`), spare, down, means, rstds, C, from, to)),
    ];
  }

  function added(x: number, y: number, out: number): Operator {
    return bytes(N * C, (from, to) => kernels.add(x, y, out, from, to));
  }

  function dropping(x: number, site: number): Operator {
    return bytes(N * C, (from, to) => {
      if (knobs.drop > 0) kernels.dropout(x, mix(knobs.seed, site), knobs.drop, from, to);
    });
  }
}

/** Part `part` of n in whole multiples. */
export function share(n: number, part: number, parts: number, multiple = 1): readonly [number, number] {
  const units = Math.ceil(n / multiple);
  const edge = (i: number): number => Math.min(n, Math.floor((units * i) / parts) * multiple);
  return [edge(part), edge(part + 1)];
}

const rows =
  (n: number, run: (from: number, to: number) => void, multiple = 1): Operator =>
  (part, parts) => {
    const [from, to] = share(n, part, parts, multiple);
    if (from < to) run(from, to);
  };

/** Over `floats` numbers in vectors of four; the last may reach into the gap behind them, which holds nothing. */
const bytes = (floats: number, run: (from: number, to: number) => void): Operator =>
  rows(Math.ceil(floats / 4), (from, to) => run(from * 16, to * 16));

/** Another seed for each place of dropout, each step. */
const mix = (seed: number, site: number): number => Math.imul(seed ^ Math.imul(site + 1, 0x9e3779b1), 0x85ebca6b) | 0;
