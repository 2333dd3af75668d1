import type { Messages } from '../en.ts';
import { chip, dataflow, supply } from './study-chips.ts';
import { scaling } from './study-scaling.ts';
import { worth } from './study-worth.ts';
import { nearest } from './words.ts';

export const study: Messages['study'] = {
  assumed: '假设',
  why: '依据',
  means: '相当于',
  chip,
  dataflow,
  supply,
  scaling,
  worth,
  rules: {
    'hours-of-day': (v) => `${v.what}「${v.value}」不是一天中的时段；可写作 9-17，跨零点写作 22-6`,
    'no-hours': (v) => `目录里没有${v.grid}的分时数据${nearest(v.nearest, '有分时数据的电网')}`,
    'no-power': (v) => `${v.chip} 没有公开的功耗；可用 --watts "500 W" 给出实测值`,
    'no-silicon': (v) => `目录里没有 ${v.chip} 的芯粒构成${nearest(v.nearest)}；也可用 --area 和 --node 给出`,
    'no-die': (v) => `${v.area} mm2 的芯粒放不进 300 mm 晶圆；可用 --dies 拆成几颗`,
    'not-served': (v) =>
      `${v.chip} 上无法按此部署 ${v.model}；ridgepoint fit serve 会列出能运行的模型，也可直接给出 --tokens-per-second`,
    'no-plan': (v) => `${v.count} × ${v.chip} 上没有可行的训练策略；用同样的参数运行 ridgepoint plan train 可查看原因`,
  },
};
