import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { type Catalogue, findByName } from '@ridgepoint/engine/facts';
import { parseConfig } from '@ridgepoint/engine/model';
import { asInput, type Field, refuse } from '@ridgepoint/engine/operations';
import { nearest } from '@ridgepoint/engine/units';
import { readText } from './files.ts';

type Data = Record<string, unknown>;
const isData = (value: unknown): value is Data => value !== null && typeof value === 'object' && !Array.isArray(value);

/** What the user said, from a file and from flags, and how messages name each path. */
export interface Said {
  readonly data: Data;
  readonly nameOf: (path: string) => string;
}

export interface Words {
  /** Scenario file, `-` for standard input; absent when flags say it all. */
  readonly file?: string;
  /** Values by the field's path, as typed. */
  readonly flags: ReadonlyMap<Field, string>;
  readonly asserts: readonly string[];
  /** Where the scenario stands in the operation's input: '' or 'scenario'. */
  readonly at: string;
}

/** Where a scenario names a network. */
const NETWORKS = [
  ['train', 'model'],
  ['serve', 'model'],
  ['tokens', 'model'],
  ['data', 'base'],
] as const;

/** A scenario from a file with flags on top; a config.json that `model` points at is read here. Throws InputError. */
export async function compose(catalogue: Catalogue, { file, flags, asserts, at }: Words): Promise<Said> {
  const data = file === undefined ? {} : await readScenario(file);
  const named = new Map<string, string>();
  for (const [field, typed] of flags) {
    const path = at && field.path.startsWith(`${at}.`) ? field.path.slice(at.length + 1) : field.path;
    put(data, path, field.kind === 'switch' ? onOff(typed, `--${field.flag}`) : typed);
    named.set(field.path, `--${field.flag}`);
  }
  const train = data.train;
  if (isData(train)) {
    // A batch on the command line replaces the file's, whichever way each is written.
    const [sequences, tokens] = [named.has('train.batch'), named.has('train.batch_tokens')];
    if (sequences && !tokens) delete train.batch_tokens;
    else if (tokens && !sequences) delete train.batch;
  }
  for (const [group, key] of NETWORKS) {
    const asked = data[group];
    if (isData(asked) && typeof asked[key] === 'string')
      asked[key] = configOf(catalogue, asked[key], folderOf(`${group}.${key}`));
  }
  if (typeof data.model === 'string') data.model = configOf(catalogue, data.model, folderOf('model'));
  for (const [name, workload] of workloadsOf(data))
    for (const asked of [workload.train, workload.serve])
      if (isData(asked) && typeof asked.model === 'string')
        asked.model = configOf(catalogue, asked.model, folderOf(`fleet.workloads.${name}`));
  const { traffic } = data;
  if (isData(traffic) && typeof traffic.trace === 'string' && traffic.trace !== '-' && !isAbsolute(traffic.trace))
    traffic.trace = join(folderOf('traffic.trace'), traffic.trace);
  for (const rule of asserts) putAssert(data, rule);
  return {
    data: at === '' ? data : { [at]: data },
    // Of a list the option is named, not the place in it.
    nameOf: (path) =>
      named.get(path) ??
      named.get(path.replace(/\.\d+$/, '')) ??
      (file === undefined ? flagFor(path) : inScenario(path, at)),
  };

  /** What a file names lies beside it; what a flag names, where one is. */
  function folderOf(path: string): string {
    const said = at && named.has(`${at}.${path}`) ? `${at}.${path}` : path;
    return file === undefined || file === '-' || named.has(said) ? '.' : dirname(file);
  }

  function flagFor(path: string): string {
    const short = inScenario(path, at);
    if (/^(train|serve)(\.model)?$/.test(short) || short === 'tokens.model') return '--model';
    if (short === 'on' || short === 'on.accelerator') return '--on';
    return short;
  }
}

