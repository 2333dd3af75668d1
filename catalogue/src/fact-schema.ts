import { nearest } from '@ridgepoint/engine/units';
import * as z from 'zod';
import { quoted } from './problem.ts';

/** The units each kind of quantity may be printed in. A fact in any other unit is refused. */
export const UNITS = {
  flops: ['TFLOP/s', 'GFLOP/s', 'PFLOP/s'],
  ops: ['TOP/s', 'GOP/s', 'POP/s'],
  bytes: ['GB', 'GiB', 'TB', 'TiB', 'MB', 'MiB', 'kB', 'KiB', 'B'],
  bandwidth: ['GB/s', 'TB/s', 'PB/s', 'MB/s', 'GiB/s'],
  network: ['Gbit/s', 'Tbit/s', 'GB/s'],
  time: ['us', 'ns', 'ms', 's'],
  power: ['W', 'kW', 'MW'],
  energy: ['kWh', 'MWh', 'GWh', 'TWh'],
  frequency: ['MHz', 'GHz'],
  length: ['nm'],
  area: ['mm2'],
  share: ['share', '%'],
  price: ['USD'],
  rent: ['USD/h', 'USD'],
  intensity: ['gCO2e/kWh'],
  parameters: ['billion', 'million', 'trillion', 'parameters'],
} as const;
export type Quantity = keyof typeof UNITS;

export const GRADES = ['vendor', 'measured', 'third-party', 'derived', 'estimate'] as const;
const DATE = /^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** ISO date, month or year. YAML reads a bare year as a number. */
export const date = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string().regex(DATE, 'is not an ISO date, month or year'),
);
export const source = z.string().min(1);
export const grade = z.enum(GRADES, {
  error: (issue) =>
    `grade "${quoted(issue.input)}" is not one of ${GRADES.join(', ')}; figures from memory are not facts: find a source or leave the fact out`,
});
const direction = z.enum(['one-way', 'both-ways']);
const sparsity = z.enum(['dense', 'sparse']);
const scope = z.enum(['die', 'package', 'board', 'server', 'rack', 'pod']);

/** A strict object whose refusal of an unknown key names the nearest known one. */
export function strict<T extends z.ZodRawShape>(shape: T) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const key = (issue as { keys?: string[] }).keys?.[0] ?? '';
      const [near] = nearest(key, known, 1);
      return `unknown key "${quoted(key)}"; ${near ? `did you mean "${near}"?` : `known: ${known.join(', ')}`}`;
    },
  });
}

/** What a file may say once for all its facts. */
export const defaults = strict({
  source: source.optional(),
  date: date.optional(),
  grade: grade.optional(),
  scope: scope.optional(),
  sparsity: sparsity.optional(),
  direction: direction.optional(),
});
export type Defaults = z.infer<typeof defaults>;

const reading = {
  value: z.number(),
  unit: z.string(),
  low: z.number().optional(),
  high: z.number().optional(),
  direction: direction.optional(),
  sparsity: sparsity.optional(),
  scope: scope.optional(),
  date: date.optional(),
  source: source.optional(),
  grade: grade.optional(),
  note: z.string().optional(),
};
const written = strict({
  ...reading,
  others: z.array(z.preprocess(expandShorthand, strict({ ...reading, why: z.string().optional() }))).optional(),
  why: z.string().optional(),
});
export type WrittenFact = z.infer<typeof written>;

/** A fact as a file writes it, with what its place demands; `expand.ts` fills the defaults in. */
export class PendingFact {
  constructor(
    readonly written: WrittenFact,
    readonly place: Place,
  ) {}
}
export interface Place {
  readonly units: readonly string[];
  readonly link?: boolean;
  readonly peak?: boolean;
}

/** A fact of one quantity; "989.4 TFLOP/s" is short for { value: 989.4, unit: TFLOP/s }. */
export function fact(quantity: Quantity, place: Omit<Place, 'units'> = {}) {
  return factIn(UNITS[quantity], place);
}

/** A fact in any unit of a list. */
export function factIn(units: readonly string[], place: Omit<Place, 'units'> = {}) {
  return z.preprocess(expandShorthand, written).transform((value) => new PendingFact(value, { ...place, units }));
}

/** A rate between chips, servers or memories: must say whether it is one way or both. */
export const link = (quantity: 'bandwidth' | 'network') => fact(quantity, { link: true });

function expandShorthand(value: unknown): unknown {
  if (typeof value === 'string') {
    const parts = /^\s*([-+]?\d[\d_.]*(?:e[-+]?\d+)?)\s*(\S+)\s*$/i.exec(value);
    return parts ? { value: Number(parts[1]!.replaceAll('_', '')), unit: parts[2] } : value;
  }
  if (value && typeof value === 'object' && 'is' in value) {
    const { is, ...rest } = value as Record<string, unknown>;
    const expanded = expandShorthand(is);
    return expanded && typeof expanded === 'object' ? { ...expanded, ...rest } : value;
  }
  return value;
}
