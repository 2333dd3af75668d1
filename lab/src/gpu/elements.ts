import { type Call, type GpuKernel, GROUP, KEEPS, type Kind, rowsOf, stage } from './shader.ts';

const THREADS = 256;
/** Numbers of a thread. */
const EACH = 4;

/** Numbers that are no addresses. */
const KINDS: Readonly<Record<string, Kind>> = { seed: 'u32', drop: 'f32', factor: 'f32' };

/** What is done to every number of a stretch; `at` is its place. */
const over = (numbers: readonly string[], body: string, before = ''): GpuKernel => ({
  numbers: {
    ...Object.fromEntries(numbers.map((name): [string, Kind] => [name, KINDS[name] ?? 'at'])),
    from_: 'at',
    to: 'at',
  },
  stages: [
    stage(
      `${before}${GROUP}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let begin = p.from_ + groupOf(w, all) * ${THREADS * EACH}u + t;
  for (var e = 0u; e < ${EACH}u; e++) {
    let at = begin + e * ${THREADS}u;
    if (at < p.to) { ${body} }
  }
}`,
      ({ from_, to }: Call) => rowsOf(Math.ceil((to! - from_!) / 4 / (THREADS * EACH))),
    ),
  ],
});

/** Φ(x) and its slope as assembly/activation.ts has them: Abramowitz and Stegun 7.1.26. */
const NORMAL = `
fn normal(x: f32, bell: f32) -> f32 {
  let t = 1.0 / (1.0 + abs(x) * 0.23164189);
  let series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  let tail = series * bell * 0.5;
  return select(1.0 - tail, tail, x < 0.0);
}
`;

export const copy = over(['x', 'y'], 'm[p.y + at] = m[p.x + at];');
export const clear = over(['x'], 'm[p.x + at] = 0.0;');
export const add = over(['x', 'y', 'out_'], 'm[p.out_ + at] = m[p.x + at] + m[p.y + at];');
export const scale = over(['x', 'factor'], 'm[p.x + at] *= p.factor;');
export const multiply = over(['x', 'd'], 'm[p.d + at] *= m[p.x + at];');
export const gelu = over(
  ['x', 'out_'],
  'let x = m[p.x + at]; m[p.out_ + at] = x * normal(x, exp(-0.5 * x * x));',
  NORMAL,
);
export const geluLearning = over(
  ['x', 'out_'],
  `let x = m[p.x + at];
      let bell = exp(-0.5 * x * x);
      let below = normal(x, bell);
      m[p.out_ + at] = x * below;
      m[p.x + at] = below + x * bell * 0.3989422804;`,
  NORMAL,
);
export const dropout = over(
  ['x', 'seed', 'drop'],
  'm[p.x + at] = select(0.0, m[p.x + at] / (1.0 - p.drop), keeps(p.seed, at, p.drop));',
  KEEPS,
);

/** Rows of y = the bias, or zero where there is none. */
export const bias: GpuKernel = {
  numbers: { b: 'at', y: 'at', n: 'u32', from_: 'u32', to: 'u32' },
  stages: [
    stage(
      `${GROUP}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let at = p.from_ * p.n + groupOf(w, all) * ${THREADS}u + t;
  if (at < p.to * p.n) {
    var value = 0.0;
    if (p.b > 0u) { value = m[p.b + at % p.n]; }
    m[p.y + at] = value;
  }
}`,
      ({ n, from_, to }) => rowsOf(Math.ceil(((to! - from_!) * n!) / THREADS)),
    ),
  ],
};
