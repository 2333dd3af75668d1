import type { Messages } from '../en.ts';

export const carbon: Messages['carbon'] = {
  verdict: (v) => `碳排放共 ${v.total}：用电 ${v.energy}，折合 ${v.operational}；设备制造分摊 ${v.embodied}。`,
  power: (v) => `机房功率 ${v.power}。`,
  question: (v) =>
    `${v.model ? `${v.model}：` : ''}${v.machine}，${v.hours}${v.wall ? `，历时 ${v.wall}` : ''}，${v.grid}`,
  onGrid: (v) => `${v.grid}电网，${v.intensity}（${v.date} 年）`,
  statedGrid: (v) => `电力排放因子 ${v.intensity}`,
  whose: {
    load: (v) => `每张加速卡（含分摊的服务器功耗）${v.watts}，按训练负载计`,
    rated: (v) => `每张加速卡 ${v.watts}，按额定功率计，与模型卡的口径一致；不含服务器其余部分和网络`,
    stated: (v) => `每张加速卡 ${v.watts}，由你给出`,
  },
  layersTitle: '电用在哪里',
  layers: { chips: '加速卡', servers: '服务器其余部分', network: '网络与存储', facility: '制冷与损耗' },
  elsewhereTitle: '同样的电量换个地方',
  hoursTitle: (v) => `分时排放因子（g/kWh），${v.grid}，${v.date} 年`,
  cleanest: (v) => `可以等的批处理任务放到 ${v.from}–${v.to}，排放因子降到 ${v.intensity}，比全天运行少 ${v.saved}`,
  between: (v) => `只在 ${v.from} 至 ${v.to} 用电`,
  yardsticks: {
    trains: (v) => `${v.trains} 列高铁满功率运行（每列 1 万千瓦）`,
    trainDays: (v) => `一列高铁满功率跑 ${v.days}`,
    homes: (v) => `${v.homes} 户美国家庭一年的用电`,
    share: (v) => `${v.grid}电网平均功率的 ${v.share}`,
  },
};
