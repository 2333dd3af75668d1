import type { $ZodType } from 'zod/v4/core';
import { chipInput } from '../economics/chip-input.ts';
import { KINDS } from '../measures/index.ts';
import { ownScenarioSchema } from '../own/own-schema.ts';
import { fieldsOf } from '../scenario/fields.ts';
import { scenarioSchema } from '../scenario/schema.ts';
import { serveScenarioSchema } from '../scenario/serve-schema.ts';
import { type ScenarioData, withValue } from './scenario-text.ts';

/** What a file of each kind can say. */
const SCHEMAS: Readonly<Record<string, $ZodType>> = {
  own: ownScenarioSchema,
  chip: chipInput,
  train: scenarioSchema,
  serve: serveScenarioSchema,
};

/** Paths that a scenario of this kind can say in a file. */
export function sayableIn(kind: string): ReadonlySet<string> {
  const schema = SCHEMAS[kind];
  return new Set(schema ? fieldsOf(schema).map(({ path }) => path) : []);
}

/** A scenario of a crossover with what its link turned put in: `rent.price=3` in both, `a.rent.price=3` in one. */
export function turnedBy(said: Readonly<Record<string, string>>, side: 'a' | 'b', data: ScenarioData): ScenarioData {
  const sayable = sayableIn(KINDS.find((kind) => kind.of(data))?.kind ?? '');
  return Object.entries(said).reduce((so, [key, value]) => {
    const [, of, path] = /^(?:([ab])\.)?([a-z0-9_]+\.[a-z0-9_.]+)$/.exec(key) ?? [];
    return path !== undefined && (of === undefined || of === side) && sayable.has(path)
      ? withValue(so, path.split('.'), value)
      : so;
  }, data);
}
