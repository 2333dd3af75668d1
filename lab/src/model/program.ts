import type { Kernels } from '../kernels/kernels.ts';
import type { Layout } from './layout.ts';
import { type Operator, type OperatorKind, rows, share, type Touches } from './operator.ts';
import { adapterOf, type Projection } from './shape.ts';

/** What changes from step to step. */
export interface Knobs {
  /** Share of activations that is dropped; 0 while it is not learning. */
  drop: number;
  /** Of what is dropped in this step. */
  seed: number;
  /** Of the gradient: 1 / (tokens of a micro-batch x micro-batches); 0 while it is not learning. */
  scale: number;
}

/** Rows of tokens go to threads in multiples of so many: then vectors of four numbers, of any width, end where rows do. */
const ROWS = 4;

export interface Program {
  /** From tokens to the loss of each. */
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
  const learning = new Set(parameters.filter(({ learns }) => learns).map(({ name }) => name));
  /** Zero where the model has no such (biases), or where it does not learn. */
  const weight = (name: string): number => (places.has(name) ? weights + places.get(name)! : 0);
  const slope = (name: string): number => (learning.has(name) ? gradient + places.get(name)! : 0);
  /** Rows of tokens of a part: the same for every operator that keeps to them, so that none of these waits for another. */
  const rowsOf: Touches['rows'] = (part, parts) => share(N, part, parts, ROWS);
  const byRows = (run: (from: number, to: number) => void): Operator['run'] => rows(N, run, ROWS);
  /** Over arrays of so many numbers a row, in bytes; the last vector may reach into the gap behind them, which holds nothing. */
  const byNumbers = (each: number, run: (from: number, to: number) => void): Operator['run'] =>
    byRows((from, to) => run(from * each * 4, Math.ceil((to * each) / 4) * 16));
  const inRows = (reads: readonly number[], writes: readonly number[]) => (): Touches => ({
    reads,
    writes,
    rows: rowsOf,
  });
  /** An operator that moves so many numbers in so many rows and has no products worth counting. */
  const moving = (
    kind: OperatorKind,
    [floats, rowCount]: readonly [number, number],
    touches: () => Touches,
    run: Operator['run'],
    variant: string = kind,
  ): Operator => ({ kind, variant, counts: [floats, rowCount, 1], touches, run });

  const forward: Operator[] = [];
  const backward: Operator[] = [];

  const [wte, wpe] = [weight('wte.weight'), weight('wpe.weight')];
  forward.push(
    moving(
      'embedding',
      [3 * N * C, N],
      inRows([], [entry(0)]),
      byRows((from, to) => kernels.embed(layout.tokens, wte, wpe, entry(0), block, C, from, to)),
    ),
  );
  forward.push(dropping(entry(0), 0));
  for (let l = 0; l < layers; l++) layerForward(l);
  forward.push(normed('ln_f', layout.leaving, layout.final.out, layout.final.means, layout.final.rstds));
  forward.push(product(false, true, N, V, C, layout.final.out, wte, layout.logits, false));
  forward.push(
    moving(
      'loss',
      [2 * N * V, N],
      inRows([], [layout.logits, layout.losses]),
      byRows((from, to) =>
        kernels.crossEntropy(layout.logits, layout.targets, layout.losses, V, knobs.scale, from, to),
      ),
    ),
  );

  // The head and what goes in share one matrix.
  const [dwte, dwpe] = [slope('wte.weight'), slope('wpe.weight')];
  if (dwte) backward.push(product(true, false, V, C, N, layout.logits, layout.final.out, dwte, true));
  backward.push(product(false, false, N, C, V, layout.logits, wte, layout.spare, false));
  backward.push(
    moving(
      'clear',
      [N * C, 0],
      inRows([], [layout.down]),
      byNumbers(C, (from, to) => kernels.clear(layout.down, from, to)),
    ),
  );
  backward.push(...normedBack('ln_f', layout.leaving, layout.final.means, layout.final.rstds));
  for (let l = layers - 1; l >= 0; l--) layerBackward(l);
  // Nobody asks what the embeddings' gradient is where these do not learn.
  if (!dwte) return { forward, backward };
  backward.push(dropping(layout.down, 0));
  backward.push(
    moving(
      'embedding',
      [5 * N * C, N],
      () => ({ reads: [layout.down], writes: [dwte, dwpe] }),
      rows(C, (from, to) => kernels.embedBackward(layout.tokens, layout.down, dwte, dwpe, N, block, C, from, to), 4),
      'embedding back',
    ),
  );
  return { forward, backward };

