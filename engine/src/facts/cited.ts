import type { Because } from '../because/index.ts';
import type { Fact } from './fact.ts';

/** A fact as a leaf of a because-tree. */
export const cited = (name: string, fact: Fact): Because => ({
  name,
  value: fact.value,
  unit: fact.unit,
  low: fact.low,
  high: fact.high,
  kind: 'fact',
  source: fact.source,
  date: fact.date,
  grade: fact.grade,
  note: fact.note,
});
