import type { Schedule, Strategy } from '../../training/strategy.ts';
import { many } from './words.ts';

/** A strategy in one line: "TP 8 · PP 16 ×2 · DP 128 · micro-batch 1 · no recompute". Abbreviations are the field's own. */
export const strategy = {
  microBatch: (n: number) => `micro-batch ${n}`,
  globalBatch: (n: string) => `global batch ${n}`,
  recompute: { none: 'no recompute', selective: 'selective recompute', full: 'full recompute' } satisfies Record<
    Strategy['recompute'],
    string
  >,
  recomputeLayers: (n: number) => `recompute ${many(n, 'layer')} a stage`,
  schedules: {
    '1f1b': '1F1B',
    interleaved: 'interleaved 1F1B',
    gpipe: 'GPipe',
    'zero-bubble': 'zero-bubble (ZB-H1)',
    'zb-v': 'ZB-V',
    dualpipe: 'DualPipe',
  } satisfies Record<Schedule, string>,
  zero: {
    0: 'plain data parallel',
    1: 'ZeRO-1 (distributed optimizer)',
    2: 'ZeRO-2',
    3: 'ZeRO-3 / FSDP',
  } satisfies Record<Strategy['zero'], string>,
  shardGroup: (n: number) => `sharded within ${n} ranks (HSDP)`,
  cpKinds: {
    ring: 'ring attention',
    'all-gather': 'all-gather of keys and values',
    ulysses: 'Ulysses',
  } satisfies Record<Strategy['cpKind'], string>,
  sequenceParallel: 'sequence parallel',
  offload: (what: string, to: string) => `${what} offloaded to ${to}`,
  offloaded: { weights: 'weights', activations: 'activations', optimizer: 'optimizer' },
  offloadTo: { cpu: 'host memory', nvme: 'NVMe' } satisfies Record<Strategy['offload']['to'], string>,
  precision: (compute: string, gradients: string) => `${compute} products, ${gradients} gradients`,
};
