import type { Able } from './device.ts';
import { type GpuKernel, GROUP, reduced, rowsOf, stage } from './shader.ts';

/** Threads of a row. */
const ROW = 64;
const EPSILON = '1e-5';

const overRow = (body: string) => (able: Able) =>
  `
${GROUP}
${reduced(ROW, able)}
@compute @workgroup_size(${ROW})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(num_workgroups) all: vec3u, @builtin(local_invocation_index) t: u32) {
  let i = p.from_ + groupOf(w, all);
  if (i >= p.to) { return; }
${body}
}
`;
const ofRows = ({ from_, to }: Readonly<Record<string, number>>) => rowsOf(to! - from_!);

/** out = (x - mean) · rstd · g + b, a workgroup a row. */
export const norm: GpuKernel = {
  numbers: { x: 'at', g: 'at', b: 'at', out_: 'at', means: 'at', rstds: 'at', n: 'u32', from_: 'u32', to: 'u32' },
  stages: [
    stage(
      overRow(`
  let x = p.x + i * p.n;
  var sum = 0.0;
  for (var c = t; c < p.n; c += ${ROW}u) { sum += m[x + c]; }
  let mean = sumOf(sum, t) / f32(p.n);
  var squares = 0.0;
  for (var c = t; c < p.n; c += ${ROW}u) { let off = m[x + c] - mean; squares += off * off; }
  let rstd = 1.0 / sqrt(sumOf(squares, t) / f32(p.n) + ${EPSILON});
  for (var c = t; c < p.n; c += ${ROW}u) {
    var y = (m[x + c] - mean) * rstd * m[p.g + c];
    if (p.b > 0u) { y += m[p.b + c]; }
    m[p.out_ + i * p.n + c] = y;
  }
  if (t == 0u) {
    m[p.means + i] = mean;
    m[p.rstds + i] = rstd;
  }`),
      ofRows,
    ),
  ],
};

/** dx += what comes through from d. */
export const normBackward: GpuKernel = {
  numbers: { x: 'at', g: 'at', d: 'at', dx: 'at', means: 'at', rstds: 'at', n: 'u32', from_: 'u32', to: 'u32' },
  stages: [
    stage(
      overRow(`
  let at = i * p.n;
  let mean = m[p.means + i];
  let rstd = m[p.rstds + i];
  var plain = 0.0;
  var along = 0.0;
  for (var c = t; c < p.n; c += ${ROW}u) {
    let down = m[p.d + at + c] * m[p.g + c];
    plain += down;
    along += down * (m[p.x + at + c] - mean) * rstd;
  }
  plain = sumOf(plain, t) / f32(p.n);
  along = sumOf(along, t) / f32(p.n);
  for (var c = t; c < p.n; c += ${ROW}u) {
    let down = m[p.d + at + c] * m[p.g + c];
    let normed = (m[p.x + at + c] - mean) * rstd;
    m[p.dx + at + c] += (down - plain - normed * along) * rstd;
  }`),
      ofRows,
    ),
  ],
};

/** Columns and rows of the workgroups that add up over rows: neighbours read neighbours. */
const COLUMNS = 16;
const DEEP = 16;

const overColumns = (adds: string, ends: string): string => `
var<workgroup> gains: array<f32, ${COLUMNS * DEEP}>;
var<workgroup> shifts: array<f32, ${COLUMNS * DEEP}>;
@compute @workgroup_size(${COLUMNS * DEEP})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) t: u32) {
  let c = p.from_ + w.x * ${COLUMNS}u + t % ${COLUMNS}u;
  var gain = 0.0;
  var shift = 0.0;
  if (c < p.to) {
    for (var i = t / ${COLUMNS}u; i < p.rows; i += ${DEEP}u) {
      let down = m[p.d + i * p.n + c];
      ${adds}
      shift += down;
    }
  }
  gains[t] = gain;
  shifts[t] = shift;
  workgroupBarrier();
  if (t < ${COLUMNS}u && c < p.to) {
    for (var i = 1u; i < ${DEEP}u; i++) {
      gain += gains[i * ${COLUMNS}u + t];
      shift += shifts[i * ${COLUMNS}u + t];
    }
    ${ends}
  }
}
`;
const ofColumns = ({ from_, to }: Readonly<Record<string, number>>) => [Math.ceil((to! - from_!) / COLUMNS)] as const;

/** dg and db, added up over all rows. */
export const normWeights: GpuKernel = {
  numbers: {
    x: 'at',
    d: 'at',
    dg: 'at',
    db: 'at',
    means: 'at',
    rstds: 'at',
    rows: 'u32',
    n: 'u32',
    from_: 'u32',
    to: 'u32',
  },
  stages: [
    stage(
      overColumns(
        'gain += down * (m[p.x + i * p.n + c] - m[p.means + i]) * m[p.rstds + i];',
        'm[p.dg + c] += gain; if (p.db > 0u) { m[p.db + c] += shift; }',
      ),
      ofColumns,
    ),
  ],
};

export const biasBackward: GpuKernel = {
  numbers: { d: 'at', db: 'at', rows: 'u32', n: 'u32', from_: 'u32', to: 'u32' },
  stages: [stage(overColumns('', 'm[p.db + c] += shift;'), ofColumns)],
};
