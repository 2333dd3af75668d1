import type { Difference } from './differences.ts';
import { FIELDS, type Field } from './fields.ts';
import { type Mapped, mapCase } from './mapped.ts';
import type { Reference } from './reference.ts';

export const TOLERANCE = 0.005;

/** One field in one case. */
export interface Cell {
  readonly field: Field;
  readonly mapped: Mapped;
  readonly theirs: number;
  readonly ours: number;
  /** Ours after the known differences were undone; equal to `ours` where none applies. */
  readonly corrected: number;
  readonly verdict: 'agrees' | 'explained' | 'apart';
  /** The differences that it took. */
  readonly used: readonly Difference[];
}

/** Ours over theirs, less one; 0 when both are nothing. */
export const apartBy = (ours: number, theirs: number): number =>
  ours === theirs ? 0 : theirs === 0 ? Number.POSITIVE_INFINITY : ours / theirs - 1;

const isClose = (ours: number, theirs: number): boolean => Math.abs(apartBy(ours, theirs)) <= TOLERANCE;

export function compareField(field: Field, mapped: Mapped): Cell | null {
  const { stats } = mapped.recorded;
  if (stats === undefined || !field.holds(mapped)) return null;
  const theirs = field.theirs(mapped, stats);
  const ours = field.ours(mapped);
  const used: Difference[] = [];
  let corrected = ours;
  for (const difference of field.differences) {
    if (!difference.applies(mapped)) continue;
    const before = corrected;
    corrected = difference.correct(mapped, before);
    if (corrected !== before) used.push(difference);
  }
  // Undoing what is known must always lead to Calculon's number, also where two differences happen to cancel.
  const verdict = !isClose(corrected, theirs) ? 'apart' : isClose(ours, theirs) ? 'agrees' : 'explained';
  return { field, mapped, theirs, ours, corrected, verdict, used };
}

/** Every field of every case that Calculon computed. */
export function compareAll(reference: Reference): Cell[] {
  return reference.cases
    .filter((c) => c.status === 'ok')
    .map((c) => mapCase(reference, c))
    .flatMap((m) => FIELDS.map((f) => compareField(f, m)).filter((cell) => cell !== null));
}
