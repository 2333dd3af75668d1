import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

export const rules: Messages['rules'] = {
  'tp-divides-heads': (v) => `张量并行度 ${v.tp} 不能整除 ${v.heads} 个注意力头${nearest(v.nearest)}`,
  'tp-divides-kv-heads': (v) => `张量并行度 ${v.tp} 与 ${v.kvHeads} 个 KV 头互不整除${nearest(v.nearest)}`,
  'tp-divides-hidden': (v) => `张量并行度 ${v.tp} 不能整除隐藏维度 ${v.hidden}${nearest(v.nearest)}`,
  'tp-divides-inner': (v) => `张量并行度 ${v.tp} 不能整除 MLP 中间维度 ${v.inner}${nearest(v.nearest)}`,
  'tp-within-count': (v) => `张量并行度 ${v.tp} 超过加速卡总数 ${v.count}${nearest(v.nearest)}`,
  'pp-within-layers': (v) => `流水线级数 ${v.pp} 超过模型层数 ${v.layers}${nearest(v.nearest)}`,
  'chunks-within-layers': (v) =>
    `流水线 ${v.pp} 级 × 每卡 ${v.vp} 个模型块，共 ${v.pp * v.vp} 块，超过模型层数 ${v.layers}${nearest(v.nearest)}`,
  'layout-sums-to-layers': (v) => `分层方案合计 ${v.sum} 层，模型共 ${v.layers} 层；请让各块层数之和等于 ${v.layers}`,
  'layout-length': (v) => `分层方案有 ${v.length} 项，而流水线级数 × 每卡块数为 ${v.chunks}；应写 ${v.chunks} 项`,
  'interleaving-needs-pipeline': (v) =>
    `每卡 ${v.vp} 个模型块要求多级流水线，当前仅 ${v.pp} 级；可改为每卡 1 块，或流水线 2 级`,
  'interleaving-needs-groups': (v) =>
    `交错调度要求微批次数（${v.microBatches}）是流水线级数（${v.pp}）的整数倍${nearest(v.nearest)}`,
  'schedule-needs-chunks': (v) => `${v.schedule} 调度要求每卡 ${v.needs} 个模型块，当前为 ${v.vp}；应改为 ${v.needs}`,
  'schedule-needs-stages': (v) =>
    `${v.schedule} 调度要求流水线不止一级（DualPipe 还须为偶数），当前 ${v.pp} 级${nearest(v.nearest)}`,
  'schedule-needs-micro-batches': (v) =>
    `${v.schedule} 调度至少需要 ${v.needs} 个微批次，当前为 ${v.microBatches}；至少取 ${v.needs}`,
  'degrees-divide-count': (v) =>
    `${v.count} 张卡不是 TP ${v.tp} × PP ${v.pp} × CP ${v.cp} = ${v.tp * v.pp * v.cp} 的整数倍${nearest(v.nearest)}`,
  'degrees-make-count': (v) =>
    `TP × PP × CP × DP 合计 ${v.product} 张卡，实际为 ${v.count} 张；可用 ${v.product} 张，或调整 DP`,
  'micro-batch-divides-batch': (v) =>
    `全局批大小 ${v.globalBatch} 不是微批大小 ${v.microBatch} × DP ${v.dp} = ${v.microBatch * v.dp} 的整数倍${nearest(v.nearest)}`,
  'ep-divides-experts': (v) => `专家并行度 ${v.ep} 不能整除 ${v.experts} 个专家${nearest(v.nearest)}`,
  'ep-needs-experts': (v) => `专家并行度 ${v.ep} 只适用于 MoE 模型；稠密模型应取 1`,
  'ep-divides-ranks': (v) =>
    `专家并行度 ${v.ep} × 专家内张量并行度 ${v.etp} 不能整除每级的 ${v.ranks} 张卡${nearest(v.nearest)}`,
  'etp-divides-inner': (v) => `专家内张量并行度 ${v.etp} 不能整除专家中间维度 ${v.inner}${nearest(v.nearest)}`,
  'cp-divides-sequence': (v) =>
    `上下文并行度 ${v.cp} 不能均分 ${v.sequence} 个 token 的序列（因果注意力要负载均衡，须切成 2 × CP 段）${nearest(v.nearest)}`,
  'ulysses-divides-heads': (v) =>
    `Ulysses 上下文并行度 ${v.cp} × TP ${v.tp} 不能整除 ${v.heads} 个注意力头${nearest(v.nearest)}`,
  'tp-divides-sequence': (v) =>
    `序列并行要把每卡 ${v.sequence} 个 token 切成 ${v.tp} 份，无法均分${nearest(v.nearest)}`,
  'shard-group-divides-dp': (v) => `分片组大小 ${v.shardGroup} 不能整除数据并行度 ${v.dp}${nearest(v.nearest)}`,
  'zero-with-pipeline': (v) =>
    `流水线 ${v.pp} 级时，ZeRO-${v.zero} 每个微批次都要搬运梯度或权重；建议用 ZeRO-1，或不做流水线`,
  'recompute-layers': (v) => `重计算 ${v.recomputeLayers} 层，超过每级的 ${v.layers} 层；最多 ${v.layers}`,
  'precision-on-chip': (v) => `${v.chip} 没有支持 ${v.precision} 的矩阵单元${nearest(v.nearest)}`,
  'offload-needs-host': (v) =>
    `卸载需要每卡 ${v.needed} 主机内存，实际只有 ${v.available}；可少卸载一些，或卸载到 NVMe`,
  'batch-within-sequences': (v) => `数据并行度 ${v.dp} 超过每步的 ${v.globalBatch} 条序列${nearest(v.nearest)}`,
  'positions-limit': (v) =>
    `序列长度 ${v.sequence} 超过模型学习式位置编码的上限 ${v.maxPositions}；最多 ${v.maxPositions}`,
  memory: (v) => `每卡需要 ${v.needed}，可用 ${v.capacity}`,
};
