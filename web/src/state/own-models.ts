import { signal } from '@preact/signals';
import type { ScenarioData } from '../engine/protocol.ts';

const KEY = 'ridgepoint.models';
const MOST = 8;

/** Models that a reader gave as config.json, by what a form and a command call them (`./name.json`), in this browser alone. */
export const ownModels = signal<Readonly<Record<string, ScenarioData>>>(read());

/** Keeps a config; gives what it is called from now on. Another one of the same name gets a number. */
export function keepModel(name: string, config: ScenarioData): string {
  const text = JSON.stringify(config);
  const said = (n: number) => `./${name}${n === 1 ? '' : `-${n}`}.json`;
  let n = 1;
  while (Object.hasOwn(ownModels.value, said(n)) && JSON.stringify(ownModels.value[said(n)]) !== text) n++;
  const { [said(n)]: _, ...others } = ownModels.value;
  ownModels.value = Object.fromEntries([...Object.entries(others), [said(n), config] as const].slice(-MOST));
  try {
    localStorage.setItem(KEY, JSON.stringify(ownModels.value));
  } catch {
    // Private windows may refuse, and what is too large; it is kept until the page is closed.
  }
  return said(n);
}

/** A scenario with the reader's own models in place of their names. */
export function withOwnModels(data: ScenarioData): ScenarioData {
  const groups = Object.entries(data).map(([key, group]) => {
    const model = group !== null && typeof group === 'object' && 'model' in group ? group.model : null;
    const own = typeof model === 'string' && Object.hasOwn(ownModels.value, model) ? ownModels.value[model] : null;
    return [key, own ? { ...(group as object), model: own } : group];
  });
  return Object.fromEntries(groups);
}

function read(): Readonly<Record<string, ScenarioData>> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (found === null || typeof found !== 'object' || Array.isArray(found)) return {};
    return Object.fromEntries(
      Object.entries(found).filter(([name, of]) => name.startsWith('./') && of && typeof of === 'object'),
    );
  } catch {
    return {};
  }
}
