import type { Because } from '../../because/index.ts';

/** A node whose value was computed by the pricing functions; its inputs say from what. */
export const node = (name: string, value: number, unit: string, formula: string, source: string, inputs: readonly Because[]): Because => ({
  name, value, unit, kind: 'formula', formula, source, inputs,
});
