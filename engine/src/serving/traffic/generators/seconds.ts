import { type Chance, normalQuantile } from './random.ts';

/** How long someone or something waits: a person who reads and types, a tool that runs. */
export type SecondsSpec =
  | { readonly kind: 'constant'; readonly seconds: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'lognormal'; readonly median: number; readonly p95: number };

const Z95 = 1.6448536269514722;

/** Draws one wait, in seconds. */
export function waitOf(spec: SecondsSpec): (chance: Chance) => number {
  if (spec.kind === 'constant') return () => Math.max(0, spec.seconds);
  if (spec.kind === 'exponential') return (chance) => Math.max(0, spec.mean) * chance.exponential();
  const sigma = sigmaOf(spec);
  return (chance) => spec.median * Math.exp(sigma * normalQuantile(chance.uniform()));
}

/** Mean of a wait, in seconds. */
export function meanWait(spec: SecondsSpec): number {
  if (spec.kind === 'constant') return spec.seconds;
  if (spec.kind === 'exponential') return spec.mean;
  return spec.median * Math.exp(sigmaOf(spec) ** 2 / 2);
}

const sigmaOf = ({ median, p95 }: { median: number; p95: number }): number =>
  Math.log(Math.max(p95, median) / median) / Z95;
