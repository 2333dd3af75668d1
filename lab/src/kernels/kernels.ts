/** What the wasm exports: addresses in bytes of its memory, floats of 32 bits. See lab/assembly for what each does. */
export interface Kernels {
  matmul(
    ta: number,
    tb: number,
    m: number,
    n: number,
    k: number,
    a: number,
    lda: number,
    b: number,
    ldb: number,
    c: number,
    ldc: number,
    add: number,
    scratch: number,
  ): void;
  matmulScratch(): number;
  attention(
    qkv: number,
    out: number,
    sums: number,
    block: number,
    heads: number,
    size: number,
    seed: number,
    drop: number,
    scratch: number,
    from: number,
    to: number,
  ): void;
  attentionBackward(
    qkv: number,
    out: number,
    sums: number,
    d: number,
    dqkv: number,
    block: number,
    heads: number,
    size: number,
    seed: number,
    drop: number,
    scratch: number,
    from: number,
    to: number,
  ): void;
  attentionScratch(block: number, size: number): number;
  norm(
    x: number,
    g: number,
    b: number,
    out: number,
    means: number,
    rstds: number,
    n: number,
    from: number,
    to: number,
  ): void;
  normBackward(
    x: number,
    g: number,
    d: number,
    dx: number,
    means: number,
    rstds: number,
    n: number,
    from: number,
    to: number,
  ): void;
  normWeights(
    x: number,
    d: number,
    dg: number,
    db: number,
    means: number,
    rstds: number,
    rows: number,
    n: number,
    from: number,
    to: number,
  ): void;
  gelu(x: number, out: number, from: number, to: number): void;
  geluLearning(x: number, out: number, from: number, to: number): void;
  multiply(x: number, d: number, from: number, to: number): void;
  crossEntropy(
    logits: number,
    targets: number,
    losses: number,
    n: number,
    scale: number,
    from: number,
    to: number,
  ): void;
  copy(x: number, y: number, from: number, to: number): void;
  clear(x: number, from: number, to: number): void;
  add(x: number, y: number, out: number, from: number, to: number): void;
  scale(x: number, factor: number, from: number, to: number): void;
  bias(b: number, y: number, n: number, from: number, to: number): void;
  biasBackward(d: number, db: number, rows: number, n: number, from: number, to: number): void;
  dropout(x: number, seed: number, drop: number, from: number, to: number): void;
  embed(tokens: number, wte: number, wpe: number, x: number, block: number, n: number, from: number, to: number): void;
  embedBackward(
    tokens: number,
    d: number,
    dwte: number,
    dwpe: number,
    count: number,
    block: number,
    n: number,
    from: number,
    to: number,
  ): void;
  sumSquares(x: number, sums: number, bytes: number, from: number, to: number): void;
  adamw(
    p: number,
    g: number,
    m: number,
    v: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    rate: number,
    root: number,
    decay: number,
    clip: number,
    from: number,
    to: number,
  ): void;
  vectorMatrix(x: number, w: number, b: number, out: number, k: number, n: number): void;
  matrixVector(w: number, x: number, out: number, rows: number, n: number): void;
  attendOne(
    q: number,
    keys: number,
    values: number,
    out: number,
    count: number,
    heads: number,
    size: number,
    scores: number,
  ): void;
}
