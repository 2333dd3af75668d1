import * as z from 'zod';
import { messagesFor } from '../../messages/index.ts';
import { fleetSchema } from '../fleet/fleet-schema.ts';
import { ownScenarioSchema } from '../own/own-schema.ts';
import { type FieldMeta, fieldMeta } from './field.ts';
import { scenarioSchema } from './schema.ts';
import { serveScenarioSchema } from './serve-schema.ts';

/** The scenario as JSON Schema (draft 2020-12), its sentences from the help; a quantity is a number or a text with a unit. */
export function scenarioJsonSchema(): object {
  const { options, scenario } = messagesFor('en').help;
  return { ...schemaOf(scenarioSchema, options), title: 'Ridgepoint scenario', description: scenario };
}

/** The same of a question about serving. */
export function serveJsonSchema(): object {
  const { options, own, serveScenario } = messagesFor('en').help;
  const sentences = { ...options, ...own['simulate-serve'] };
  return {
    ...schemaOf(serveScenarioSchema, sentences),
    title: 'Ridgepoint serving scenario',
    description: serveScenario,
  };
}

/** The same of a question of rent or own. */
export function ownJsonSchema(): object {
  const { options, own, ownScenario } = messagesFor('en').help;
  const sentences = { ...options, ...own['compare-own'] };
  return {
    ...schemaOf(ownScenarioSchema, sentences),
    title: 'Ridgepoint scenario of rent or own',
    description: ownScenario,
  };
}

/** The same of a portfolio of work and the pools it may go to. */
export function fleetJsonSchema(): object {
  const { options, own, fleetScenario } = messagesFor('en').help;
  const sentences = { ...options, ...own['simulate-serve'], ...own['plan-fleet'] };
  return { ...schemaOf(fleetSchema, sentences), title: 'Ridgepoint fleet', description: fleetScenario };
}

function schemaOf(scenario: z.core.$ZodType, sentences: Readonly<Record<string, string>>): object {
  return z.toJSONSchema(scenario, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const meta = fieldMeta.get(zodSchema);
      if (!meta) return;
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Record<string, unknown>)[key];
      const one = shapeOf(meta);
      const many = meta.list ? { anyOf: [one, { type: 'array', items: one, minItems: 1, maxItems: 64 }] } : one;
      const key = meta.flag?.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      Object.assign(jsonSchema, key && sentences[key] ? { description: sentences[key] } : {}, many);
    },
  });
}

function shapeOf({ kind, choices, flag }: FieldMeta): Record<string, unknown> {
  if (kind === 'switch') return { type: 'boolean' };
  if (kind === 'choice') return { enum: choices };
  if (kind === 'text') return flag === 'model' ? { type: ['string', 'object'] } : { type: 'string' };
  return { type: ['number', 'string'] };
}
