import type { Because } from '../../because/index.ts';
import type { Ranged } from '../../training/answer.ts';
import type { NamedInput } from './kind.ts';

interface Factors {
  readonly low: number;
  readonly high: number;
}

/** A range as factors around its value; null where there is none. */
export function factorsOf({ value, low, high }: Ranged): Factors | null {
  if (!(value > 0) || !Number.isFinite(value) || !(low < value || high > value)) return null;
  return { low: low / value, high: high / value };
}

/** A range of a product with the share of one of its factors taken out again, on a logarithmic scale. */
export function withoutFactor(whole: Factors | null, part: Factors | null): Factors | null {
  if (!whole || !part) return whole;
  const left = (a: number, b: number) => Math.sqrt(Math.max(0, Math.log(a) ** 2 - Math.log(b) ** 2));
  return { low: Math.exp(-left(whole.low, part.low)), high: Math.exp(left(whole.high, part.high)) };
}

/** A fact as an input's value and range; exact where the user said it. */
export function ofFact(node: Because, stated: boolean): Pick<NamedInput, 'value' | 'range' | 'stated' | 'fact'> {
  const { value, low = value, high = value, source = '', date } = node;
  const wide = !stated && (low < value || high > value);
  return {
    value,
    stated,
    ...(!stated && date && { fact: { source, date } }),
    ...(wide && { range: { low, high, source: [node.name, node.source, node.date].filter(Boolean).join(' ') } }),
  };
}
