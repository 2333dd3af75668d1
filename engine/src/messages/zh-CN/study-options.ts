import type { Messages } from '../en.ts';

export const carbonOptions: Messages['help']['own']['estimate-carbon'] = {
  hours: '总卡时，例如 30.84M 或 3084万',
  duration: '运行时长，与 --gpus 一起代替 --hours，例如 30 d',
  power: 'load：按训练负载下实测的服务器功耗（默认）；rated：按加速卡额定功率，与模型卡口径一致',
  watts: '实测的单卡功耗（含分摊的服务器），例如 850 W',
  networkShare: '网络与存储功耗占服务器的比例，例如 0.1',
  intensity: '自己的电网或绿电合同的排放因子，例如 45 gCO2e/kWh',
  between: '只在一天中的这些小时运行，例如 9-17',
  embodied: '制造一张加速卡的碳排放，例如 "164 kg CO2e"',
  years: '设备使用年限',
  use: '使用年限内真正在干活的时间占比',
  model: '先规划这个模型的训练：内置模型名，或 config.json 的路径',
  grid: '电网，国家或地点：CHN、中国、上海 等，或有分时数据的地区：USA-PJM、USA-CISO 等；默认 USA',
};

export const chipOptions: Messages['help']['own']['estimate-chip'] = {
  on: '目录中的封装：h100-sxm、b200-sxm、mi300x',
  area: '单颗芯粒面积（mm2），例如 814',
  node: '工艺节点（nm）：3、5、7、10、14、20、28、40 或 55',
  dies: '封装内相同芯粒的颗数',
  needed: '可售芯粒至少要有多大比例的单元完好，例如 0.92',
  memory: '封装内的 HBM 容量，例如 80 GB',
  stacks: 'HBM 堆栈数；默认每堆 24 GB',
  carrier: '封装载体：organic、fan-out、silicon-interposer 或 glass-core',
  body: '基板边长（mm），例如 120',
  yield: '良率模型：poisson、murphy 或 negative-binomial',
  clustering: '负二项模型的聚集参数；默认 10，越小聚集越强',
  defects: '缺陷密度（个/cm2），例如 0.1',
  wafer: '晶圆价格，例如 "17000 USD"',
  memoryPrice: '显存每 GB 的价格，例如 "15 USD"',
  unit: '外购芯片的单价，例如 "8 USD"',
  units: '分摊研发费用的产量，例如 100k 或 10万',
  nre: '一次性研发与流片费用，例如 "150万 USD"；默认按工艺节点估',
  respins: '预计改版次数，例如 0.25',
  respinShare: '一次改版相对首次研发的费用；默认 0.5',
  late: '延期造成的损失，例如 "50万 USD"',
};

export const dataflowOptions: Messages['help']['own']['estimate-dataflow'] = {
  side: '脉动阵列的边长；默认 128',
  rows: '权重驻留期间流过的激活行数；默认 1024',
  lanes: '向量单元宽度；默认 16',
  tile: '矩阵单元的块边长；默认 16',
  bytes: '每个字的字节数；默认 2',
  on: '用来对照内存与算力的加速卡；默认 h100-sxm',
};

export const supplyOptions: Messages['help']['own']['estimate-supply'] = {
  from: '起始占比，例如 2%',
  to: '最终占比，例如 6%',
  growth: '该部分的年增速，例如 48%',
  wholeGrowth: '整体的年增速，代替 --to',
  years: '相隔年数',
  start: '起始年份',
};

export const dataOptions: Messages['help']['own']['plan-data'] = {
  flop: '训练算力，例如 1e24',
  hours: '以卡时代替 FLOP，MFU 由规划得出',
  budget: '以预算代替 FLOP，例如 "5M USD" 或 "3000万 元"',
  mfu: '自己的 MFU，例如 0.4',
  unique: '不重复的 token 总量，例如 2T；默认 15T',
  kept: '筛选后保留的比例，例如 "30%"',
  quality: '保留下来的 token 相对未筛选 token 的价值，例如 2',
  most: '能容纳的最大模型，例如 8B',
  served: '模型一生读写的 token 数，例如 10T',
  servingPrice: '推理每 FLOP 相对训练的价格；默认 1',
  base: '改为微调的开源模型，例如 llama-3.1-8b 或 ./config.json',
  baseTokens: '该模型预训练的 token 数，例如 15T',
  tune: '微调 token 数；默认 1B',
  on: '卡时或预算用在哪种卡上；默认 h100-sxm',
  gpus: '同时用多少张；默认 256',
};

export const valueOptions: Messages['help']['own']['estimate-value'] = {
  cost: '今天训练它要花多少，例如 "80M USD" 或 "5亿 元"',
  hours: '以卡时代替成本，按今天的租价',
  benefit: '有了模型每月的收益，例如 "10万 USD"',
  buy: '同样用量从 API 购买每月要花多少，例如 "15万 USD"',
  horizon: '向前看多少个月；默认 24',
  algorithms: '算法进步使所需算力减半的时间，例如 "0.67 years"',
  compute: '算力价格减半的时间，例如 "3 years"',
  on: '卡时所用的加速卡；默认 h100-sxm',
};
