import fc from 'fast-check';
import { type Architecture, type Block, type Mixer, makeGpt } from '../../engine/src/model/index.ts';
import {
  baseStrategy,
  checkStrategy,
  PRESETS,
  type Strategy,
  type TrainingProblem,
} from '../../engine/src/training/index.ts';
import { machines } from './chips.ts';

/** A strategy that its problem allows. */
export interface Case {
  readonly problem: TrainingProblem;
  readonly strategy: Strategy;
}

/** How a failing case is printed: its choices, not its catalogue. */
function told(c: Case): Case {
  const { layout: _, precision, offload, optimizer, ...s } = c.strategy;
  const { architecture: a, machine, sequence } = c.problem;
  const tiers = machine.tiers.map(
    (t) => `${t.size} x ${(t.bytesPerSecond / 1e9).toFixed(1)} GB/s ${t.topology}${t.inSwitchReduction ? ' adds' : ''}`,
  );
  const words = {
    ...s,
    ...precision,
    offload: Object.entries(offload)
      .flatMap(([k, v]) => (v === false ? [] : [`${k} ${v}`]))
      .join(),
    optimizer: optimizer.kind,
  };
  return Object.defineProperty(c, fc.toStringMethod, {
    enumerable: false,
    value: () =>
      `${a.order.length} layers h${a.hidden} v${a.vocab} ${JSON.stringify(a.blocks[0])} mtp ${a.mtp?.count ?? 0} | s${sequence} | ${machine.chip.architecture} bf16 ${machine.rates.peak.bf16?.toExponential(3)} mem ${machine.rates.memory.toExponential(3)} | ${tiers.join(', ')} | ${JSON.stringify(words)}`,
  });
}

/** Latent attention with or without compressed queries, and mixers with a state, of as many heads. */
function otherMixer(kind: 'mla' | 'mamba' | 'gated-delta', heads: number, headDim: number): Mixer {
  if (kind === 'mla')
    return {
      kind,
      heads,
      qLoraRank: headDim > 64 ? 192 : null,
      kvLoraRank: 64,
      qkNope: headDim,
      qkRope: 16,
      vHead: headDim,
    };
  const rule = kind === 'mamba' ? {} : { rule: kind };
  return { kind: 'mamba', ...rule, heads, groups: 8, headDim, stateDim: 64, convKernel: 4, chunk: 64 };
}

/** Small decoders: plain or gated, grouped queries, experts, windows, prediction modules, layers of two kinds. */
export const architectures: fc.Arbitrary<Architecture> = fc
  .record({
    layers: fc.integer({ min: 1, max: 26 }),
    heads: fc.constantFrom(8, 16, 24, 32),
    grouped: fc.constantFrom(1, 2, 8),
    headDim: fc.constantFrom(32, 64, 108, 128),
    ffn: fc.constantFrom(512, 1024, 3072, 14_336),
    vocab: fc.constantFrom(1000, 32_000, 128_256),
    gated: fc.boolean(),
    experts: fc.constantFrom(undefined, undefined, 8, 16, 64),
    topk: fc.integer({ min: 1, max: 8 }),
    sharedFfn: fc.constantFrom(0, 1024),
    window: fc.constantFrom(null, null, 512),
    mtp: fc.constantFrom(0, 0, 0, 1),
    mixed: fc.boolean(),
    mixer: fc.constantFrom('attention', 'attention', 'attention', 'mla', 'mamba', 'gated-delta'),
    latent: fc.constantFrom(undefined, undefined, 256),
    groupLimit: fc.constantFrom(undefined, { groups: 4, perToken: 2 }),
    tied: fc.boolean(),
  })
  .map(({ grouped, window, mtp, mixed, experts, topk, sharedFfn, mixer, latent, groupLimit, ...s }) => {
    const moe = experts === undefined ? {} : { experts, topk, sharedFfn };
    const plain = makeGpt({ ...s, ...moe, hidden: s.heads * s.headDim, kvHeads: s.heads / grouped, sequence: 4096 });
    const made = plain.blocks[0]!;
    const mlp = made.mlp?.kind === 'moe' ? { ...made.mlp, latent, groupLimit } : made.mlp;
    const block: Block = {
      ...made,
      mlp,
      mixer: mixer === 'attention' ? made.mixer : otherMixer(mixer as 'mla', s.heads, s.headDim),
    };
    const windowed =
      window !== null && block.mixer?.kind === 'attention' ? { ...block, mixer: { ...block.mixer, window } } : block;
    const second =
      experts !== undefined && mixed
        ? makeGpt({ ...s, hidden: s.heads * s.headDim, sequence: 4096 }).blocks[0]!
        : windowed;
    return {
      ...plain,
      blocks: [block, { ...second, name: 'second' }],
      order: plain.order.map((_, i) => (mixed ? i % 2 : 0)),
      ...(mtp > 0 ? { mtp: { count: mtp, block: 0 } } : {}),
    };
  });

/** Reliability does not enter the price of a step. */
const RELIABILITY = {
  acceleratorHoursPerInterruption: 50_000,
  restartSeconds: 300,
  checkpointSeconds: 30,
  checkpointEverySeconds: null,
};

