/** A scenario as parsed data, of any kind. */
export type ScenarioData = Readonly<Record<string, unknown>>;

/** A scenario with the name that a reader knows it by. */
export interface NamedData {
  readonly name: string;
  readonly data: ScenarioData;
}

/** More than a scenario has. */
const MOST = 100;
const PATH = /^[a-z][a-z0-9_]{0,40}(\.[a-z][a-z0-9_]{0,40}){0,4}$/;

/**
 * A scenario as a link bears it: its name alone where it is one of the examples, else `my run;train.model=llama-3.1-8b;on.count=64`,
 * readable, a pair a number or a word.
 */
export function scenarioText({ name, data }: NamedData): string {
  return [named(name), ...leaves(data).map(([path, value]) => `${path}=${escaped(value)}`)].join(';');
}

/** Reads it back; null where it can be no scenario. Words stay words: the engine reads numbers out of them. */
export function scenarioOf(text: string, examples: Readonly<Record<string, ScenarioData>>): NamedData | null {
  const [name = '', ...pairs] = text.split(';').map(unescaped);
  if (pairs.length === 0) return Object.hasOwn(examples, name) ? { name, data: examples[name]! } : null;
  let data: ScenarioData = {};
  for (const pair of pairs.slice(0, MOST)) {
    const at = pair.indexOf('=');
    const path = pair.slice(0, at);
    if (at > 0 && PATH.test(path)) data = withValue(data, path.split('.'), parsed(pair.slice(at + 1)));
  }
  return Object.keys(data).length > 0 ? { name: name || '–', data } : null;
}

/** A scenario with a value put in at a dotted path. */
export function withValue(data: ScenarioData, [key = '', ...rest]: readonly string[], value: unknown): ScenarioData {
  if (rest.length === 0) return { ...data, [key]: value };
  const inner = Object.hasOwn(data, key) ? data[key] : undefined;
  return { ...data, [key]: withValue(isGroup(inner) ? inner : {}, rest, value) };
}

/** A scenario without a value of one of its groups. */
export function withoutValue(data: ScenarioData, [group, key]: readonly [string, string]): ScenarioData {
  const inner = Object.hasOwn(data, group) ? data[group] : undefined;
  if (!isGroup(inner)) return data;
  const { [key]: _, ...rest } = inner;
  return { ...data, [group]: rest };
}

const isGroup = (value: unknown): value is ScenarioData =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

function leaves(data: ScenarioData, before = ''): (readonly [string, unknown])[] {
  return Object.entries(data).flatMap(([key, value]) => {
    const path = before === '' ? key : `${before}.${key}`;
    return isGroup(value) ? leaves(value, path) : [[path, value] as const];
  });
}

const named = (name: string): string => escaped(name).slice(0, 60);
/** Text as it is; what is none (a list, a switch) as JSON, told by its first letter. */
const escaped = (value: unknown): string =>
  (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : `~${JSON.stringify(value)}`).replace(
    /[%;]/g,
    encodeURIComponent,
  );
const unescaped = (text: string): string => text.replaceAll('%3B', ';').replaceAll('%25', '%');

function parsed(text: string): unknown {
  if (!text.startsWith('~')) return text;
  try {
    return JSON.parse(text.slice(1));
  } catch {
    return text;
  }
}
