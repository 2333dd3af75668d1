import type { Architecture, MoeMlp } from '../../model/index.ts';
import { presetById } from '../presets.ts';
import type { TrainingProblem } from '../problem.ts';
import type { Axis, Offload, Schedule, Strategy } from '../strategy.ts';

/** Which values a search may use. Absent = the default of `fullSpace`. The product of all lists is walked; the illegal is counted by rule. */
export interface SearchSpace {
  readonly tp?: readonly number[];
  readonly pp?: readonly number[];
  readonly cp?: readonly number[];
  readonly ep?: readonly number[];
  readonly etp?: readonly number[];
  readonly vp?: readonly number[];
  readonly schedule?: readonly Schedule[];
  readonly cpKind?: readonly Strategy['cpKind'][];
  readonly microBatch?: readonly number[];
  readonly recompute?: readonly Strategy['recompute'][];
  readonly tpComm?: readonly Strategy['tpComm'][];
  readonly tpOverlap?: readonly Strategy['tpOverlap'][];
  readonly gatherAgain?: readonly boolean[];
  readonly fusedActivation?: readonly boolean[];
  readonly zero?: readonly (0 | 1 | 2 | 3)[];
  readonly dpOverlap?: readonly boolean[];
  readonly offload?: readonly Offload[];
  /** Sets of axes that lie inside the first tier, the others outside; absent = the default order. */
  readonly inner?: readonly (readonly Axis[])[];
}

export type FullSpace = { readonly [K in keyof Required<SearchSpace>]: NonNullable<SearchSpace[K]> };

export const NO_OFFLOAD: Offload = { weights: false, activations: false, optimizer: false, to: 'cpu' };

/** Every combination of weights, activations and optimizer on the host. */
export const EVERY_OFFLOAD: readonly Offload[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  weights: (bits & 4) > 0,
  activations: (bits & 2) > 0,
  optimizer: (bits & 1) > 0,
  to: 'cpu',
}));

/** Divisors of n, ascending. */
export function divisors(n: number): number[] {
  const low: number[] = [];
  const high: number[] = [];
  for (let i = 1; i * i <= n; i++) {
    if (n % i !== 0) continue;
    low.push(i);
    if (i * i < n) high.unshift(n / i);
  }
  return [...low, ...high];
}

/** Virtual stages that a plan tries by itself: beyond 16 only sends are added, between the large ones little changes. */
const CHUNKS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16];
const SHORTEST_PIECE = 1024; // tokens of a sequence a context rank should keep, else attention is all communication
const MICRO_BATCHES = [1, 2, 4, 8, 16, 32];

/** The space that a plan walks when the user leaves it open: what the framework of the preset can run. */
export function fullSpace(problem: TrainingProblem, given: SearchSpace = {}): FullSpace {
  const { machine, architecture, sequence } = problem;
  const preset = presetById(problem.preset);
  const layers = architecture.order.length;
  const domain = machine.tiers.find((t) => t.size > 1)?.size ?? 1;
  const all = divisors(machine.count);
  const defaults: FullSpace = {
    tp: all.filter((n) => n <= Math.min(64, Math.max(8, domain))),
    pp: all.filter((n) => n <= layers),
    cp: [1, 2, 4, 8, 16, 32, 64].filter((n) => n === 1 || sequence / n >= Math.max(SHORTEST_PIECE, 4096)),
    ep: expertDegrees(architecture),
    etp: [1],
    vp: CHUNKS.filter((v) => v <= layers),
    schedule: preset?.schedules ?? ['1f1b', 'interleaved'],
    cpKind: ['ring'],
    microBatch: MICRO_BATCHES,
    recompute: ['none', 'selective', 'full'],
    tpComm: ['rs-ag'],
    tpOverlap: ['none'],
    gatherAgain: [true],
    fusedActivation: [false, true],
    zero: preset?.zero ?? [0, 1],
    dpOverlap: [true],
    offload: [NO_OFFLOAD],
    inner: [],
  };
  const set = Object.fromEntries(
    Object.entries(given).filter(([, v]) => v !== undefined && (v as readonly unknown[]).length > 0),
  );
  return { ...defaults, ...set };
}

function expertDegrees(architecture: Architecture): number[] {
  const experts = architecture.blocks
    .flatMap((b): MoeMlp[] => (b.mlp?.kind === 'moe' ? [b.mlp] : []))
    .map((m) => m.experts);
  if (experts.length === 0) return [1];
  return divisors(Math.max(...experts)).filter((n) => experts.every((e) => e % n === 0));
}
