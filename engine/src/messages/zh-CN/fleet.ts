import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

export const fleet: Messages['fleet'] = {
  placed: {
    cost: (v) => `全部任务都排得下：${v.periods}共 ${v.cost}。`,
    energy: (v) => `全部任务都排得下：${v.periods}共耗电 ${v.energy}，费用 ${v.cost}。`,
    value: (v) => `完成价值 ${v.value} 的任务，${v.periods}共花费 ${v.cost}。`,
  },
  periods: (v) => `${v.first} 至 ${v.last}（${v.count} 个周期）`,
  onePeriod: (v) => `${v.name}（1 个周期）`,
  progress: (v) => `估算与排布已完成 ${v.share}`,
  stopped: '尚未排布便已停止。',
  impossible: (v) =>
    v.count === '1' ? '无法排下：仅一项约束就排除了所有方案。' : `无法排下：以下 ${v.count} 项约束互相冲突。`,
  leftOut: (v) => `放弃（收益不抵成本，或排不下）：${v.names}。`,
  ofBudget: (v) => `占预算 ${v.budget} 的 ${v.share}`,
  vendor: (v) => `${v.vendor}：${v.kinds}`,
  kindShare: (v) => `${v.kind}的 ${v.share}`,
  proven: '已证明为最优排布',
  unproven: (v) => `最优排布至多再好 ${v.gap}`,
  kinds: { pretraining: '预训练', posttraining: '后训练', batch: '离线推理', online: '在线推理' },
  poolKinds: { owned: '自有', rented: '租用', reserved: '预留' },
  where: '各周期平均在用加速卡数',
  done: '全部',
  columns: { work: '任务', pool: '资源池', share: '占比', site: '站点' },
  use: '资源池与电力利用率',
  poolLine: (v) => `${v.kind} ${v.count}`,
  power: (v) => `${v.site} 电力 ${v.limit}`,
  powerFree: (v) => `${v.site} 电力`,
  worth: '多一份的价值',
  worthUnit: {
    supply: (v) => `${v.name} 多一张卡：${v.gain}（${v.periods}）`,
    power: (v) => `${v.name} 多 1 MW：${v.gain}（${v.periods}）`,
    budget: (v) => `预算多 1 美元：${v.gain}`,
    spend: (v) => `单周期支出多 1 美元：${v.gain}（${v.periods}）`,
  },
  inPeriod: (v) => `${v.name} ${v.gain}`,
  more: {
    supply: (v) => `${v.name} 各周期多 ${v.by} 张并重新排布：节省 ${v.gain}`,
    power: (v) => `${v.name} 各周期多 ${v.by} 并重新排布：节省 ${v.gain}`,
  },
  noWorth: '没有约束吃紧：放宽任何一项都不再省钱',
  flips: '拐点',
  flip: {
    cheaper: (v) => `${v.pool} 低于 ${v.price}（现价 ${v.now}）：${v.moves}`,
    dearer: (v) => `${v.pool} 高于 ${v.price}（现价 ${v.now}）：${v.moves}`,
  },
  move: (v) =>
    v.from && v.to
      ? `${v.work} 从 ${v.from} 移到 ${v.to}`
      : v.to
        ? `${v.work} 排入 ${v.to}`
        : `${v.work} 撤出 ${v.from}`,
  noFlips: '单个资源池的价格在现价的 1/10 到 4 倍之间变动，排布都不变',
  few: {
    placed: '规模较大，默认不计算拐点价格和估算区间两端的排布；加 --reasons all 可全部算出，需数分钟。',
    impossible: '规模较大，以上数量按整项任务可拆分估算，实际只多不少；加 --reasons all 可精确计算，需数分钟。',
  },
  ends: '估算区间',
  end: {
    low: (v) => `全部取下限：${v.cost}${v.moves ? `；${v.moves}` : '，排布不变'}`,
    high: (v) => `全部取上限：${v.cost}${v.moves ? `；${v.moves}` : '，排布不变'}`,
  },
  endNot: { low: '全部取下限：排不下', high: '全部取上限：排不下' },
  alone: '单独排布：所需资源、费用，以及与最便宜方案持平的每小时价格',
  aloneColumns: { work: '任务', pool: '资源池', need: '需要', cost: '费用', level: '持平价', note: '' },
  level: (v) => `${v.price}，现 ${v.now}`,
  notes: {
    never: '软件未就绪',
    from: (v) => `${v.period} 起就绪`,
    refused: (v) => `无法运行：${v.sentence}`,
    promise: '没有部署方案能满足 SLO',
    cheapest: '最便宜',
  },
  accelerators: (v) => `${v.count} 张卡`,
  conflict: {
    must: (v) => `${v.name} 必须完成；${v.by ? `其中 ${v.by} 无处可排` : '全部无处可排'}`,
    start: (v) => `${v.name} 最早 ${v.limit} 开始${v.until ? `；若 ${v.until} 开始即可排下` : '；再早也无济于事'}`,
    deadline: (v) => `${v.name} 最迟 ${v.limit} 完成${v.until ? `；若放宽到 ${v.until} 即可排下` : '；再晚也无济于事'}`,
    ready: (v) =>
      `${v.name} 的软件${v.limit ? `到 ${v.limit} 才支持${v.work}` : `不支持${v.work}`}${v.until ? `；若 ${v.until} 起支持即可排下` : ''}`,
    supply: (v) => `${v.name} 只有 ${v.limit} 张卡${v.by ? `；再多 ${v.by} 张即可` : '；再多也无济于事'}`,
    power: (v) => `${v.name} 的电力上限为 ${v.limit}${v.by ? `；再多 ${v.by} 即可` : '；再多也无济于事'}`,
    budget: (v) => `预算为 ${v.limit}${v.by ? `；再多 ${v.by} 即可` : '；再多也无济于事'}`,
    spend: (v) => `单周期支出上限为 ${v.limit}${v.by ? `；每周期再多 ${v.by} 即可` : '；再多也无济于事'}`,
  },
  conflictCost: (v) => `放宽后总费用 ${v.cost}`,
  conflictElse: '仅此还不够：另有约束冲突',
  conflictRule: '去掉其中任意一项，其余都能满足。',
  conflictOne: '去掉它，其余都能满足。',
  cheapest: (v) => `最省的出路：${v.what}，总费用 ${v.cost}。`,
  wayOut: {
    start: (v) => `${v.name} 提前到 ${v.until} 开始`,
    deadline: (v) => `${v.name} 放宽到 ${v.until}`,
    ready: (v) => `${v.name} 从 ${v.until} 起支持${v.work}`,
    supply: (v) => `${v.name} 增加 ${v.by} 张卡`,
    power: (v) => `${v.name} 增加 ${v.by} 电力`,
    budget: (v) => `预算增加 ${v.by}`,
    spend: (v) => `每周期支出增加 ${v.by}`,
  },
  leastChange: (v) => `各项上限合计的最小调整：${v.changes}`,
  change: {
    supply: (v) => `${v.name} +${v.by}（+${v.share}）`,
    power: (v) => `${v.name} +${v.by}（+${v.share}）`,
    budget: (v) => `预算 +${v.by}（+${v.share}）`,
    spend: (v) => `单周期支出 +${v.by}（+${v.share}）`,
  },
  errors: {
    unknownPeriod: (v) => `没有名为「${v.name}」的周期${nearest(v.nearest)}`,
    unknownSite: (v) => `fleet.sites 中没有「${v.name}」${nearest(v.nearest)}`,
    unknownPool: (v) => `「${v.name}」既不是资源池，也不是目录中的加速卡${nearest(v.nearest)}`,
    namedTwice: (v) => `${v.what} 中「${v.value}」重复；最接近：改用不同的名称`,
    periodsMismatch: (v) =>
      `${v.what} 「${v.value}」有 ${v.values} 个值，周期却有 ${v.periods} 个；最接近：只写一个值，或写 ${v.periods} 个`,
    deadlineBeforeStart: (v) => `${v.what} 「${v.value}」早于开始周期 ${v.start}；最接近：${v.start}`,
    onlyOnline: (v) => `${v.what}：只有在线推理（online）有分周期负载，${v.kind} 只做一次；最接近：from 与 deadline`,
    noAlternative: (v) =>
      `没有说明「${v.name}」在各资源池加速卡（${v.chips}）上需要多少；请写 train:、serve: 或 on:${nearest(v.nearest)}`,
    runsNowhere: (v) =>
      `「${v.name}」在各资源池的加速卡上都无法运行（${v.chips}；${v.rule}）${nearest(v.nearest) || '；最接近：换模型、加卡或放宽 SLO'}`,
    tooManyCells: (v) => `任务 × 资源池 × 周期 = ${v.value} = ${v.cells}，最多 ${v.max}；最接近：减少周期并加长`,
    noPrice: (v) => `目录中没有 ${v.chip} 的价格；请给资源池「${v.pool}」写明，例如 price: 3 USD/h`,
  },
};
