import { interfaceOf, type Score } from '@ridgepoint/engine/trust';

/** Errors by family and quantity, rounded to a hundredth of a per cent: what a later change is held against. */
export function accuracyJson(training: Score, kernels: Score): string {
  const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value);
  const summary = [...interfaceOf(training).summary, ...interfaceOf(kernels).summary];
  return `${JSON.stringify({ summary }, rounded, 1)}\n`;
}
