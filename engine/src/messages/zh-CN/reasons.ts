import type { Messages } from '../en.ts';
import { formulaInChinese, sourceInChinese } from './reason-words.ts';
import { beforeLatin } from './words.ts';

export const reasons: Messages['reasons'] = {
  otherRule: (rule, values) => (values === '' ? `规则 ${rule}` : `规则 ${rule}（${values}）`),
  binds: (v) => `${v.first}（占单步 ${v.share}），其次是${beforeLatin(v.second)}`,
  bindsMemory: (v) => `显存：${v.part}（占峰值 ${v.share}）`,
  ran: (v) =>
    `${v.layout}，MFU ${v.mfu} [${v.source}]；这里的方案预计 ${v.ours}，但没有实跑过，从众多估计里取最优又往往偏乐观：实测之前请按慢端 ${v.slow}打算`,
  flipsBelow: (v) => `${v.what}低于 ${v.at} 时，${v.then} 更优`,
  flipsAbove: (v) => `${v.what}高于 ${v.at} 时，${v.then} 更优`,
  batchBinds: (v) => `超过 ${v.at} 张卡后，批大小（${v.batch} token）成为瓶颈`,
  failures: (v) => `每 ${v.every} 故障一次 [${v.source}]`,
  checkpoint: (v) => `每 ${v.every} 存一次检查点，每次 ${v.time}`,
  pue: (v) => `PUE ${v.pue} [${v.source}]`,
  rent: (v) => `租价 ${v.price}，${v.date} [${v.source}]`,
  grid: (v) => `电网 ${v.name}，${v.intensity}`,
  refusedCount: (v) => `${v.count} 种：${v.sentence}`,
  levers: {
    recompute: (v) => `重计算由 ${v.from} 改为 ${v.to}`,
    zero: (v) => `ZeRO 由 ${v.from} 改为 ${v.to}`,
    offload: (v) => `卸载 ${v.to}`,
    accelerators: (v) => `卡数由 ${v.from} 增至 ${v.to}`,
    sequence: (v) => `序列长度由 ${v.from} 降至 ${v.to} token`,
    memory: (v) => `换用 ${v.to} 显存的卡（现为 ${v.from}）`,
    precision: (v) => `矩阵乘由 ${v.from} 改为 ${v.to}`,
    microBatch: (v) => `微批由 ${v.from} 改为 ${v.to}`,
    pipeline: (v) => `流水线级数由 ${v.from} 改为 ${v.to}`,
    tensor: (v) => `张量并行度由 ${v.from} 改为 ${v.to}`,
    batch: (v) => `全局批由 ${v.from} 改为 ${v.to}`,
  },
  freed: (v) => `去掉 ${v.option}：改用 ${v.found} 即放得下`,
  leverGain: (v) => `${v.lever}：${v.time}，${v.fits ? '放得下' : '放不下'}`,
  kinds: { formula: '公式', fact: '引用数据', input: '输入', assumption: '假设' },
  grades: {
    silicon: '实测级：由该芯片的算子实测拟合',
    family: '同族级：借用同系列芯片的参数',
    datasheet: '规格书级：峰值与公开的可达比例',
  },
  formula: formulaInChinese,
  source: sourceInChinese,
  more: (n) => `…… 另有 ${n} 项`,
};
