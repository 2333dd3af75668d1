import { type GpuKernel, GROUP, reduced, rowsOf, stage } from './shader.ts';

const THREADS = 64;
const WIDE = 256;

/** x = wte[token] + wpe[place in its block], a workgroup a row. */
export const embed: GpuKernel = {
  numbers: { tokens: 'word', wte: 'at', wpe: 'at', x: 'at', block: 'u32', n: 'u32', from_: 'u32', to: 'u32' },
  stages: [
    stage(
      `${GROUP}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let i = p.from_ + groupOf(w, all);
  if (i >= p.to) { return; }
  let word = p.wte + u32(words[p.tokens + i]) * p.n;
  let place = p.wpe + (i % p.block) * p.n;
  for (var c = t; c < p.n; c += ${THREADS}u) { m[p.x + i * p.n + c] = m[word + c] + m[place + c]; }
}`,
      ({ from_, to }) => rowsOf(to! - from_!),
    ),
  ],
};

/** Gradients onto rows of words and places: a workgroup a row that gathers, so that the order of sums is always the same. */
export const embedBackward: GpuKernel = {
  numbers: {
    tokens: 'word',
    d: 'at',
    dwte: 'at',
    dwpe: 'at',
    count: 'u32',
    block: 'u32',
    n: 'u32',
    from_: 'none',
    to: 'none',
  },
  stages: [
    stage(
      `${GROUP}
var<workgroup> seen: array<i32, ${THREADS}>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let v = groupOf(w, all);
  for (var c0 = 0u; c0 < p.n; c0 += ${THREADS}u) {
    let c = c0 + t;
    var sum = 0.0;
    for (var i0 = 0u; i0 < p.count; i0 += ${THREADS}u) {
      workgroupBarrier();
      seen[t] = -1;
      if (i0 + t < p.count) { seen[t] = words[p.tokens + i0 + t]; }
      workgroupBarrier();
      if (c < p.n) {
        for (var i = 0u; i < ${THREADS}u; i++) {
          if (seen[i] == i32(v)) { sum += m[p.d + (i0 + i) * p.n + c]; }
        }
      }
    }
    if (c < p.n && p.dwte + v * p.n + c < p.dwpe) { m[p.dwte + v * p.n + c] += sum; }
  }
}`,
      // Places lie behind the words.
      ({ dwte, dwpe, n }) => rowsOf(Math.floor((dwpe! - dwte!) / 4 / n!)),
    ),
    stage(
      `${GROUP}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let place = groupOf(w, all);
  if (place >= p.block) { return; }
  for (var c = t; c < p.n; c += ${THREADS}u) {
    var sum = 0.0;
    for (var i = place; i < p.count; i += p.block) { sum += m[p.d + i * p.n + c]; }
    m[p.dwpe + place * p.n + c] += sum;
  }
}`,
      ({ block }) => rowsOf(block!),
    ),
  ],
};

/** -log softmax at the target, and (softmax - one-hot) · scale in the logits' place where scale is not zero; a workgroup a row. */
export const crossEntropy: GpuKernel = {
  numbers: { logits: 'at', targets: 'word', losses: 'at', n: 'u32', scale: 'f32', from_: 'u32', to: 'u32' },
  stages: [
    stage(
      (able) => `${GROUP}
${reduced(WIDE, able)}
@compute @workgroup_size(${WIDE})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let i = p.from_ + groupOf(w, all);
  if (i >= p.to) { return; }
  let row = p.logits + i * p.n;
  let target_ = words[p.targets + i];
  var top = -3.0e38;
  for (var c = t; c < p.n; c += ${WIDE}u) { top = max(top, m[row + c]); }
  top = mostOf(top, t);
  var right = 0.0;
  if (target_ >= 0) { right = m[row + u32(max(target_, 0))] - top; }
  workgroupBarrier();
  var sum = 0.0;
  for (var c = t; c < p.n; c += ${WIDE}u) { sum += exp(m[row + c] - top); }
  sum = sumOf(sum, t);
  if (t == 0u) { m[p.losses + i] = select(0.0, log(sum) - right, target_ >= 0); }
  if (p.scale != 0.0) {
    let share = select(0.0, p.scale / sum, target_ >= 0);
    for (var c = t; c < p.n; c += ${WIDE}u) {
      var slope = exp(m[row + c] - top) * share;
      if (i32(c) == target_) { slope -= p.scale; }
      m[row + c] = slope;
    }
  }
}`,
      ({ from_, to }) => rowsOf(to! - from_!),
    ),
  ],
};
