import { type GpuKernel, stage } from './shader.ts';

/**
 * C[m, n] = op(A)·op(B) (+ C): tiles of 64 x 64 by 256 threads, each 4 x 4 of them, through workgroup memory 16 deep. Turned or not is a
 * matter of strides, so that one pipeline does for all; what neighbours among the threads fetch lies beside one another either way.
 */
const TILE = 64;
const DEEP = 16;

const CODE = `
var<workgroup> as_: array<vec4f, ${(DEEP * TILE) / 4}>;
var<workgroup> bs: array<vec4f, ${(DEEP * TILE) / 4}>;
fn a(i: u32, k: u32) -> f32 {
  return select(0.0, m[p.a + select(i * p.lda + k, k * p.lda + i, p.ta > 0u)], i < p.m && k < p.k);
}
fn b(k: u32, j: u32) -> f32 {
  return select(0.0, m[p.b + select(k * p.ldb + j, j * p.ldb + k, p.tb > 0u)], j < p.n && k < p.k);
}
fn row(i: u32, j: u32, v: vec4f) {
  if (i >= p.m) { return; }
  let at = p.c + i * p.ldc + j;
  for (var e = 0u; e < min(4u, p.n - min(p.n, j)); e++) { m[at + e] = v[e] + select(0.0, m[at + e], p.add > 0u); }
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
  var s0 = vec4f();
  var s1 = vec4f();
  var s2 = vec4f();
  var s3 = vec4f();
  for (var k0 = 0u; k0 < p.k; k0 += ${DEEP}u) {
    let k1 = k0 + ka;
    as_[ka * 16u + ra] = vec4f(a(ia, k1), a(ia + 1u, k1), a(ia + 2u, k1), a(ia + 3u, k1));
    let k2 = k0 + kb;
    bs[kb * 16u + cb] = vec4f(b(k2, jb), b(k2, jb + 1u), b(k2, jb + 2u), b(k2, jb + 3u));
    workgroupBarrier();
    for (var k = 0u; k < ${DEEP}u; k++) {
      let u = as_[k * 16u + y];
      let v = bs[k * 16u + x];
      s0 += u.x * v;
      s1 += u.y * v;
      s2 += u.z * v;
      s3 += u.w * v;
    }
    workgroupBarrier();
  }
  let i = w.y * ${TILE}u + y * 4u;
  let j = w.x * ${TILE}u + x * 4u;
  row(i, j, s0);
  row(i + 1u, j, s1);
  row(i + 2u, j, s2);
  row(i + 3u, j, s3);
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
    scratch: 'none',
  },
  stages: [stage(CODE, ({ m, n }) => [Math.ceil(n! / TILE), Math.ceil(m! / TILE)])],
};
