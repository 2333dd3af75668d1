import { LONGEST } from '@ridgepoint/engine/operations/link/address';
import type { Field } from '@ridgepoint/engine/operations/scenario/fields';
import type { ScenarioData } from '../engine/protocol.ts';

/** What a form can say of a scenario, by flag, and the paths of what it cannot. */
export interface Filled {
  readonly said: Readonly<Record<string, string>>;
  readonly left: readonly string[];
}

/** Fills a form from a file. What no field says is named, so that nothing is lost without a word. */
export function saidOf(data: ScenarioData, fields: readonly Field[]): Filled {
  const said: Record<string, string> = {};
  const left: string[] = [];
  const flags = new Map(fields.map(({ path, flag, kind }) => [path, { flag, kind }]));
  const walk = (value: unknown, path: string): void => {
    const known = flags.get(path);
    const text = known?.flag === undefined ? null : textOf(value, known.kind);
    if (text !== null && text.length <= LONGEST) said[known!.flag!] = text;
    else if (isGroup(value)) for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    else left.push(path);
  };
  for (const [key, value] of Object.entries(data)) if (key !== 'ridgepoint') walk(value, key);
  return { said, left };
}

const isGroup = (value: unknown): value is ScenarioData =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function textOf(value: unknown, kind: Field['kind']): string | null {
  if (typeof value === 'boolean') return kind === 'switch' ? (value ? 'on' : 'off') : String(value);
  if (typeof value === 'number' || typeof value === 'string') return String(value);
  if (!Array.isArray(value)) return null;
  const parts = value.map((part) => textOf(part, kind));
  return parts.every((part) => part !== null && !part.includes(',')) ? parts.join(',') : null;
}
