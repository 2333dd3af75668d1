import type { Axis, Strategy } from './strategy.ts';

/** Megatron-Core's default (`--order tp-cp-ep-dp-pp`; experts lie inside data parallel ranks). */
export const DEFAULT_ORDER: readonly Axis[] = ['tp', 'cp', 'dp', 'pp'];

/** Distance between neighbours of each axis, in ranks: the product of the degrees that lie further in. */
export function stridesOf(s: Pick<Strategy, 'tp' | 'cp' | 'dp' | 'pp' | 'order'>): Readonly<Record<Axis, number>> {
  const strides = { tp: 1, cp: 1, dp: 1, pp: 1 };
  let product = 1;
  for (const axis of s.order ?? DEFAULT_ORDER) {
    strides[axis] = product;
    product *= s[axis];
  }
  return strides;
}
