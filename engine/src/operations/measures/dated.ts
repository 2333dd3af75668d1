import type { Assumed } from '../../report/assumed.ts';
import type { Opened } from './kind.ts';

/** What facts filled in for several scenarios, with their dates; a fact that they share stands once. */
export function datedFacts(scenarios: readonly { readonly name: string; readonly opened: Opened }[]): Assumed[] {
  const told = new Map<string, { line: Assumed; names: string[] }>();
  for (const { name, opened } of scenarios)
    for (const { path, value, unit, fact } of opened.inputs) {
      if (!fact || value === null) continue;
      const { source, date } = fact;
      const id = [path, value, source, date].join(' ');
      const known = told.get(id);
      if (known) known.names.push(name);
      else told.set(id, { line: { key: path, value, unit, source: `${source}, ${date}`, date }, names: [name] });
    }
  return [...told.values()].map(({ line, names }) =>
    names.length === scenarios.length ? line : { ...line, of: names.join(', ') },
  );
}
