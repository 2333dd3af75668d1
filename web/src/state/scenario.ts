import type { Field } from '@ridgepoint/engine/operations/scenario/fields';

type Data = { [key: string]: unknown };

/** What was said, by flag, as the nested object that an operation reads. */
export function scenarioOf(fields: readonly Field[], said: Readonly<Record<string, string>>): Data {
  const data: Data = {};
  for (const field of fields) {
    const typed = field.flag === undefined ? undefined : said[field.flag];
    if (typed === undefined || typed.trim() === '') continue;
    const keys = field.path.split('.');
    let inner = data;
    for (const key of keys.slice(0, -1)) {
      inner[key] ??= {};
      inner = inner[key] as Data;
    }
    inner[keys.at(-1)!] = field.kind === 'switch' ? typed === 'on' : typed;
  }
  return data;
}
