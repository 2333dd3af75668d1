/** What a number of a call becomes in a shader: an address in bytes a place in floats, one of tokens a place among them. */
export type Kind = 'u32' | 'i32' | 'f32' | 'at' | 'word' | 'none';

/** One dispatch. */
export interface Stage {
  /** WGSL behind the prelude: functions, among them `main`. */
  readonly code: (call: Call) => string;
  /** What the code is made for; another text of it is another pipeline. */
  readonly made: (call: Call) => string;
  /** Workgroups along x, y and z. */
  readonly grid: (call: Call) => readonly [number, number?, number?];
}

/** A kernel as calls know it (kernels/kernels.ts): its numbers in their order, and what a device does with them. */
export interface GpuKernel {
  readonly numbers: Readonly<Record<string, Kind>>;
  readonly stages: readonly Stage[];
}

/** Numbers of a call by name; addresses in bytes as they were said. */
export type Call = Readonly<Record<string, number>>;

/** Numbers that fit in the uniforms of a dispatch, and its stride (WebGPU's least alignment of dynamic offsets). */
export const WORDS = 16;
export const STRIDE = 256;

/** Most workgroups along one side (WebGPU's default limit); more are laid in rows. */
const MOST = 65_535;
export const rowsOf = (groups: number): readonly [number, number] => {
  const rows = Math.ceil(groups / MOST);
  return [Math.ceil(groups / rows), rows];
};

/** What stands before every shader: the one memory, tokens, and the numbers of this call. */
export function prelude(numbers: GpuKernel['numbers']): string {
  const fields = Object.entries(numbers)
    .filter(([, kind]) => kind !== 'none')
    .map(([name, kind]) => `${name}: ${kind === 'f32' || kind === 'i32' ? kind : 'u32'},`);
  return `
struct Numbers { ${fields.join(' ')} }
@group(0) @binding(0) var<storage, read_write> m: array<f32>;
@group(0) @binding(1) var<storage, read> words: array<i32>;
@group(0) @binding(2) var<uniform> p: Numbers;
`;
}

/** The numbers of a call as they lie in its uniforms. */
export function written(numbers: GpuKernel['numbers'], call: Call, tokens: number): ArrayBuffer {
  const buffer = new ArrayBuffer(WORDS * 4);
  const [floats, ints] = [new Float32Array(buffer), new Uint32Array(buffer)];
  let at = 0;
  for (const [name, kind] of Object.entries(numbers)) {
    if (kind === 'none') continue;
    const value = call[name]!;
    if (kind === 'f32') floats[at] = value;
    else ints[at] = kind === 'at' ? value / 4 : kind === 'word' ? (value - tokens) / 4 : value;
    at++;
  }
  return buffer;
}

/** A stage whose code is the same for every call. */
export const stage = (code: string, grid: Stage['grid']): Stage => ({ code: () => code, made: () => '', grid });

/** The index of a workgroup in a grid that was laid in rows. */
export const GROUP = `
fn groupOf(w: vec3u, all: vec3u) -> u32 { return w.y * all.x + w.x; }
`;

/** Sum and largest over a workgroup of so many threads. */
export const reduced = (threads: number): string => `
var<workgroup> part: array<f32, ${threads}>;
fn sumOf(value: f32, t: u32) -> f32 {
  workgroupBarrier();
  part[t] = value;
  workgroupBarrier();
  for (var half = ${threads / 2}u; half > 0u; half = half >> 1u) {
    if (t < half) { part[t] = part[t] + part[t + half]; }
    workgroupBarrier();
  }
  return part[0];
}
fn mostOf(value: f32, t: u32) -> f32 {
  workgroupBarrier();
  part[t] = value;
  workgroupBarrier();
  for (var half = ${threads / 2}u; half > 0u; half = half >> 1u) {
    if (t < half) { part[t] = max(part[t], part[t + half]); }
    workgroupBarrier();
  }
  return part[0];
}
`;

/** Which elements a dropout keeps: the same as assembly/rows.ts. */
export const KEEPS = `
fn keeps(seed: u32, place: u32, drop: f32) -> bool {
  var h = (place * 0x9e3779b1u) ^ seed;
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  h = h ^ (h >> 16u);
  return f32(h >> 8u) * (1.0 / 16777216.0) >= drop;
}
`;
