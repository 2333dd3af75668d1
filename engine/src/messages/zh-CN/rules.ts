import { even, pieces, within } from '../en/rules.ts';
import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

export const rules: Messages['rules'] = {
  count: (v) => `${v.name} ${v.value} 不是 ${v.minimum} 到 ${v.maximum} 之间的整数${nearest(within(v))}`,
  word: (v) => `${v.name}「${v.value}」无效，可选 ${v.allowed}`,
  preset: (v) => `没有软件预设「${v.value}」`,
  product: (v) =>
    `TP ${v.tp} × PP ${v.pp} × CP ${v.cp} × DP ${v.dp} 合计 ${v.product} 张卡，实际为 ${v.accelerators} 张；可用 ${v.product} 张，或调整 DP`,
  batch: (v) =>
    `全局批大小 ${v.batch} 不是 DP ${v.dp} × 微批 ${v.microBatch} = ${v.dp * v.microBatch} 的整数倍${nearest(v.nearest)}`,
  'tp-heads': (v) => `张量并行度 ${v.tp} 不能整除 ${v.heads} 个注意力头${nearest(v.nearest)}`,
  'tp-inner': (v) => `张量并行度 ${v.tp} 不能整除 MLP 中间维度 ${v.inner}${nearest(v.nearest)}`,
  'tp-kv-heads': (v) => `张量并行度 ${v.tp} 与 ${v.kvHeads} 个 KV 头互不整除${nearest(v.nearest)}`,
  'tp-domain': (v) => `张量并行度 ${v.tp} 超过总卡数 ${v.domain}；最多 ${v.domain}`,
  'pp-layers': (v) =>
    v.vp > 1
      ? `流水线 ${v.pp} 级 × 每卡 ${v.vp} 个模型块，共 ${v.pp * v.vp} 块，超过模型层数 ${v.layers}${nearest(Math.floor(v.layers / v.vp) || '')}`
      : `流水线级数 ${v.pp} 超过模型层数 ${v.layers}；最多 ${v.layers}`,
  layout: (v) =>
    `分层方案为 ${v.length} 块、${v.sum} 层，而并行方案需要 ${v.chunks} 块，模型有 ${v.layers} 层；请写 ${v.chunks} 个整数，合计 ${v.layers}`,
  'interleaved-chunks': (v) => `交错 1F1B 要求每卡至少 2 个模型块，当前为 ${v.vp}；至少取 2`,
  'interleaved-batches': (v) =>
    `交错 1F1B 要求微批次数（${v.microBatches}）是流水线级数（${v.pp}）的整数倍${nearest(v.nearest)}`,
  'vp-schedule': (v) => `${v.schedule} 调度不支持每卡 ${v.vp} 个模型块；可改为 1 块，或改用 interleaved 调度`,
  'dualpipe-stages': (v) => `DualPipe 要求流水线级数为偶数，当前为 ${v.pp}${nearest(v.nearest)}`,
  'dualpipe-batches': (v) =>
    `DualPipe 要求微批次数为偶数且不少于流水线级数（${v.pp}），当前为 ${v.microBatches}${nearest(even(v))}`,
  'schedule-stages': (v) => `${v.schedule} 调度要求流水线多于 ${v.pp} 级；可改用 1f1b，或把流水线设为 2 级`,
  'cp-sequence': (v) =>
    `上下文并行度 ${v.cp} 不能把 ${v.sequence} 个 token 的序列均分为 2 × CP = ${2 * v.cp} 段${nearest(pieces(v))}`,
  'ulysses-heads': (v) =>
    `Ulysses：TP ${v.tp} × CP ${v.cp} = ${v.tp * v.cp} 不能整除 ${v.heads} 个注意力头；可改用环形注意力`,
  'ep-dense': (v) => `专家并行度 ${v.ep}、专家内张量并行度 ${v.etp} 只适用于 MoE 模型；稠密模型都应取 1`,
  'ep-experts': (v) => `专家并行度 ${v.ep} 不能整除 ${v.experts} 个专家${nearest(v.nearest)}`,
  'etp-inner': (v) => `专家内张量并行度 ${v.etp} 不能整除专家中间维度 ${v.inner}${nearest(v.nearest)}`,
  'ep-ranks': (v) =>
    `专家并行度 ${v.ep} × 专家内张量并行度 ${v.etp} = ${v.ep * v.etp} 不能整除每级的 ${v.ranks} 张卡（TP × CP × DP）；应取 ${v.ranks} 的约数`,
  'shard-group': (v) =>
    `分片组大小 ${v.shardGroup} 不能整除 ${v.ranks} 张数据并行卡（DP × CP）；应取 ${v.ranks} 的约数`,
  format: (v) => `${v.chip} 没有公布 ${v.format} 的稠密峰值算力；可改用 bf16`,
  memory: (v) => `每卡需要 ${v.needed}，可用 ${v.capacity}`,
};
