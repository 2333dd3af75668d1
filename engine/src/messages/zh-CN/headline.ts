import type { headline as english } from '../en/headline.ts';

export const headline: typeof english = {
  outcomes: {
    fits: '可行。',
    'too-slow': '放得下，但赶不上期限。',
    'over-budget': '放得下，但超出预算。',
    'does-not-fit': '放不下。',
    'no-legal-strategy': '没有合法的并行方案。',
  },
  bestOf: (v) => `${v.strategies} 种并行方案中最优：${v.strategy}`,
  question: (v) => `${v.model}（${v.parameters}），${v.tokens}，${v.machine}，${v.precision}`,
  batch: (v) => `批大小 ${v.sequences} × ${v.sequence} token = ${v.tokens}`,
};
