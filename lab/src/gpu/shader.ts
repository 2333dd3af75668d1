import type { Able } from './device.ts';

/** What a number of a call becomes in a shader: an address in bytes a place in floats, one of tokens a place among them. */
export type Kind = 'u32' | 'i32' | 'f32' | 'at' | 'word' | 'none';

/** One dispatch. */
export interface Stage {
  /** WGSL behind the prelude: functions, among them `main`. */
  readonly code: (call: Call, able: Able) => string;
  /** What the code is made for; another text of it is another pipeline. */
  readonly made: (call: Call) => string;
  /** Workgroups along x, y and z. */
  readonly grid: (call: Call) => readonly [number, number?, number?];
}

/** A kernel as calls know it (kernels/kernels.ts): its numbers in their order, and what a device does with them. */
export interface GpuKernel {
  readonly numbers: Readonly<Record<string, Kind>>;
  /** Numbers that no call says: they follow from those that it says. */
  readonly reckoned?: Readonly<Record<string, (call: Call) => number>>;
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

/** What stands before every shader: what of a device it may use, the one memory, tokens, and the numbers of this call. */
export function prelude(numbers: GpuKernel['numbers'], { halves, subgroups }: Able): string {
  const fields = Object.entries(numbers)
    .filter(([, kind]) => kind !== 'none')
    .map(([name, kind]) => `${name}: ${kind === 'f32' || kind === 'i32' ? kind : 'u32'},`);
  return `
${halves === 'native' ? 'enable f16;' : ''}
${subgroups ? 'enable subgroups;' : ''}
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
export const stage = (code: string | ((able: Able) => string), grid: Stage['grid']): Stage => ({
  code: (_, able) => (typeof code === 'string' ? code : code(able)),
  made: () => '',
  grid,
});

/** The index of a workgroup in a grid that was laid in rows. */
export const GROUP = `
fn groupOf(w: vec3u, all: vec3u) -> u32 { return w.y * all.x + w.x; }
`;

/** Sum and largest over a workgroup of so many threads. */
export const reduced = (threads: number, { subgroups }: Able): string => `
var<workgroup> part: array<f32, ${threads}>;
${OVER.map((each) => (subgroups ? bySubgroups(threads, each) : byHalves(threads, each))).join('')}`;

interface Over {
  readonly name: string;
  readonly joined: string;
  readonly ofSubgroup: string;
  /** What changes nothing. */
  readonly idle: string;
}

const OVER: readonly Over[] = [
  { name: 'sumOf', joined: 'a + b', ofSubgroup: 'subgroupAdd', idle: '0.0' },
  { name: 'mostOf', joined: 'max(a, b)', ofSubgroup: 'subgroupMax', idle: '-3.0e38' },
];

/** In as many turns as the number of threads can be halved. */
const byHalves = (threads: number, { name, joined }: Over): string => `
fn ${name}(value: f32, t: u32) -> f32 {
  workgroupBarrier();
  part[t] = value;
  workgroupBarrier();
  for (var half = ${threads / 2}u; half > 0u; half = half >> 1u) {
    if (t < half) {
      let a = part[t];
      let b = part[t + half];
      part[t] = ${joined};
    }
    workgroupBarrier();
  }
  return part[0];
}
`;

/**
 * What a subgroup comes to lies in the place of its first thread, and each subgroup takes them all together: which threads are in which
 * subgroup, and how large these are, is the device's.
 */
const bySubgroups = (threads: number, { name, joined, ofSubgroup, idle }: Over): string => `
fn ${name}(value: f32, t: u32) -> f32 {
  let own = ${ofSubgroup}(value);
  let lane = subgroupExclusiveAdd(1u);
  let lanes = subgroupAdd(1u);
  workgroupBarrier();
  part[t] = select(${idle}, own, lane == 0u);
  workgroupBarrier();
  var a = ${idle};
  for (var i = lane; i < ${threads}u; i += lanes) {
    let b = part[i];
    a = ${joined};
  }
  return ${ofSubgroup}(a);
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
