import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

export const quantities: Messages['quantities'] = {
  empty: (v) => `${v.what} 为空，应填${unitName(v.expected)}${nearest(v.nearest, '例如')}`,
  too_long: (v) => `${v.what}「${v.text}…」超过 64 个字符；请只写一个数字加单位`,
  not_a_number: (v) => `${v.what}「${v.text}」开头不是数字${nearest(v.nearest, '例如')}`,
  not_finite: (v) => `${v.what}「${v.text}」超出可计算的范围（1.8e308）`,
  negative: (v) => `${v.what}「${v.text}」为负数，只接受零或正数${nearest(v.nearest)}`,
  unit_missing: (v) => `${v.what}「${v.text}」缺少单位${nearest(v.nearest, '例如')}`,
  unknown_unit: (v) =>
    `${v.what}「${v.text}」的单位无法识别，应为${unitName(v.expected)}，区分大小写${nearest(v.nearest)}`,
  wrong_dimension: (v) =>
    `${v.what}「${v.text}」单位类型不符，应为${unitName(v.expected)}${nearest(v.nearest, '例如')}`,
  rate_missing: (v) => `${v.what}「${v.text}」所用币种没有汇率；请改用美元`,
};

const KINDS: Readonly<Record<string, string>> = {
  '1': '纯数字',
  s: '时间（s、min、h、d）',
  B: '数据量（GB、GiB）',
  'B/s': '带宽（GB/s）',
  W: '功率（W、kW）',
};
const unitName = (unit: string): string => (Object.hasOwn(KINDS, unit) ? KINDS[unit]! : `以 ${unit} 计的量`);
