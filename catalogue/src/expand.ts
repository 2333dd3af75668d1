import type { Fact, Source } from '@ridgepoint/engine/facts';
import { baseValue } from '@ridgepoint/engine/facts';
import type { z } from 'zod';
import { type Defaults, PendingFact, type WrittenFact } from './fact-schema.ts';
import { CatalogueProblem, quoted } from './problem.ts';

/** Sources by id; a source may carry the grade its facts have when they name none. */
export type Sources = ReadonlyMap<string, Source & { readonly grade?: Fact['grade'] }>;

/** A schema's output with every pending fact filled in and the file's `defaults` gone. */
export type Expanded<T> = T extends PendingFact
  ? Fact
  : T extends readonly (infer U)[]
    ? Expanded<U>[]
    : T extends object
      ? { [K in keyof T as K extends 'defaults' ? never : K]: Expanded<T[K]> }
      : T;

/**
 * Raw data checked against a schema, its facts completed from the file's defaults and from what is known of their
 * sources. Throws {@link CatalogueProblem} naming file, path and rule.
 */
export function expand<S extends z.ZodType>(
  schema: S,
  raw: unknown,
  file: string,
  sources: Sources,
  outer: Defaults = {},
): Expanded<z.output<S>> {
  const result = schema.safeParse(raw);
  if (!result.success) {
    const { issues } = result.error;
    const issue = issues.find((one) => one.code === 'unrecognized_keys') ?? issues[0]!; // a misspelt key is also a missing one
    throw new CatalogueProblem(file, issue.path.join('.'), issue.message);
  }
  return fill(result.data, outer, []) as Expanded<z.output<S>>;

  function fill(node: unknown, defaults: Defaults, path: readonly (string | number)[]): unknown {
    if (node instanceof PendingFact) return complete(node, defaults, file, path.join('.'), sources);
    if (Array.isArray(node)) return node.map((item, index) => fill(item, defaults, [...path, index]));
    if (node === null || typeof node !== 'object') return node;
    const { defaults: own, ...rest } = node as { defaults?: Defaults };
    const inner = own ? { ...defaults, ...own } : defaults;
    const entries = Object.entries(rest).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries.map(([key, value]) => [key, fill(value, inner, [...path, key])]));
  }
}

function complete(pending: PendingFact, defaults: Defaults, file: string, path: string, sources: Sources): Fact {
  const { written, place } = pending;
  const refuse = (reason: string): never => {
    throw new CatalogueProblem(file, path, reason);
  };
  const used = finish(written);
  if (place.peak && used.sparsity === 'sparse')
    refuse('is a sparse peak; a peak is dense: put the sparse figure under others');
  const others = written.others?.map(({ why, ...other }) => ({
    ...finish(other),
    ...(why ? { note: other.note ? `${other.note}; ${why}` : why } : {}),
  }));
  return { ...used, ...(others?.length ? { others } : {}), ...(written.why ? { why: written.why } : {}) };

  function finish(given: Omit<WrittenFact, 'others' | 'why'>): Omit<Fact, 'others' | 'why'> {
    if (!place.units.includes(given.unit))
      refuse(`unit "${quoted(given.unit)}" does not fit here; it is one of ${place.units.join(', ')}`);
    const source = given.source ?? defaults.source ?? refuse('has no source; add source: or defaults.source');
    const known = sources.get(source);
    if (!known && !source.startsWith('https://'))
      refuse(`source "${quoted(source)}" is neither in sources.yaml nor an https address`);
    const own = given.source !== undefined;
    const date = given.date ?? (own ? known?.date : undefined) ?? defaults.date ?? known?.date;
    const grade = given.grade ?? (own ? known?.grade : undefined) ?? defaults.grade ?? known?.grade;
    const { low, high } = given;
    if ((low !== undefined && low > given.value) || (high !== undefined && high < given.value))
      refuse(`value ${given.value} lies outside its range ${low ?? '-'} to ${high ?? '-'}`);
    const direction = place.link ? (given.direction ?? defaults.direction) : given.direction;
    const sparsity = place.peak ? (given.sparsity ?? defaults.sparsity) : given.sparsity;
    if (place.link && !direction) refuse('has no direction; a link is one-way or both-ways');
    if (place.peak && !sparsity) refuse('has no sparsity; a peak is dense or sparse');
    const scope = given.scope ?? (place.peak || place.link ? defaults.scope : undefined);
    const fact: Fact = {
      value: given.value,
      unit: given.unit,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      ...(direction ? { direction } : {}),
      ...(sparsity ? { sparsity } : {}),
      ...(scope ? { scope } : {}),
      date: date || refuse('has no date; add date: to the fact, to defaults or to its source'),
      source,
      grade: grade ?? refuse('has no grade; add grade: to the fact, to defaults or to its source'),
      ...(given.note ? { note: given.note } : {}),
    };
    if (!Number.isFinite(fact.value)) refuse(`value ${fact.value} is not a finite number`);
    if (place.peak || place.link) if (!(baseValue(fact) > 0)) refuse(`value ${fact.value} is not positive`);
    return fact;
  }
}
