import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

export const watch: Messages['watch'] = {
  added: (v) => `已关注 ${v.name}：${v.when}。当前：${v.answer}。`,
  removed: (name) => `已取消关注：${name}。`,
  none: '没有关注任何决定；添加：ridgepoint watch add scenario.yaml --when "best changes"',
  quiet: (v) => `${v.decisions} 个决定都没有变；有 ${v.facts} 项数据是新的或与之前不同。`,
  noFacts: (v) => `数据没有变化；${v.decisions} 个决定保持不变。`,
  changes: (v) => `${v.decisions} 个决定中有 ${v.changed} 个改变或接近改变。`,
  changed: (v) => `${v.name} 改变：${v.from} → ${v.to}`,
  near: (v) => `${v.name} 距改变只差 ${v.margin}；目前仍为 ${v.answer}`,
  stake: (v) => `涉及金额：${v.money}`,
  because: '起因',
  fact: {
    changed: (v) => `${v.entry}：${v.field} 由 ${v.from} 变为 ${v.to}`,
    added: (v) => `${v.entry}：新增`,
    removed: (v) => `${v.entry}：删除`,
  },
  more: (n) => `另有 ${n} 项`,
  when: {
    best: (v) => `当${v.measure}的最优者改变时`,
    choice: '当最优方案改变时',
    verdict: '当结论改变时',
    rule: (v) => `当「${v.rule}」开始或不再成立时`,
    near: (v) => `或相差不到 ${v.share} 时`,
  },
  answers: { true: '成立', false: '不成立', unknown: '没有这个数', unreadable: '场景已无法读取', none: '都不可行' },
  delivered: (v) => `已通知 webhook（${v.status}）`,
  undelivered: (v) => `webhook 通知失败（${v.reason}）；下次检查会再次通知`,
  feedTitle: 'Ridgepoint：改变的决定',
  errors: {
    whenForm: (v) => `--when「${v.value}」不是可用的条件${nearest(v.nearest)}`,
    noWatch: (v) => `没有关注名为「${v.name}」的决定${nearest(v.nearest)}`,
    webhook: (v) => `--webhook「${v.value}」不可用（${v.reason}）；例如 https://example.org/hook`,
  },
};
