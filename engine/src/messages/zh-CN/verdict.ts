import type { Messages } from '../en.ts';

export const verdict: Messages['verdict'] = {
  fits: '可行。',
  doesNotFit: '放不下。',
  bill: (v) =>
    [
      v.time,
      v.gpuHours,
      v.cost ? `租金 ${v.cost}` : '费用未知',
      v.energy && `用电 ${v.energy}`,
      v.carbon && `碳排放 ${v.carbon}`,
    ]
      .filter(Boolean)
      .join('，'),
  bestOf: (v) => `${v.strategies} 种并行方案中最优（搜索 ${v.time}）：${v.strategy}`,
  given: (v) => `指定方案：${v.strategy}`,
  cut: (v) => `搜索在评估 ${v.evaluated} 种方案后中止；以下是目前的最优方案。`,
  step: (v) => `单步 ${v.time}`,
  memory: (v) =>
    v.stages > 1
      ? `显存 ${v.used}，共 ${v.capacity}（第 ${v.stage} 级，共 ${v.stages} 级）`
      : `显存 ${v.used}，共 ${v.capacity}`,
  tight: (v) => `显存偏紧：最多可能用到 ${v.high}，超过单卡的 ${v.capacity}；可加 --headroom 0.1 留出余量`,
  mayFit: (v) => `仍有可能放得下：显存区间下限为 ${v.low}，共 ${v.capacity}`,
  assertsBroken: (v) => `${v.all} 条断言中有 ${v.broken} 条不成立。`,
  mfu: (v) => `MFU ${v.mfu}，HFU ${v.hfu}`,
  checked: (v) => `对照 ${v.rows} 次公开训练：误差中位数 ${v.error}，${v.coverage} 落在区间内`,
  goodput: (v) => `有效训练时间占比 ${v.goodput}，预计中断 ${v.interruptions} 次`,
  tokensPerSecond: (v) => `每卡 ${v.rate}`,
  noneNeeded: '无',
  readOn: (v) => (v.launch ? `依据：${v.explain}     启动脚本：${v.launch}` : `依据：${v.explain}`),
};
