import type { Messages } from '../en.ts';
import { beforeLatin } from './words.ts';

/** 西文、数字后面接中文时空一格。 */
const spaced = (text: string): string => (/[\w)%]$/.test(text) ? `${text} ` : text);

export const crossover: Messages['crossover'] = {
  wins: (name) => `${spaced(name)}占优`,
  neither: '两者都不可行',
  tie: '两者相同',
  below: (v) => `低于 ${spaced(v.at)}时${beforeLatin(v.who)}`,
  between: (v) => `${spaced(v.from)}到 ${spaced(v.to)}之间${beforeLatin(v.who)}`,
  above: (v) => `高于${v.at ? ` ${spaced(v.at)}` : '此值'}时${beforeLatin(v.who)}`,
  before: (v) => `${v.at}之前${beforeLatin(v.who)}`,
  fromOn: (v) => `${v.at ? `从${v.at}起` : '此后'}${beforeLatin(v.who)}`,
  flipsAfter: (v) => `拐点在文件现有${v.input}（${v.stands}）之${v.later ? '后' : '前'} ${v.wait}。`,
  everywhere: (v) =>
    v.sure
      ? `从 ${spaced(v.from)}到 ${spaced(v.to)}，始终是${beforeLatin(v.who)}`
      : `从 ${spaced(v.from)}到 ${spaced(v.to)}，多半始终是${beforeLatin(v.who)}，但两者区间有重叠`,
  sentence: (pieces) => `${pieces.split('; ').join('，')}。`,
  asked: (v) =>
    `改变的是${v.of ? beforeLatin(`${spaced(v.of)}的`) : ''}${v.input}；比较的是${v.measure}，${v.better === 'smaller' ? '低' : '高'}者为优`,
  nowWins: (v) =>
    `目前${v.sure ? '' : '多半'}${beforeLatin(spaced(v.name))}占优：${v.value}，对方 ${v.other}，${v.better === 'smaller' ? '低' : '高'} ${v.margin}。`,
  nowTie: (v) => `目前两者相同：${v.value}。`,
  nowOnly: (v) => `目前只有${beforeLatin(spaced(v.name))}可行（${v.value}）；${v.other}：${v.outcome}。`,
  nowFirst: (v) => `目前${beforeLatin(spaced(v.name))}为 ${v.value}；${v.other}：${v.outcome}。`,
  nowUnknown: (v) => `目前无法比较；${v.a}：${v.ofA}，${v.b}：${v.ofB}。`,
  notKnown: (v) => `可行，但${v.measure}未知${v.inputs && `（缺少：${v.inputs}）`}`,
  nowNeither: (v) => `目前两者都不可行；${v.a}：${v.ofA}，${v.b}：${v.ofB}。`,
  distance: (v) => `拐点是当前${v.input}（${v.stands}）的 ${v.factor} 倍。`,
  standsAt: (v) => `当前${v.input}分别为 ${v.a} 和 ${v.b}。`,
  crossing: (v) =>
    `${v.date ? `${v.at}时` : `在 ${spaced(v.at)}处`}两者同为 ${v.value}${v.within && `（${v.within}）`}。`,
  jump: (v) => `在 ${spaced(v.at)}处两者以阶跃方式交替：${spaced(v.a)}为 ${v.ofA}，${spaced(v.b)}为 ${v.ofB}。`,
  stops: (v) => `到 ${spaced(v.at)}时${beforeLatin(spaced(v.name))}不再可行：${v.outcome}。`,
  begins: (v) => `${spaced(v.name)}从 ${spaced(v.at)}起才可行；在此之下：${v.outcome}。`,
  open: (v) =>
    v.side === 'high' ? '考虑不确定性，拐点可能超出范围的上端。' : '考虑不确定性，拐点可能超出范围的下端。',
  nearest: (v) =>
    `两者在 ${spaced(v.at)}处最接近：${spaced(v.a)}为 ${v.ofA}，${spaced(v.b)}为 ${v.ofB}，相差 ${v.margin}。`,
  farDates: (v) => `${v.at}以后仍按同样的降幅推算，是否如此无从得知，区间里不含这一点。`,
  unsure: (v) => `从 ${spaced(v.from)}到 ${spaced(v.to)}两者非常接近，其间可能藏有成对的拐点。`,
  searched: (v) => `${v.looks} 个点各是一次搜索，方案呈阶跃变化：点与点之间（范围的 ${v.share}）可能有漏掉的。`,
  sure: (v) => `长于范围 ${v.share} 的区段不会漏掉。`,
  stopped: '已中止：以下是中止前看到的结果。',
  relative: '相对较优者的倍数',
  moves: '影响拐点的因素（从大到小）',
  ofName: (v) => `${v.name}：${v.input}`,
  gone: '不再反转',
  leader: '胜者',
  flipsAt: (input) => `拐点（${input}）`,
  tornadoColumns: { input: '输入', low: '从', high: '到', atLow: '取低值时的拐点', atHigh: '取高值时的拐点' },
  whatIf: '数值已知，变动 ±20% 只为看影响，不计入上面的区间',
  map: (v) => `横轴为${v.x}，纵轴为${v.y}`,
  share: (v) => `${spaced(v.name)}占 ${v.share}`,
  here: '目前所在',
  curvesNote: '阴影：拐点可能落在的范围；虚线：目前所在。',
  tornadoNote: '蓝色：该输入取低值时；橙色：取高值时。',
  title: (v) => `${spaced(v.a)}与${beforeLatin(spaced(v.b))}的拐点`,
};