const degrees = fc.record({
  tp: fc.constantFrom(1, 1, 2, 4, 8),
  pp: fc.constantFrom(1, 1, 2, 4, 6),
  cp: fc.constantFrom(1, 1, 2, 4),
  dp: fc.constantFrom(1, 2, 3, 4, 8, 16),
  microBatch: fc.constantFrom(1, 2, 4),
  rounds: fc.integer({ min: 1, max: 6 }),
});

const knobs = fc.record({
  schedule: fc.constantFrom('1f1b', '1f1b', 'interleaved', 'gpipe', 'zero-bubble', 'zb-v', 'dualpipe'),
  vp: fc.constantFrom(2, 3),
  ep: fc.constantFrom(1, 2, 4, 8),
  etp: fc.constantFrom(1, 1, 2),
  cpKind: fc.constantFrom('ring', 'all-gather', 'ulysses'),
  zero: fc.constantFrom(0, 1, 2, 3),
  recompute: fc.constantFrom('none', 'selective', 'full'),
  tpComm: fc.constantFrom('ar', 'p2p-rs-ag', 'rs-ag'),
  tpOverlap: fc.constantFrom('none', 'pipe', 'ring'),
  gatherAgain: fc.boolean(),
  dpOverlap: fc.boolean(),
  fusedActivation: fc.boolean(),
  offload: fc.record({
    weights: fc.constantFrom(false, false, true),
    activations: fc.constantFrom(false, false, true),
    optimizer: fc.constantFrom(false, false, true),
    to: fc.constantFrom('cpu', 'nvme'),
  }),
  order: fc.constantFrom(
    undefined,
    undefined,
    ['cp', 'tp', 'dp', 'pp'],
    ['dp', 'tp', 'cp', 'pp'],
    ['pp', 'tp', 'cp', 'dp'],
  ),
  partial: fc.constantFrom(null, null, 1, 2),
  sharded: fc.boolean(),
});

const settings = fc.record({
  sequence: fc.constantFrom(512, 2048, 4096, 32_768),
  compute: fc.constantFrom('bf16', 'bf16', 'fp16', 'fp8', 'fp32'),
  gradients: fc.constantFrom('fp32', 'bf16'),
  optimizer: fc.constantFrom(
    { kind: 'adamw', state: 'fp32', master: true },
    { kind: 'adam', state: 'int8', master: false },
    { kind: 'muon', state: 'bf16', master: true },
  ),
  preset: fc.constantFrom(...PRESETS.map((p) => p.id)),
  memoryHeadroom: fc.constantFrom(0, 0.1),
});

export interface Wanted {
  readonly schedule?: Strategy['schedule'];
  readonly presets?: readonly string[];
  /** Pipeline stages. */
  readonly pp?: number;
  /** One replica of one rank a stage: nothing to share with. */
  readonly alone?: boolean;
  /** Nothing lies on the host. */
  readonly resident?: boolean;
}

const ALONE = { tp: 1, cp: 1, dp: 1 };
const RESIDENT = { weights: false, activations: false, optimizer: false, to: 'cpu' } as const;

/** Legal strategies on machines of their own size. */
export const cases = (wanted: Wanted = {}): fc.Arbitrary<Case> =>
  fc
    .record({
      d: degrees.map((d) => ({ ...d, pp: wanted.pp ?? d.pp, ...(wanted.alone ? ALONE : {}) })),
      k: knobs,
      s: settings,
      architecture: architectures,
    })
    .chain((r) => machines(r.d.tp * r.d.pp * r.d.cp * r.d.dp).map((machine) => ({ ...r, machine })))
    .map(({ d, k, s, architecture, machine }): Case => {
      const { rounds, ...sizes } = d;
      const preset = wanted.presets && !wanted.presets.includes(s.preset) ? wanted.presets[0]! : s.preset;
      const pp = Math.min(d.pp, machine.count);
      const schedule = pp === 1 ? '1f1b' : ((wanted.schedule ?? k.schedule) as Strategy['schedule']);
      const problem: TrainingProblem = {
        architecture,
        machine,
        tokens: 1e12,
        sequence: s.sequence,
        globalBatch:
          d.dp * d.microBatch * (schedule === 'interleaved' || schedule === 'dualpipe' ? rounds * pp : rounds),
        precision: { compute: s.compute as 'bf16', gradients: s.gradients as 'fp32' },
        optimizer: s.optimizer as TrainingProblem['optimizer'],
        preset,
        memoryHeadroom: s.memoryHeadroom,
        reliability: RELIABILITY,
      };
      const { vp, partial, sharded, order, ...rest } = k;
      const strategy = baseStrategy(problem, {
        ...sizes,
        ...(rest as Partial<Strategy>),
        ...(wanted.resident ? { offload: RESIDENT } : {}),
        ...(wanted.alone ? { ep: 1, etp: 1 } : {}),
        schedule,
        vp: schedule === 'interleaved' ? vp : 1,
        ...(order === undefined ? {} : { order: order as Strategy['order'] }),
        recomputeLayers: k.recompute === 'full' ? partial : null,
        shardGroup: sharded && d.dp * d.cp > 2 && (d.dp * d.cp) % 2 === 0 ? 2 : null,
      });
      return told({ problem, strategy });
    })
    .filter(({ problem, strategy }) => checkStrategy(problem, strategy).length === 0);
