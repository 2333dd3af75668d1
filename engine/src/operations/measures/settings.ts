import type { Data, Settings } from './kind.ts';

/** A scenario with values put in at dotted paths. Neither argument is changed. */
export function withSettings(data: Data, settings: ReadonlyMap<string, unknown>): Data {
  let changed = data;
  for (const [path, value] of settings) changed = put(changed, path.split('.'), value);
  return changed;
}

/** A scenario without what stands at a dotted path. */
export function without(data: Data, path: string): Data {
  const [group = '', key] = path.split('.');
  const inner = data[group];
  if (key === undefined || !isData(inner) || !Object.hasOwn(inner, key)) return data;
  return { ...data, [group]: Object.fromEntries(Object.entries(inner).filter(([name]) => name !== key)) };
}

function put(data: Data, [key = '', ...rest]: readonly string[], value: unknown): Data {
  if (rest.length === 0) return { ...data, [key]: value };
  const inner = Object.hasOwn(data, key) ? data[key] : undefined;
  return { ...data, [key]: put(isData(inner) ? inner : {}, rest, value) };
}

/** What stands at a dotted path. */
export function stated(data: Data, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (isData(at) && Object.hasOwn(at, key) ? at[key] : undefined), data);
}

const isData = (value: unknown): value is Data => value !== null && typeof value === 'object' && !Array.isArray(value);

const NONE: Settings = new Map();

/** Of some settings those of the paths named, in one order: the key of a memory. */
export function only(settings: Settings, paths: ReadonlySet<string>): Settings {
  let some = false;
  for (const path of settings.keys()) some ||= paths.has(path);
  if (!some) return NONE;
  return new Map([...settings].filter(([path]) => paths.has(path)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const keyOf = (settings: Settings): string => [...settings].map(([path, value]) => `${path}=${value}`).join('&');

/** Remembers what was worked out for each settings, the last `most` of them. */
export function remembered<T>(of: (settings: Settings) => T, most = 5000): (settings: Settings) => T {
  const known = new Map<string, T>();
  return (settings) => {
    const key = settings.size === 0 ? '' : keyOf(settings);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = of(settings);
    if (known.size >= most) known.delete(known.keys().next().value!);
    known.set(key, made);
    return made;
  };
}
