import { type GpuKernel, GROUP, reduced, rowsOf, stage } from './shader.ts';

const THREADS = 256;
/** Floats of a stretch whose squares make one sum (CHUNK of assembly/rows.ts). */
const CHUNK = 65_536;

/** Of every stretch its sum of squares, a workgroup each. */
export const sumSquares: GpuKernel = {
  numbers: { x: 'at', sums: 'at', bytes: 'at', from_: 'u32', to: 'u32' },
  stages: [
    stage(
      (able) => `${GROUP}
${reduced(THREADS, able)}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let i = p.from_ + groupOf(w, all);
  if (i >= p.to) { return; }
  let end = min(p.bytes, (i + 1u) * ${CHUNK}u);
  var sum = 0.0;
  for (var at = i * ${CHUNK}u + t; at < end; at += ${THREADS}u) { let g = m[p.x + at]; sum += g * g; }
  sum = sumOf(sum, t);
  if (t == 0u) { m[p.sums + i] = sum; }
}`,
      ({ from_, to }) => rowsOf(to! - from_!),
    ),
  ],
};

/**
 * Of `count` sums what gradients are multiplied by so that they are no longer than `longest` (torch.nn.utils.clip_grad_norm_), into
 * `factor`. One where `longest` is zero.
 */
export const clipFactor: GpuKernel = {
  numbers: { sums: 'at', count: 'u32', longest: 'f32', factor: 'at' },
  stages: [
    stage(
      (able) => `${reduced(THREADS, able)}
@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) t: u32) {
  var sum = 0.0;
  for (var i = t; i < p.count; i += ${THREADS}u) { sum += m[p.sums + i]; }
  let long = sqrt(sumOf(sum, t));
  if (t == 0u) { m[p.factor] = select(1.0, p.longest / (long + 1e-6), p.longest > 0.0 && long > p.longest); }
}`,
      () => [1],
    ),
  ],
};

/** AdamW over a stretch, with gradients times `clip` and times what clipFactor found: one pass over four arrays. */
export const adamw: GpuKernel = {
  numbers: {
    p: 'at',
    g: 'at',
    first: 'at',
    second: 'at',
    beta1: 'f32',
    beta2: 'f32',
    epsilon: 'f32',
    rate: 'f32',
    root: 'f32',
    decay: 'f32',
    clip: 'f32',
    from_: 'at',
    to: 'at',
    factor: 'at',
  },
  stages: [
    stage(
      `${GROUP}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let at = p.from_ + groupOf(w, all) * ${THREADS}u + t;
  if (at >= p.to) { return; }
  let g = m[p.g + at] * p.clip * m[p.factor];
  let first = p.beta1 * m[p.first + at] + (1.0 - p.beta1) * g;
  let second = p.beta2 * m[p.second + at] + (1.0 - p.beta2) * g * g;
  m[p.first + at] = first;
  m[p.second + at] = second;
  m[p.p + at] = m[p.p + at] * (1.0 - p.decay) - p.rate * first / (sqrt(second) * p.root + p.epsilon);
}`,
      ({ from_, to }) => rowsOf(Math.ceil((to! - from_!) / 4 / THREADS)),
    ),
  ],
};
