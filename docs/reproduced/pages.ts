import type { Catalogue } from '@ridgepoint/engine/facts';
import { LOCALES, type Locale } from '@ridgepoint/engine/units';
import type { Reproduced, ReproducedGroup } from './group.ts';
import { reproducedGroups } from './groups.ts';

const FILES: Readonly<Record<Locale, string>> = { en: 'docs/reproduced.md', 'zh-CN': 'docs/reproduced.zh-CN.md' };

const WORDS = {
  en: {
    title: 'Published figures, reproduced',
    opening: (figures: number) =>
      `Before a model is trusted with a new question it should come to what others have published on old ones. These are ${figures} figures of chips, money, energy and scaling, each as its source prints it and as the engine reckons it today. How far *predictions* of training and serving are off is another page: [accuracy](accuracy.md). [中文](reproduced.zh-CN.md)`,
    columns: ['Figure', 'Published', 'Here', 'Difference', 'Allowed'],
    source: 'Source',
    see: 'See it',
    band: 'within its band',
    closing:
      'This page is written by `node cli/bin/run.mjs docs/reproduced.ts`; `tests/validation/reproduced.test.ts` fails where a figure leaves what is allowed, and where the page is behind.',
    colon: ': ',
  },
  'zh-CN': {
    title: '公开数字的复现',
    opening: (figures: number) =>
      `一个模型要回答新问题，先得算得出别人已经公开的旧答案。这里是关于芯片、成本、能耗和扩展定律的 ${figures} 个数字：出处怎么写，引擎今天就怎么算。训练与推理*预测*的误差见另一页：[精度](accuracy.md)。[English](reproduced.md)`,
    columns: ['数字', '公开值', '本项目', '差异', '允许'],
    source: '出处',
    see: '自己算',
    band: '落在区间内',
    closing:
      '本页由 `node cli/bin/run.mjs docs/reproduced.ts` 生成；数字超出允许范围，或本页过期，`tests/validation/reproduced.test.ts` 都会报错。',
    colon: '：',
  },
} as const;

/** Below this a difference is the rounding of the published figure's last digit, or of floating point. */
const NONE = 5e-10;

/** The two pages, every figure reckoned now. */
export function reproducedPages(catalogue: Catalogue): { readonly file: string; readonly text: string }[] {
  const groups = reproducedGroups(catalogue);
  return LOCALES.map((locale) => ({ file: FILES[locale], text: page(groups, locale) }));
}

function page(groups: readonly ReproducedGroup[], locale: Locale): string {
  const words = WORDS[locale];
  const figures = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const head = `| ${words.columns.join(' | ')} |\n| --- | ---: | ---: | ---: | ---: |`;
  const sections = groups.flatMap(({ title, source, url, command, rows }) => [
    `## ${title[locale]}`,
    `${words.source}${words.colon}[${source[locale]}](${url})${locale === 'en' ? '. ' : '。'}${words.see}${words.colon}\`${command}\``,
    [head, ...rows.map((row) => rowOf(row, locale))].join('\n'),
  ]);
  return `${[`# ${words.title}`, words.opening(figures), ...sections, words.closing].join('\n\n')}\n`;
}

function rowOf({ what, published, found, unit, digits, within, band }: Reproduced, locale: Locale): string {
  const number = (value: number) =>
    `${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}${unit && ` ${unit}`}`;
  const percent = (share: number) =>
    `${Number((share * 100).toPrecision(2))} %`.replace(' %', locale === 'en' ? ' %' : '%');
  const off = found / published - 1;
  const difference = Math.abs(off) < NONE ? '0' : `${off > 0 ? '+' : '−'}${percent(Math.abs(off))}`;
  const allowed = band
    ? `${band[0].toLocaleString('en-US')}–${band[1].toLocaleString('en-US')}`
    : within < 1e-8
      ? '0'
      : percent(within);
  return `| ${[what[locale], number(published), number(found), difference, allowed].join(' | ')} |`;
}
