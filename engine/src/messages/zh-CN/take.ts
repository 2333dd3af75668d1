import type { Messages } from '../en.ts';

export const take: Messages['take'] = {
  currency: '货币',
  rate: ({ currency, perUsd, date }) => `汇率 1 USD = ${perUsd} ${currency}${date === '' ? '' : `（${date}）`}`,
  report: '保存报告',
  reasons: '数字的依据',
  asked: '所提的问题',
  made: '由 Ridgepoint 生成。本文件不运行脚本，也不联网；点开链接可重新计算同一问题。',
  saveAs: '保存为',
  saveFile: ({ kind, title }) => `保存为 ${kind}：${title}`,
  failed: (what) => `保存失败：${what}。`,
  sources: '数据来源',
  source: '来源',
  says: '给出的数值',
  date: '日期',
  address: '网址',
  warning: '注意',
  link: '问题链接',
  sourceLine: ({ list, more }) => `数据来源：${list}${more === 0 ? '' : `，另有 ${more} 项`}。由 Ridgepoint 生成。`,
};
