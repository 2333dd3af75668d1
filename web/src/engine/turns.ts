import type { Catalogue } from '@ridgepoint/engine/facts';
import { InputError } from '@ridgepoint/engine/operations/input-error';
import { sayableIn } from '@ridgepoint/engine/operations/link/sayable';
import { KINDS, openScenario } from '@ridgepoint/engine/operations/measures/index';
import type { OpenedScenario, ScenarioData } from './protocol.ts';

/** What of a scenario can be turned and read off; a refusal as data. */
export function turnsOf(
  context: { readonly catalogue: Catalogue; readonly today: string },
  { name, data }: { readonly name: string; readonly data: ScenarioData },
): OpenedScenario {
  try {
    const { kind, title, main, inputs, measures } = openScenario(context, data, name);
    const sayable = sayableIn(kind);
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
