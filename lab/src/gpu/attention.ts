import { type Call, type GpuKernel, KEEPS, type Stage } from './shader.ts';

/**
 * Causal attention that keeps no scores (Dao, arXiv:2307.08691): a thread a row, keys and values in tiles through workgroup memory, the
 * highest score and the sum carried along. Vectors of a head are padded to fours with zeros.
 */
const ROWS = 64;
const TILE = 16;

const common = ({ size, drop }: Call): string => `
const S = ${size}u;
const S4 = ${Math.ceil(size! / 4)}u;
${drop! > 0 ? KEEPS : ''}
fn four(at: u32, c: u32) -> vec4f {
  ${
    size! % 4 === 0
      ? 'return vec4f(m[at + c], m[at + c + 1u], m[at + c + 2u], m[at + c + 3u]);'
      : `var v = vec4f(0.0);
  for (var i = 0u; i < 4u; i++) { if (c + i < S) { v[i] = m[at + c + i]; } }
  return v;`
  }
}
fn put(at: u32, c: u32, v: vec4f) {
  for (var i = 0u; i < 4u; i++) { if (c + i < S) { m[at + c + i] = v[i]; } }
}
/** Floats from row to row of scores in assembly/attention.ts: dropout counts its places by them. */
fn placeOf(head: u32, i: u32, j: u32) -> u32 { return (head * p.block + i) * (((p.block + 23u) / 24u) * 24u) + j; }
`;

/** What all three begin with: a thread has row `i` of a head, or one that is there and nobody keeps. `tiles`: through workgroup memory. */
const shader = (call: Call, tiles: readonly string[], body: string): string => `
${common(call)}
${tiles.map((name) => `var<workgroup> ${name}: array<vec4f, ${TILE * Math.ceil(call.size! / 4)}>;`).join('\n')}
@compute @workgroup_size(${ROWS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) t: u32) {
  let head = p.from_ + w.y;
  let width = p.heads * S;
  let base = (head / p.heads) * p.block;
  let column = (head % p.heads) * S;
  let i = w.x * ${ROWS}u + t;
  let live = i < p.block;
  let row = min(i, p.block - 1u);
  let scale = 1.0 / sqrt(f32(S));
${body}
}
`;

/** A tile of keys and values from `j0` on, and how many of them row `row` looks at. */
const FETCHED = `
    for (var e = t; e < ${TILE}u * S4; e += ${ROWS}u) {
      let k0 = p.qkv + (base + min(j0 + e / S4, p.block - 1u)) * 3u * width + width + column;
      ks[e] = four(k0, (e % S4) * 4u);
      vs[e] = four(k0 + width, (e % S4) * 4u);
    }
    workgroupBarrier();
    let end = min(${TILE}u, select(0u, row + 1u - j0, row + 1u > j0));
`;

const forward = (call: Call): string =>
  shader(
    call,
    ['ks', 'vs'],
    `  let q0 = p.qkv + (base + row) * 3u * width + column;
  var q: array<vec4f, S4>;
  var sum: array<vec4f, S4>;
  for (var c = 0u; c < S4; c++) { q[c] = four(q0, c * 4u); }
  var top = -1e30;
  var total = 0.0;
  let last = min((w.x + 1u) * ${ROWS}u, p.block);
  for (var j0 = 0u; j0 < last; j0 += ${TILE}u) {
${FETCHED}    for (var j = 0u; j < end; j++) {
      var score = 0.0;
      for (var c = 0u; c < S4; c++) { score += dot(q[c], ks[j * S4 + c]); }
      score *= scale;
      if (score > top) {
        let less = exp(top - score);
        total *= less;
        for (var c = 0u; c < S4; c++) { sum[c] *= less; }
        top = score;
      }
      let weight = exp(score - top);
      total += weight;
      var kept = weight;
      ${call.drop! > 0 ? 'kept = select(0.0, weight / (1.0 - p.drop), keeps(p.seed, placeOf(head, row, j0 + j), p.drop));' : ''}
      for (var c = 0u; c < S4; c++) { sum[c] += kept * vs[j * S4 + c]; }
    }
    workgroupBarrier();
  }
  if (live) {
    let o = p.out_ + (base + row) * width + column;
    for (var c = 0u; c < S4; c++) { put(o, c * 4u, sum[c] / total); }
    m[p.sums + head * p.block + row] = top + log(total);
  }`,
  );

/** Weight of row i for row j, and its slope, from what both ways share. */
const slopes = (call: Call): string => `
      let weight = exp(score * scale - logs);
      var through = along;
      var kept = weight;
      ${
        call.drop! > 0
          ? `let keep = keeps(p.seed, placeOf(head, i_, j_), p.drop);
      through = select(0.0, along / (1.0 - p.drop), keep);
      kept = select(0.0, weight / (1.0 - p.drop), keep);`
          : ''
      }
      let slope = weight * (through - less) * scale;
`;

