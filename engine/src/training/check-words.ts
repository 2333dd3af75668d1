import type { Problem } from './answer.ts';
import { SCHEDULES, type Strategy } from './strategy.ts';

type Fail = (rule: string, values: Problem['values']) => void;
type Words = readonly (string | number | boolean | null)[];

const YES_NO = [true, false] as const;
const WORDS = {
  schedule: SCHEDULES,
  cpKind: ['ring', 'all-gather', 'ulysses'],
  zero: [0, 1, 2, 3],
  recompute: ['none', 'selective', 'full'],
  tpComm: ['ar', 'p2p-rs-ag', 'rs-ag'],
  tpOverlap: ['none', 'pipe', 'ring'],
  gatherAgain: YES_NO,
  dpOverlap: YES_NO,
  fusedActivation: YES_NO,
} as const satisfies { readonly [K in keyof Strategy]?: readonly Strategy[K][] };
const NAMES = Object.keys(WORDS) as (keyof typeof WORDS)[];

const PARTS: Readonly<Record<'offload' | 'precision' | 'optimizer', Readonly<Record<string, Words>>>> = {
  offload: { weights: YES_NO, activations: YES_NO, optimizer: YES_NO, to: ['cpu', 'nvme'] },
  precision: {
    compute: ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'mxfp8', 'nvfp4'],
    gradients: ['fp32', 'bf16', 'fp16'],
  },
  optimizer: { kind: ['adam', 'adamw', 'muon', 'sgd'], state: ['fp32', 'bf16', 'int8'], master: YES_NO },
};
const PART_NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];
const AXES = ['tp', 'cp', 'dp', 'pp'] as const;

/**
 * A strategy may come from outside as JSON: a word that no rule knows would be priced as if it were the plainest one.
 */
export function checkWords(s: Strategy, fail: Fail): void {
  const word = (name: string, value: unknown, allowed: Words): void => {
    if (!(allowed as readonly unknown[]).includes(value))
      fail('word', { name, value: given(value), allowed: allowed.join(', ') });
  };
  for (const name of NAMES) word(name, s[name], WORDS[name]);
  for (const name of PART_NAMES) {
    const part = s[name] as unknown as Readonly<Record<string, unknown>> | null | undefined;
    for (const key in PARTS[name]) word(`${name}.${key}`, part?.[key], PARTS[name][key]!);
  }
  for (const name of ['shardGroup', 'recomputeLayers'] as const) {
    const value = s[name];
    if (value !== null && !(Number.isInteger(value) && value >= 1 && value <= 1e7))
      fail('count', { name, value: given(value), minimum: 1, maximum: 1e7 });
  }
  const { order, layout } = s;
  if (
    order !== undefined &&
    !(Array.isArray(order) && order.length === AXES.length && AXES.every((axis) => order.includes(axis)))
  )
    fail('word', { name: 'order', value: given(order), allowed: AXES.join(', ') });
  if (
    layout !== undefined &&
    !(Array.isArray(layout) && layout.every((n) => Number.isInteger(n) && n >= 0 && n <= 1e7))
  )
    fail('word', { name: 'layout', value: given(layout), allowed: '[1, 2, 3]' });
}

/** A value as a refusal states it: a number as it is, anything else as JSON of at most 40 characters. */
export function given(value: unknown): string | number {
  if (typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '?');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
