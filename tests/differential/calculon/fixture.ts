import { FIXTURE_CASES, type RecordedCase, type Reference, STATS } from './reference.ts';

const ABOUT =
  'Inputs and outputs of Calculon (https://github.com/calculon-ai/calculon, commit caa4b11f8fe1fee3ba57adaacb7590d7deabd053, Apache-2.0) for some cases: facts for comparison. Bytes, FLOP, seconds. Written by docs/calculon.ts.';

/** The committed part of the reference: chosen cases, compared keys only. */
export function fixtureOf(reference: Reference): string {
  const cases = FIXTURE_CASES.map((id) => trimmed(reference.cases.find((c) => c.id === id)!));
  const names = new Set(cases.map((c) => c.application));
  const applications = Object.fromEntries(Object.entries(reference.applications).filter(([name]) => names.has(name)));
  return `${JSON.stringify({ about: ABOUT, applications, cases }, null, 1)}\n`;
}

function trimmed(c: RecordedCase): RecordedCase {
  const { id, application, execution, status, stats, derived } = c;
  if (stats === undefined || derived === undefined) return { id, application, execution, status };
  const layers = stats.layers?.map(({ name, fw_flops, agrad_flops, wgrad_flops }) => ({
    name,
    fw_flops,
    agrad_flops,
    wgrad_flops,
  }));
  const kept = Object.fromEntries(STATS.map((key) => [key, stats[key]]));
  return {
    id,
    application,
    execution,
    status,
    stats: { ...kept, ...(layers === undefined ? {} : { layers }) } as NonNullable<RecordedCase['stats']>,
    derived: { blocks_per_proc: derived.blocks_per_proc, num_microbatches: derived.num_microbatches },
  };
}
