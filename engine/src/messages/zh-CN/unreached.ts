import type { unreached as english } from '../en/unreached.ts';

export const unreached: typeof english = {
  what: (file) => `网页缺少一个文件：${file} 没有取到。`,
  why: '提供网页的程序可能已经结束，或者网络断开。你的问题保存在地址栏里，不会丢失。',
  again: '重试',
  never: '几秒后仍是空白？请重新打开本页，并确认已启用 JavaScript。',
};
