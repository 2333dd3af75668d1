import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

const probably = ({ sure }: { readonly sure: boolean }): string => (sure ? '' : '多半');

/** 租、自建或买 API。数字已由 units/ 排好。 */
export const own: Messages['own'] = {
  verdict: {
    flip: (v) => `利用率低于 ${v.at} 就租，高于 ${v.at}［${v.low}–${v.high}］自建更省。`,
    flipFrom: (v) => `利用率低于 ${v.at} 就租，高于 ${v.at} 自建更省［最低 ${v.low}；价格取极端值时可能始终租更省］。`,
    rent: (v) =>
      v.sure
        ? '租：无论利用率多高，自建都比按需租用贵。'
        : `多半该租：无论利用率多高，自建都比按需租用贵，但两者区间有重叠；${v.turns}。`,
    own: (v) =>
      v.sure
        ? '自建：无论利用率多低，都比按需租用便宜。'
        : `多半该自建：无论利用率多低，都比按需租用便宜，但两者区间有重叠；${v.turns}。`,
    less: (v) =>
      `利用率 ${v.use} 时，${v.years}内自建${probably(v)}比按需租用省 ${v.amount}${v.turns && `；${v.turns}`}。`,
    more: (v) =>
      `利用率 ${v.use} 时，${v.years}内自建${probably(v)}比按需租用多花 ${v.amount}${v.turns && `；${v.turns}`}。`,
    reservedRent: (v) =>
      v.sure
        ? '整个期间包年预留租用，任何利用率下都比自建便宜。'
        : `整个期间包年预留租用，任何利用率下多半都比自建便宜，但两者区间有重叠；${v.turns}。`,
    reservedOwn: (v) =>
      v.sure
        ? '任何利用率下，自建都比包年预留租用便宜。'
        : `任何利用率下，自建多半都比包年预留租用便宜，但两者区间有重叠；${v.turns}。`,
    turns: (v) => `若${v.inputs}，结论反转`,
    or: '，或',
    above: (v) => `${v.input}高于 ${v.at}`,
    below: (v) => `${v.input}低于 ${v.at}`,
    turnsTogether: '要多项输入同时接近极端值，结论才会反转',
    reservedFlip: (v) => `与包年预留（闲置也付费）相比，利用率高于 ${v.at} 自建更省。`,
    later: (v) =>
      `若推迟到 ${v.at}［${v.within}］以后启用，利用率 ${v.use} 时${v.own ? '自建' : '租用'}更省，因为租金和机价都在下降：--start ${v.date}。`,
    laterFrom: (v) => `最早 ${v.low}，也可能到 ${v.end} 仍不反转`,
    spot: (v) => `可以被打断的任务，竞价实例${probably(v)}最便宜：${v.hour}。`,
    api: (v) => `同样多的 token 买 API ${probably(v)}最便宜：相当于 ${v.hour}。`,
    stated: (v) => `您的方案（${v.option}）在整个期间${probably(v)}比${v.best}多花 ${v.amount}。`,
    statedBest: (v) => `您的方案（${v.option}）${probably(v)}是有保障的方案中最便宜的。`,
  },
  question: (v) => `${v.machine}，${v.start && `${v.start}起，`}${v.years}，${v.place}，利用率 ${v.use}`,
  assumedUse: '假设值，可用 --utilisation 指定',
  options: {
    'on-demand': '按需租用',
    reserved: '包年预留',
    spot: '竞价实例',
    own: '自建',
    api: '买 API',
  },
  columns: {
    option: '方案',
    hour: '每使用卡时',
    year: '每年',
    million: '百万 token',
    age: '价格日期',
  },
  spotMark: '竞价实例随时可能被收回，每次中断都会损失进度',
  made: (v) => `自建 ${v.years}的构成，其中首日投入 ${v.upfront}`,
  parts: {
    server: '加速卡与服务器',
    network: '交换机、光模块、线缆',
    storage: '共享存储',
    resale: '期末转卖',
    interest: '资金成本',
    upkeep: '维保与保险',
    housing: '机房',
    electricity: '电费',
    staff: '人员',
  },
  housedIn: (kind) => `机房（${kind}）`,
  housings: { colocation: '托管', hall: '自建机房', none: '不计' },
  picture: (v) => `累计支出，按月（${v.months}）`,
  month: '月份',
  paid: '累计支出',
  part: '构成',
  ownsAbove: '自建开始更省的利用率',
  crossing: (v) => `第 ${v.month} 个月回本`,
  ends: '末端竖线为总费用的范围',
  noCrossing: '期内不能回本',
  resaleDrop: (v) => `期末转卖收回 ${v.amount}`,
  tornado: '拐点最取决于什么',
  gone: '无',
  inputs: {
    utilisation: '利用率',
    years: '年数',
    start: '开始日期',
    server_price: '单卡含服务器价格',
    network_price: '单卡网络',
    storage_price: '单卡共享存储',
    wacc: '资金成本',
    worth: '贬值速度',
    upkeep: '维保',
    people: '人数',
    salary: '人力成本',
    housing: '机房每千瓦每年',
    rated_watts: '签约功率',
    watts: '工作功率',
    idle: '空闲与工作功率之比',
    pue: 'PUE 能效比',
    tariff: '电价',
    on_demand: '按需租金',
    reserved: '包年租金',
    spot: '竞价租金',
    interruptions: '每小时中断次数',
    lost_hours: '每次损失小时数',
    rent_fall: '租金年降幅',
    tokens_per_second: '每秒 token 数',
    api_price: '百万 token 价格',
  },
  worth: (v) => `${v.years}后残值：${v.ways}`,
  worthOf: (v) => `${v.way} ${v.share}（${v.hour}）`,
  ways: { market: '市价', 'straight-line': '直线法', 'declining-balance': '余额递减法', given: '自定' },
  selfBuild: (v) =>
    `自己攒机最多省下整机商的 ${v.saves}；还能省的地方：${v.parts}；网络 ${v.network}，共享存储 ${v.storage}`,
  selfBuilt: (v) => `自己攒机：已扣除整机商加价 ${v.saves}`,
  buildParts: { cpu: 'CPU 处理器', memory: '内存', storage: '本地存储', nic: '网卡', other: '机箱与组装' },
  electricity: (v) => `电价 ${v.price}；每年 ${v.energy}，电表处 ${v.power}`,
  byHour: (v) => `平均 ${v.mean}，分时 ${v.low} 至 ${v.high}`,
  cheapHours: (v) => `优先在低价时段干活时为 ${v.working}`,
  tokens: (v) => `${v.served}单卡满载 ${v.rate}，每天最多 ${v.capacity}`,
  served: (v) => `${v.model} 满负荷推理（输入 ${v.input}、输出 ${v.output} token）：`,
  apiBelow: (v) => `每天不到 ${v.perDay} 时，${v.api} 比自建便宜。`,
  apiAlways: (v) => `无论用量多大，${v.api} ${probably(v)}都比自建便宜。`,
  anApi: '该 API',
  notices: {
    'licence-case-by-case': (v) =>
      `${v.chip} 对华出口需美国许可证，自 ${v.date} 起逐案审查，国内买家未必拿得到。能买到的也许是 H20 或国产加速卡：--on h20`,
    'licence-denied': (v) =>
      `截至 ${v.date}，${v.chip} 未获准对华出口，在国内没有合法销售。能买到的也许是 H20 或国产加速卡：--on h20`,
    'customs-block': (v) => `${v.date} 中国海关未放行 ${v.chip}；规划之前请再确认`,
    'rents-abroad': '租金取自境外卖家：目录中没有国内报价，可用 --rent 指定',
    'start-moves':
      '到开始之日，租金按年降幅继续下降，机器按当时的市价购入（今天的价格按贬值半衰期折算）；电价、机房、维保比例和工资不变',
    'start-book':
      '到开始之日，租金按年降幅继续下降；机器仍按今天的价格购入，因为账面折旧只是分摊价格；用 --depreciation market 则按当时的市价购入',
    'start-api': 'API 价格按今天计算：目录中没有可引用的 token 价格走势',
    'start-far': '开始日期在三年以后：租金降幅（2017 至 2025 年）和贬值半衰期未必能延续这么久，区间里不含这一点',
    'no-demand-charge': '未计入两部制电价的容（需）量电费：没有查到可引用的价目表',
  },
  assumed: '假设',
  estimate: '假设值',
  older: (v) => `† 已超过 ${v.days} 天`,
  oldFacts: (v) => `超过 ${v.days} 天的数据：${v.list}。`,
  oldFact: (v) => `${v.name} ${v.date}${v.of && `（${v.of}）`}`,
  errors: {
    unknownPlace: (v) =>
      `目录中没有地点「${v.name}」${nearest(v.nearest)}；全部列表：ridgepoint catalogue ls places；也可直接给 --tariff`,
    unknownApi: (v) =>
      `目录中没有「${v.name}」的 API 价格${nearest(v.nearest)}；全部列表：ridgepoint catalogue ls tokenPrices；也可直接给 --api-price`,
    noPurchase: (v) => `不知道 ${v.chip} 的购买价格；请给出单卡含服务器的价格：--server "35000 USD"`,
    shareOrPercent: (v) => `${v.what} ${v.value} 超过了全部：比例应在 0 到 1 之间，或写成百分数${nearest(v.nearest)}`,
    noRent: (v) => `不知道 ${v.chip} 的租金；请给出一个：--rent "15 元/小时"`,
  },
};