  function layerForward(l: number): void {
    const at = layout.layers[l]!;
    forward.push(normed(`h.${l}.ln_1`, at.entry, at.norm1, at.means[0], at.rstds[0]));
    linear(l, 'attn.c_attn', at.norm1, C, 3 * C, at.qkv);
    forward.push(
      attending(l, 'attention', [at.qkv], [at.attended, at.sums], (drop, seed, scratch, from, to) =>
        kernels.attention(at.qkv, at.attended, at.sums, block, heads, size, seed, drop, scratch, from, to),
      ),
    );
    linear(l, 'attn.c_proj', at.attended, C, C, layout.spare);
    forward.push(dropping(layout.spare, 3 * l + 2), added(at.entry, layout.spare, at.middle));
    forward.push(normed(`h.${l}.ln_2`, at.middle, at.norm2, at.means[1], at.rstds[1]));
    linear(l, 'mlp.c_fc', at.norm2, C, 4 * C, at.inner);
    forward.push(
      moving(
        'gelu',
        [2 * N * 4 * C, 0],
        inRows([], [at.inner, at.active]),
        byNumbers(4 * C, (from, to) =>
          knobs.scale > 0
            ? kernels.geluLearning(at.inner, at.active, from, to)
            : kernels.gelu(at.inner, at.active, from, to),
        ),
      ),
    );
    linear(l, 'mlp.c_proj', at.active, 4 * C, C, layout.spare);
    forward.push(dropping(layout.spare, 3 * l + 3), added(at.middle, layout.spare, entry(l + 1)));
  }

  function layerBackward(l: number): void {
    const at = layout.layers[l]!;
    const { down, spare, spare3, spare4 } = layout;
    linearBack(l, 'mlp.c_proj', at.active, 4 * C, C, dropped(3 * l + 3), spare4);
    backward.push(
      moving(
        'gelu',
        [3 * N * 4 * C, 0],
        inRows([at.inner], [spare4]),
        byNumbers(4 * C, (from, to) => kernels.multiply(at.inner, spare4, from, to)),
        'gelu back',
      ),
    );
    linearBack(l, 'mlp.c_fc', at.norm2, C, 4 * C, () => spare4, spare);
    backward.push(...normedBack(`h.${l}.ln_2`, at.middle, at.means[1], at.rstds[1]));
    // Nobody needs the gradient of what was normed any more, and it has the size of what was attended.
    linearBack(l, 'attn.c_proj', at.attended, C, C, dropped(3 * l + 2), at.norm2);
    backward.push(
      attending(
        l,
        'attention back',
        [at.qkv, at.attended, at.sums, at.norm2],
        [spare3],
        (drop, seed, scratch, from, to) => {
          const { qkv, attended, sums, norm2 } = at;
          kernels.attentionBackward(
            qkv,
            attended,
            sums,
            norm2,
            spare3,
            block,
            heads,
            size,
            seed,
            drop,
            scratch,
            from,
            to,
          );
        },
      ),
    );
    linearBack(l, 'attn.c_attn', at.norm1, C, 3 * C, () => spare3, spare);
    backward.push(...normedBack(`h.${l}.ln_1`, at.entry, at.means[0], at.rstds[0]));

    /** The gradient of what was dropped on its way into the residual: the residual's own where nothing is. */
    function dropped(site: number): () => number {
      const copied = byNumbers(C, (from, to) => {
        if (knobs.drop > 0) kernels.copy(down, spare, from, to);
      });
      const copying = moving('dropout', [2 * N * C, 0], inRows([down], [spare]), copied, 'dropout copy');
      backward.push(copying, dropping(spare, site));
      return () => (knobs.drop > 0 ? spare : down);
    }
  }

