import { signal } from '@preact/signals';
import type { NamedData } from '@ridgepoint/engine/operations/link/scenario-text';

const KEY = 'ridgepoint.scenarios';
/** More than can be laid side by side is of no use. */
const MOST = 12;

/** Scenarios that a reader kept from the pages, newest first, in this browser alone. */
export const kept = signal<readonly NamedData[]>(read());

export function keep(scenario: NamedData): void {
  kept.value = [scenario, ...kept.value.filter(({ name }) => name !== scenario.name)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept.value));
  } catch {
    // Private windows may refuse; it is kept until the page is closed.
  }
}

function read(): readonly NamedData[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(found) ? found.filter(isNamed).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

const isNamed = (of: unknown): of is NamedData => {
  if (of === null || typeof of !== 'object') return false;
  const { name, data } = of as Partial<NamedData>;
  return typeof name === 'string' && data !== null && typeof data === 'object' && !Array.isArray(data);
};
