import type { Able } from './device.ts';
import { type Call, type GpuKernel, GROUP, rowsOf, stage } from './shader.ts';

/**
 * C[m, n] = op(A)·op(B) (+ C): tiles of 64 x 64 by 256 threads, each 4 x 4 of them, through workgroup memory 16 deep. Turned or not is a
 * matter of strides, so that one pipeline does for all; what neighbours among the threads fetch lies beside one another either way.
 * Factors of 16 bits are multiplied and added up in 16 bits over the depth of a tile, and from tile to tile in 32.
 *
 * Gradients of weights have few tiles and are as deep as there are tokens: too few workgroups for a GPU. So their depth is split among
 * workgroups, and what these come to is added up from scratch memory, always in the same order.
 */
const TILE = 64;
const DEEP = 16;

/** Workgroups that keep a large GPU busy (an H100 has 132 multiprocessors), and the least depth that is worth one. */
const BUSY = 256;
const LEAST_DEEP = 256;
/** Bytes of scratch memory that a product needs: so many workgroups' tiles. */
export const SCRATCH = BUSY * TILE * TILE * 4;

const splitsOf = ({ m, n, k }: Call): number => {
  const tiles = Math.ceil(m! / TILE) * Math.ceil(n! / TILE);
  return Math.max(1, Math.min(Math.floor(k! / LEAST_DEEP), Math.floor(BUSY / tiles)));
};

/** Four factors of a product, and a product on top of a sum. Overflow is infinity, which the length of the gradient tells of. */
const FACTORS: Readonly<Record<Able['halves'], string>> = {
  none: `
alias factor4 = vec4f;
fn factored(v: vec4f) -> factor4 { return v; }
fn more(x: f32, v: factor4, sum: factor4) -> factor4 { return sum + x * v; }
`,
  native: `
alias factor4 = vec4<f16>;
fn factored(v: vec4f) -> factor4 { return factor4(v); }
fn more(x: f16, v: factor4, sum: factor4) -> factor4 { return fma(factor4(x), v, sum); }
`,
  rounded: `
alias factor4 = vec4f;
fn factored(v: vec4f) -> factor4 {
  return vec4f(unpack2x16float(pack2x16float(v.xy)), unpack2x16float(pack2x16float(v.zw)));
}
fn more(x: f32, v: factor4, sum: factor4) -> factor4 { return factored(x * v + sum); }
`,
};

const FOUR = [0, 1, 2, 3] as const;
const PLACES = ['x', 'y', 'z', 'w'] as const;
const four = (line: (i: number) => string): string => FOUR.map(line).join('\n');

const code = ({ halves }: Able): string => `
${FACTORS[halves]}
var<workgroup> as_: array<factor4, ${(DEEP * TILE) / 4}>;
var<workgroup> bs: array<factor4, ${(DEEP * TILE) / 4}>;
/** Where this workgroup's share of the depth ends. */
var<private> last: u32;
fn a(i: u32, k: u32) -> f32 {
  return select(0.0, m[p.a + select(i * p.lda + k, k * p.lda + i, p.ta > 0u)], i < p.m && k < last);
}
fn b(k: u32, j: u32) -> f32 {
  return select(0.0, m[p.b + select(k * p.ldb + j, j * p.ldb + k, p.tb > 0u)], j < p.n && k < last);
}
fn row(i: u32, j: u32, share: u32, v: vec4f) {
  if (i >= p.m) { return; }
  let whole = p.splits == 1u;
  let at = select(p.scratch + (share * p.m + i) * p.n, p.c + i * p.ldc, whole) + j;
  for (var e = 0u; e < min(4u, p.n - min(p.n, j)); e++) {
    m[at + e] = v[e] + select(0.0, m[at + e], whole && p.add > 0u);
  }
}
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) t: u32) {
  let x = t % 16u;
  let y = t / 16u;
  let ka = select(x, y, p.ta > 0u);
  let ra = select(y, x, p.ta > 0u);
  let kb = select(y, x, p.tb > 0u);
  let cb = select(x, y, p.tb > 0u);
  let ia = w.y * ${TILE}u + ra * 4u;
  let jb = w.x * ${TILE}u + cb * 4u;
${four((i) => `  var s${i} = vec4f();`)}
  let deep = (p.k + p.splits - 1u) / p.splits;
  last = min(p.k, (w.z + 1u) * deep);
  for (var k0 = w.z * deep; k0 < (w.z + 1u) * deep; k0 += ${DEEP}u) {
    let k1 = k0 + ka;
    as_[ka * 16u + ra] = factored(vec4f(a(ia, k1), a(ia + 1u, k1), a(ia + 2u, k1), a(ia + 3u, k1)));
    let k2 = k0 + kb;
    bs[kb * 16u + cb] = factored(vec4f(b(k2, jb), b(k2, jb + 1u), b(k2, jb + 2u), b(k2, jb + 3u)));
    workgroupBarrier();
${four((i) => `    var t${i} = ${halves === 'none' ? `s${i}` : 'factor4()'};`)}
    for (var k = 0u; k < ${DEEP}u; k++) {
      let u = as_[k * 16u + y];
      let v = bs[k * 16u + x];
${four((i) => `      t${i} = more(u.${PLACES[i]}, v, t${i});`)}
    }
${four((i) => `    s${i} = ${halves === 'none' ? `t${i}` : `s${i} + vec4f(t${i})`};`)}
    workgroupBarrier();
  }
  let i = w.y * ${TILE}u + y * 4u;
  let j = w.x * ${TILE}u + x * 4u;
${four((i) => `  row(i + ${i}u, j, w.z, s${i});`)}
}
`;

const ADDED = `${GROUP}
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let at = groupOf(w, all) * 256u + t;
  if (at >= p.m * p.n) { return; }
  let to = p.c + (at / p.n) * p.ldc + at % p.n;
  var sum = select(0.0, m[to], p.add > 0u);
  for (var share = 0u; share < p.splits; share++) { sum += m[p.scratch + share * p.m * p.n + at]; }
  m[to] = sum;
}
`;

export const matmul: GpuKernel = {
  numbers: {
    ta: 'u32',
    tb: 'u32',
    m: 'u32',
    n: 'u32',
    k: 'u32',
    a: 'at',
    lda: 'u32',
    b: 'at',
    ldb: 'u32',
    c: 'at',
    ldc: 'u32',
    add: 'u32',
    scratch: 'at',
    splits: 'u32',
  },
  reckoned: { splits: splitsOf },
  stages: [
    stage(code, (call) => [Math.ceil(call.n! / TILE), Math.ceil(call.m! / TILE), call.splits!]),
    stage(ADDED, ({ m, n, splits }) => (splits === 1 ? [0] : rowsOf(Math.ceil((m! * n!) / 256)))),
  ],
};