  function entry(l: number): number {
    return layout.layers[l]?.entry ?? layout.leaving;
  }

  /** Heads of all batches, one after the other. */
  function attending(
    layer: number,
    variant: 'attention' | 'attention back',
    reads: readonly number[],
    writes: readonly number[],
    run: (drop: number, seed: number, scratch: number, from: number, to: number) => void,
  ): Operator {
    return {
      kind: 'attention',
      variant,
      // Products of every pair of tokens, weights of every pair, numbers that are packed, rows.
      counts: [N * block * C, N * block * heads, N * C, N * heads, 1],
      touches: () => ({ reads, writes, rows: rowsOfHeads }),
      run: rows(batch * heads, (from, to, part) => {
        const seed = knobs.drop > 0 ? mix(knobs.seed, 3 * layer + 1) : 0;
        run(knobs.drop, seed, layout.scratch[part]!, from, to);
      }),
    };
  }

  /** Those of whole sequences; none where a part has some heads of a sequence and not all. */
  function rowsOfHeads(part: number, parts: number): readonly [number, number] {
    const [from, to] = share(batch * heads, part, parts);
    const row = (head: number): number => (head % heads === 0 ? (head / heads) * block : Number.NaN);
    return [row(from), row(to)];
  }

  /** C[m, n] = op(A)·op(B), each part with rows or columns of its own, whichever are more; all stored without gaps. */
  function product(
    ta: boolean,
    tb: boolean,
    m: number,
    n: number,
    k: number,
    a: number | (() => number),
    b: number | (() => number),
    c: number,
    add: boolean,
  ): Operator {
    const [lda, ldb] = [ta ? m : k, tb ? k : n];
    const now = (at: number | (() => number)): number => (typeof at === 'number' ? at : at());
    const run: Operator['run'] = (part, parts) => {
      const scratch = layout.scratch[part]!;
      const [from, to] = share(Math.max(m, n), part, parts, m < n ? 8 : ROWS);
      if (from === to) return;
      if (m < n) {
        const columns = now(b) + (tb ? from * ldb : from) * 4;
        kernels.matmul(+ta, +tb, m, to - from, k, now(a), lda, columns, ldb, c + from * 4, n, +add, scratch);
      } else {
        const rowsOfA = now(a) + (ta ? from : from * lda) * 4;
        kernels.matmul(+ta, +tb, to - from, n, k, rowsOfA, lda, now(b), ldb, c + from * n * 4, n, +add, scratch);
      }
    };
    return {
      kind: 'product',
      variant: `product ${+ta}${+tb}${+add}`,
      counts: [m * n * k, m * k, k * n, m * n, 1],
      touches: () => ({ reads: [now(a), now(b)], writes: [c], ...(m === N && m >= n && !ta && { rows: rowsOf }) }),
      run,
    };
  }

  /** out [N, to] = x [N, from]·W + b. */
  function linear(l: number, target: Projection, x: number, from: number, to: number, out: number): void {
    const name = `h.${l}.${target}`;
    const b = weight(`${name}.bias`);
    if (b)
      forward.push(
        moving(
          'bias',
          [N * to, N],
          inRows([], [out]),
          byRows((first, last) => kernels.bias(b, out, to, first, last)),
        ),
      );
    forward.push(product(false, false, N, to, from, x, weight(`${name}.weight`), out, b > 0));
    const adapter = adapterAt(l, target);
    if (!adapter) return;
    const { a, b: up, low, rank } = adapter;
    forward.push(product(false, false, N, rank, from, x, weight(a), low, false), scaled(low));
    forward.push(product(false, false, N, to, rank, low, weight(up), out, true));
  }

