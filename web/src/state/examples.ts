import { signal } from '@preact/signals';
import type { ScenarioData } from '../engine/protocol.ts';
import { fetched, reached } from './unreached.ts';

/** Example scenarios that the page can compare and cross, by name; null until they are read. */
export const examples = signal<Readonly<Record<string, ScenarioData>> | null>(null);

let asked = false;

/** Reads them when a page first needs them. */
export function readExamples(): void {
  if (asked) return;
  asked = true;
  void reached('scenarios.json', fetched<Readonly<Record<string, ScenarioData>>>('scenarios.json')).then((found) => {
    examples.value = found;
  });
}