/** Workloads of a fleet, each with a model of its own. */
const workloadsOf = ({ fleet }: Data): [string, Data][] =>
  isData(fleet) && isData(fleet.workloads)
    ? Object.entries(fleet.workloads).flatMap(([name, one]): [string, Data][] => (isData(one) ? [[name, one]] : []))
    : [];

const inScenario = (path: string, at: string): string =>
  at && path.startsWith(`${at}.`) ? path.slice(at.length + 1) : path;

/** A scenario file as plain data. Throws InputError. */
export async function readScenario(file: string): Promise<Data> {
  const text = readText(file);
  const { readYaml } = await import('./read-yaml.ts');
  const data = readYaml(text, file);
  if (!isData(data)) throw refuse('wrong-type', file, { value: data, values: { expected: 'object' } });
  return data;
}

function put(data: Data, path: string, value: unknown): void {
  const keys = path.split('.');
  let inner = data;
  for (const key of keys.slice(0, -1)) {
    if (!isData(inner[key])) inner[key] = {};
    inner = inner[key] as Data;
  }
  inner[keys.at(-1)!] = value;
}

/** `--assert "cost < 80 M USD"` */
function putAssert(data: Data, rule: string): void {
  const [, key, rest] = /^\s*([\w.]+)\s*([<>]=?.*)$/.exec(rule) ?? [];
  if (!key || !rest) throw refuse('assert-form', '--assert', { value: rule });
  if (['__proto__', 'constructor', 'prototype'].includes(key))
    throw refuse('forbidden-key', '--assert', { value: key });
  put(data, `assert`, { ...(isData(data.assert) ? data.assert : {}), [key]: rest });
}

function onOff(typed: string, option: string): boolean {
  if (['on', 'true', 'yes'].includes(typed)) return true;
  if (['off', 'false', 'no'].includes(typed)) return false;
  throw refuse('not-a-choice', option, { value: typed, values: { choices: 'on, off' }, nearest: ['on', 'off'] });
}

/** A bundled name stays a name; what looks like a path is read as a config.json. */
export function configOf(catalogue: Catalogue, model: string, folder: string): string | Data {
  if (findByName(catalogue.models, model)) return model;
  const looksLikePath =
    model === '-' || /[\\/]/.test(model) || model.endsWith('.json') || existsSync(resolve(folder, model));
  if (!looksLikePath) return model;
  const path = model === '-' ? model : fileIn(resolve(folder, model));
  // An id of the hub is no path: nothing is fetched, and its config has to be at hand.
  if (HUB_ID.test(model) && !existsSync(path)) {
    const name = model.split('/')[1]!.replace(TUNED, '');
    const bundled = findByName(catalogue.models, name);
    if (bundled) return bundled.id;
    const known = catalogue.models.map(({ id }) => id);
    throw refuse('hub-id', 'model', { value: model, nearest: nearest(name.toLowerCase(), known, 2) });
  }
  const shown =
    model === '-' ? 'config.json' : path === resolve(folder, model) ? ownName(path) : basename(resolve(folder, model));
  const text = readText(path);
  if (text.trim() === '') throw refuse('text-empty', model);
  const config = asInput(model, () => parseConfig(text));
  // Names there are often those of a folder at the maker's ("pythonformer"); only an id of the hub says more than the file's own place.
  const named = typeof config._name_or_path === 'string' && (model === '-' || HUB_ID.test(config._name_or_path));
  return named ? config : { ...config, _name_or_path: shown };
}

/** What a tuned model of the same shapes is called. */
const TUNED = /-(?:instruct|chat|base|it|hf)(?:-hf)?$/i;

const HUB_ID = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$(?<!\.json)/;

/** A file called anything else than config.json says which model it is; else its folder does. */
const ownName = (path: string): string =>
  basename(path) === 'config.json' ? basename(dirname(path)) : basename(path).replace(/\.json$/, '');

/** A folder as Hugging Face lays it out holds a config.json. */
const fileIn = (path: string): string =>
  existsSync(path) && statSync(path).isDirectory() && existsSync(join(path, 'config.json'))
    ? join(path, 'config.json')
    : path;
