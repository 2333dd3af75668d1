import type { Catalogue } from '@ridgepoint/engine/facts';
import { chipInput } from '@ridgepoint/engine/operations/economics/chip-input';
import { InputError } from '@ridgepoint/engine/operations/input-error';
import { KINDS, openScenario } from '@ridgepoint/engine/operations/measures/index';
import { ownScenarioSchema } from '@ridgepoint/engine/operations/own/own-schema';
import { fieldsOf } from '@ridgepoint/engine/operations/scenario/fields';
import { scenarioSchema } from '@ridgepoint/engine/operations/scenario/schema';
import { serveScenarioSchema } from '@ridgepoint/engine/operations/scenario/serve-schema';
import type * as z from 'zod';
import type { OpenedScenario, ScenarioData } from './protocol.ts';

/** What a file of each kind can say. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  own: ownScenarioSchema,
  chip: chipInput,
  train: scenarioSchema,
  serve: serveScenarioSchema,
};

/** What of a scenario can be turned and read off; a refusal as data. */
export function turnsOf(
  catalogue: Catalogue,
  { name, data }: { readonly name: string; readonly data: ScenarioData },
): OpenedScenario {
  try {
    const { kind, title, main, inputs, measures } = openScenario({ catalogue }, data, name);
    const schema = SCHEMAS[kind];
    const sayable = new Set(schema ? fieldsOf(schema).map(({ path }) => path) : []);
    return {
      ok: true,
      kind,
      title,
      main,
      measures: measures.map(({ key, unit }) => ({ key, unit })),
      inputs: inputs.map(({ path, unit, value, range, usual, log, step, doubling }) => ({
        path,
        unit,
        value,
        low: range?.low ?? null,
        high: range?.high ?? null,
        usual,
        log: log !== false && usual[0] > 0 && usual[1] / usual[0] >= 4,
        step: step ?? null,
        doubling: doubling === true,
        sayable: sayable.has(path),
      })),
    };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Whether scenarios hold a kind whose numbers come from fitted kernels, 2 MB more to read. */
export function wantKernels(data: unknown): boolean {
  const { scenarios = [] } = data as { readonly scenarios?: readonly { readonly data: ScenarioData }[] };
  return scenarios.some(({ data: of }) => KINDS.find((kind) => kind.of(of))?.kernels);
}