  /** Of a linear layer that has one; `low` holds (alpha / rank)·x·A from the way forward on. */
  function adapterAt(l: number, target: Projection) {
    const low = layout.layers[l]!.low[target];
    if (low === undefined) return undefined;
    const [a, b] = adapterOf(`h.${l}.${target}`);
    return { a, b, low, rank: shape.lora!.rank };
  }

  /** Times alpha / rank. */
  function scaled(x: number): Operator {
    const { rank, alpha } = shape.lora!;
    return moving(
      'add',
      [2 * N * rank, 0],
      inRows([], [x]),
      byNumbers(rank, (from, to) => kernels.scale(x, alpha / rank, from, to)),
      'scale',
    );
  }

  /** Its way back: gradients of W and b, and that of x into `dx`. */
  function linearBack(
    l: number,
    target: Projection,
    x: number,
    from: number,
    to: number,
    d: () => number,
    dx: number,
  ): void {
    const name = `h.${l}.${target}`;
    const db = slope(`${name}.bias`);
    if (db)
      backward.push(
        moving(
          'bias',
          [N * to, N],
          () => ({ reads: [d()], writes: [db] }),
          rows(to, (first, last) => kernels.biasBackward(d(), db, N, to, first, last), 4),
          'bias back',
        ),
      );
    const dw = slope(`${name}.weight`);
    if (dw) backward.push(product(true, false, from, to, N, x, d, dw, true));
    backward.push(product(false, true, N, from, to, d, weight(`${name}.weight`), dx, false));
    const adapter = adapterAt(l, target);
    if (!adapter) return;
    const { a, b, low, rank } = adapter;
    const { spareLow } = layout;
    backward.push(product(true, false, rank, to, N, low, d, slope(b), true));
    backward.push(product(false, true, N, rank, to, d, weight(b), spareLow, false), scaled(spareLow));
    backward.push(product(true, false, from, rank, N, x, spareLow, slope(a), true));
    backward.push(product(false, true, N, from, rank, spareLow, weight(a), dx, true));
  }

  function normed(name: string, x: number, out: number, means: number, rstds: number): Operator {
    const [g, b] = [weight(`${name}.weight`), weight(`${name}.bias`)];
    const run = byRows((from, to) => kernels.norm(x, g, b, out, means, rstds, C, from, to));
    return moving('norm', [2 * N * C, N], inRows([x], [out, means, rstds]), run);
  }

  /** From the gradient in `spare` onto that of the residual, `down`. */
  function normedBack(name: string, x: number, means: number, rstds: number): Operator[] {
    const { spare, down } = layout;
    const g = weight(`${name}.weight`);
    const [dg, db] = [slope(`${name}.weight`), slope(`${name}.bias`)];
    const ofWeights = rows(C, (from, to) => kernels.normWeights(x, spare, dg, db, means, rstds, N, C, from, to), 4);
    const through = byRows((from, to) => kernels.normBackward(x, g, spare, down, means, rstds, C, from, to));
    const reads = [x, spare, means, rstds];
    return [
      ...(dg
        ? [moving('norm', [2 * N * C, N], () => ({ reads, writes: db ? [dg, db] : [dg] }), ofWeights, 'norm weights')]
        : []),
      moving('norm', [4 * N * C, N], inRows(reads, [down]), through, 'norm back'),
    ];
  }

  function added(x: number, y: number, out: number): Operator {
    return moving(
      'add',
      [3 * N * C, 0],
      inRows([x, y], [out]),
      byNumbers(C, (from, to) => kernels.add(x, y, out, from, to)),
    );
  }

  function dropping(x: number, site: number): Operator {
    const run = byNumbers(C, (from, to) => {
      if (knobs.drop > 0) kernels.dropout(x, mix(knobs.seed, site), knobs.drop, from, to);
    });
    return moving('dropout', [2 * N * C, 0], inRows([], [x]), run);
  }
}

/** Another seed for each place of dropout, each step. */
const mix = (seed: number, site: number): number => Math.imul(seed ^ Math.imul(site + 1, 0x9e3779b1), 0x85ebca6b) | 0;
