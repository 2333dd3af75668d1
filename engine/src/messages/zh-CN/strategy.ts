import type { Messages } from '../en.ts';

export const strategy: Messages['strategy'] = {
  microBatch: (n) => `微批 ${n}`,
  globalBatch: (n) => `全局批 ${n}`,
  recompute: { none: '不重计算', selective: '选择性重计算', full: '全量重计算' },
  recomputeLayers: (n) => `每级重计算 ${n} 层`,
  schedules: {
    '1f1b': '1F1B',
    interleaved: '交错 1F1B',
    gpipe: 'GPipe',
    'zero-bubble': '零气泡（ZB-H1）',
    'zb-v': 'ZB-V',
    dualpipe: 'DualPipe',
  },
  zero: { 0: '普通数据并行', 1: 'ZeRO-1（分布式优化器）', 2: 'ZeRO-2', 3: 'ZeRO-3 / FSDP' },
  shardGroup: (n) => `在 ${n} 张卡内分片（HSDP）`,
  cpKinds: { ring: '环形注意力', 'all-gather': 'KV all-gather', ulysses: 'Ulysses' },
  sequenceParallel: '序列并行',
  offload: (what, to) => `${what}卸载到${to}`,
  offloaded: { weights: '权重', activations: '激活值', optimizer: '优化器状态' },
  offloadTo: { cpu: '主机内存', nvme: ' NVMe' },
  precision: (compute, gradients) => `${compute} 矩阵乘，${gradients} 梯度`,
};