/** Slopes of queries: a thread a query, over tiles of keys. */
const ofQueries = (call: Call): string =>
  shader(
    call,
    ['ks', 'vs'],
    `  let q0 = (base + row) * 3u * width + column;
  let o0 = (base + row) * width + column;
  var q: array<vec4f, S4>;
  var d: array<vec4f, S4>;
  var sum: array<vec4f, S4>;
  var less = 0.0;
  for (var c = 0u; c < S4; c++) {
    q[c] = four(p.qkv + q0, c * 4u);
    d[c] = four(p.d + o0, c * 4u);
    less += dot(d[c], four(p.out_ + o0, c * 4u));
  }
  let logs = m[p.sums + head * p.block + row];
  let last = min((w.x + 1u) * ${ROWS}u, p.block);
  for (var j0 = 0u; j0 < last; j0 += ${TILE}u) {
${FETCHED}    for (var j = 0u; j < end; j++) {
      let i_ = row;
      let j_ = j0 + j;
      var score = 0.0;
      var along = 0.0;
      for (var c = 0u; c < S4; c++) {
        score += dot(q[c], ks[j * S4 + c]);
        along += dot(d[c], vs[j * S4 + c]);
      }
      ${slopes(call)}
      for (var c = 0u; c < S4; c++) { sum[c] += slope * ks[j * S4 + c]; }
    }
    workgroupBarrier();
  }
  if (live) { for (var c = 0u; c < S4; c++) { put(p.dqkv + q0, c * 4u, sum[c]); } }`,
  );

const LESSES = `
var<workgroup> lesses: array<f32, ${TILE}>;
var<workgroup> logsOf: array<f32, ${TILE}>;
`;

/** Slopes of keys and values: a thread a key, over tiles of queries from its own on. */
const ofKeys = (call: Call): string =>
  LESSES +
  shader(
    call,
    ['qs', 'ds'],
    `  let k0 = (base + row) * 3u * width + width + column;
  var k: array<vec4f, S4>;
  var v: array<vec4f, S4>;
  var dk: array<vec4f, S4>;
  var dv: array<vec4f, S4>;
  for (var c = 0u; c < S4; c++) {
    k[c] = four(p.qkv + k0, c * 4u);
    v[c] = four(p.qkv + k0 + width, c * 4u);
  }
  for (var i0 = (w.x * ${ROWS}u / ${TILE}u) * ${TILE}u; i0 < p.block; i0 += ${TILE}u) {
    for (var e = t; e < ${TILE}u * S4; e += ${ROWS}u) {
      let from_ = base + min(i0 + e / S4, p.block - 1u);
      qs[e] = four(p.qkv + from_ * 3u * width + column, (e % S4) * 4u);
      ds[e] = four(p.d + from_ * width + column, (e % S4) * 4u);
    }
    if (t < ${TILE}u) {
      let other = min(i0 + t, p.block - 1u);
      let o0 = (base + other) * width + column;
      var all = 0.0;
      for (var c = 0u; c < S4; c++) { all += dot(four(p.d + o0, c * 4u), four(p.out_ + o0, c * 4u)); }
      lesses[t] = all;
      logsOf[t] = m[p.sums + head * p.block + other];
    }
    workgroupBarrier();
    let end = min(${TILE}u, p.block - i0);
    let begin = select(0u, min(end, row - i0), row > i0);
    for (var r = begin; r < end; r++) {
      let i_ = i0 + r;
      let j_ = row;
      let less = lesses[r];
      let logs = logsOf[r];
      var score = 0.0;
      var along = 0.0;
      for (var c = 0u; c < S4; c++) {
        score += dot(k[c], qs[r * S4 + c]);
        along += dot(v[c], ds[r * S4 + c]);
      }
      ${slopes(call)}
      for (var c = 0u; c < S4; c++) {
        dk[c] += slope * qs[r * S4 + c];
        dv[c] += kept * ds[r * S4 + c];
      }
    }
    workgroupBarrier();
  }
  if (live) {
    for (var c = 0u; c < S4; c++) {
      put(p.dqkv + k0, c * 4u, dk[c]);
      put(p.dqkv + k0 + width, c * 4u, dv[c]);
    }
  }`,
  );

const staged = (code: Stage['code']): Stage => ({
  code,
  made: ({ size, drop }) => `${size} ${drop! > 0}`,
  grid: ({ block, from_, to }) => [Math.ceil(block! / ROWS), to! - from_!],
});

const tail = {
  block: 'u32',
  heads: 'u32',
  size: 'u32',
  seed: 'u32',
  drop: 'f32',
  scratch: 'none',
  from_: 'u32',
  to: 'u32',
} as const;

export const attention: GpuKernel = {
  numbers: { qkv: 'at', out_: 'at', sums: 'at', ...tail },
  stages: [staged(forward)],
};

export const attentionBackward: GpuKernel = {
  numbers: { qkv: 'at', out_: 'at', sums: 'at', d: 'at', dqkv: 'at', ...tail },
  stages: [staged(ofQueries), staged(ofKeys)],
};
