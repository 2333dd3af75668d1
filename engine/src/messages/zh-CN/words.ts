import type { Near } from '../en/words.ts';

/** 「8」「8 或 16」「8、16 或 32」 */
export function orList(items: readonly (string | number)[]): string {
  const words = items.map(String);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')} 或 ${words[words.length - 1]}`;
}

/** 「；最接近的可用值：8 或 16」；没有相近的就不说。 */
export function nearest(near: Near, word = '最接近的可用值'): string {
  const list = near === undefined || near === '' ? [] : Array.isArray(near) ? near : String(near).split(', ');
  return list.length === 0 ? '' : `；${word}：${orList(list)}`;
}

/** 「2:3」即第 2 行第 3 列。 */
export function placeIn(place: string): string {
  const [line = '', column = ''] = place.split(':');
  return `第 ${line} 行第 ${column} 列`;
}

/** 中文后接西文、数字时留一个空格：「其次是 EP 未掩盖通信」。 */
export const beforeLatin = (text: string): string => (/^[A-Za-z0-9]/.test(text) ? ` ${text}` : text);
