import type { Catalogue, PublishedTraining } from '../../facts/index.ts';
import {
  type Architecture,
  ConfigError,
  type ParameterCounts,
  parametersOf,
  readArchitecture,
} from '../../model/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { InputError, refuse, shown } from '../input-error.ts';
import { lookup } from './lookup.ts';

export interface Network {
  readonly architecture: Architecture;
  readonly parameters: ParameterCounts;
  /** Id of a source for a bundled config; absent for the user's own. */
  readonly source?: string;
  /** How a bundled model was pre-trained, where that is published. */
  readonly training?: PublishedTraining;
  /** How the user's own config was understood where it left room; of a bundled one nothing is told. */
  readonly assumed: readonly Assumed[];
}

/** A bundled name or the object of a config.json as a network. Throws InputError. */
export function readNetwork(
  catalogue: Pick<Catalogue, 'models'>,
  model: string | Readonly<Record<string, unknown>>,
  path = 'train.model',
): Network {
  if (typeof model !== 'string') {
    const own = counted(model, nameOf(model), nameOf(model), path);
    return { ...own, assumed: own.architecture.assumed.map((value) => ({ key: 'model', value, source: 'config' })) };
  }
  const entry = lookup(catalogue.models, model, 'model', path);
  const { source, training } = entry;
  return { ...counted(entry.config, entry.id, entry.name, path), source, ...(training && { training }), assumed: [] };
}

/** Characters of a rule, which may list keys: the words of other languages are found by the whole of it. */
const RULE = 300;

/** Runs what reads configs; its refusals become the user's. */
export function asInput<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const { key = '', value, rule = '', nearest = [] } = error.details;
    throw new InputError({
      code: 'config',
      path,
      value: shown(value),
      values: { code: error.code, key: shown(key), rule: shown(rule, RULE) },
      nearest: nearest.map(String),
    });
  }
}

function counted(config: unknown, id: string, name: string, path: string): Omit<Network, 'assumed'> {
  return asInput(path, () => {
    const architecture = readArchitecture(config, id, name);
    const parameters = parametersOf(architecture);
    if (!(parameters.total > 0))
      throw refuse('too-small', path, { value: parameters.total, values: { min: 1, unit: 'parameters' } });
    return { architecture, parameters };
  });
}

function nameOf(config: Readonly<Record<string, unknown>>): string {
  const name = config._name_or_path;
  return typeof name === 'string' && name !== '' ? shown(name) : 'config.json';
}
