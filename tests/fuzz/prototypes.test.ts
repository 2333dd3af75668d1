import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, makeGpt, parseConfigText, readArchitecture } from '../../engine/src/model/index.ts';
import { InputError } from '../../engine/src/operations/input-error.ts';
import { readInput } from '../../engine/src/operations/scenario/read.ts';
import { scenarioSchema } from '../../engine/src/operations/scenario/schema.ts';
import { checkStrategy, fullSpace, type Strategy, type TrainingProblem } from '../../engine/src/training/index.ts';
import { FIXED_SEED } from '../effort.ts';
import { cases } from '../properties/cases.ts';

const LLAMA = {
  model_type: 'llama',
  hidden_size: 256,
  num_hidden_layers: 4,
  num_attention_heads: 8,
  num_key_value_heads: 4,
  intermediate_size: 1024,
  vocab_size: 1000,
};
const SCENARIO = {
  train: { model: 'llama-3.1-8b', tokens: '15T', sequence: 8192, batch: 1024 },
  on: { accelerator: 'h100', count: 1024 },
  strategy: { tp: 8, zero: [1, 3] },
  limits: { deadline: '30 day' },
};

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'polluted',
];
const INNER = ['polluted', 'isAdmin', 'length', 'prototype', 'hidden_size', 'tp', 'model_type', 'toString'];

/** JSON text in which a hostile key stands somewhere: parsed, it is an own key, as an attacker's file would make it. */
function poisoned(base: object, key: string, inner: string, value: string, place: number): unknown {
  const bad = `${JSON.stringify(key)}:{${JSON.stringify(inner)}:${value}}`;
  const text = JSON.stringify(base);
  const places = [...text].flatMap((c, i) => (c === '{' ? [i] : []));
  const at = places[place % places.length]!;
  const rest = text.slice(at + 1);
  return JSON.parse(`${text.slice(0, at + 1)}${bad}${rest.startsWith('}') ? '' : ','}${rest}`);
}

const payloads = KEYS.flatMap((key) =>
  INNER.flatMap((inner) =>
    ['true', '1e9', '"yes"', '{"deeper":{"polluted":1}}'].map((value, place) => ({ key, inner, value, place })),
  ),
);

/** A known error or a value; anything else is a fault of ours. */
function survives(known: new (...args: never[]) => Error, run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof known)) throw error;
    return undefined;
  }
}

const PROTOTYPES = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  Map.prototype,
  String.prototype,
  Number.prototype,
];
const describeAll = () => PROTOTYPES.map((p) => JSON.stringify(Object.getOwnPropertyNames(p).sort()));

describe('nothing that is parsed reaches a prototype', () => {
  const before = describeAll();
  const errors: unknown[] = [];
  // Not frozen but watched: a frozen prototype makes some libraries' own assignments throw, which hides what they would have done.
  beforeAll(() => {
    for (const key of ['polluted', 'isAdmin', 'hidden_size', 'tp', 'model_type']) {
      Object.defineProperty(Object.prototype, key, {
        configurable: true,
        get: () => undefined,
        set(this: object, value: unknown) {
          if (this === Object.prototype) errors.push([key, value]);
          else Object.defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true });
        },
      });
    }
  });
  afterAll(() => {
    for (const key of ['polluted', 'isAdmin', 'hidden_size', 'tp', 'model_type'])
      Reflect.deleteProperty(Object.prototype, key);
  });

  it(`${payloads.length} payloads through configs, texts, scenarios and strategies`, () => {
    const [sample] = fc.sample(cases(), { numRuns: 1, seed: FIXED_SEED });
    const { problem, strategy } = sample!;
    for (const { key, inner, value, place } of payloads) {
      const config = poisoned({ ...LLAMA, text_config: LLAMA }, key, inner, value, place);
      const plain = poisoned(LLAMA, key, inner, value, place) as Record<string, unknown>;
      const made = survives(ConfigError, () => readArchitecture(plain, 'x', 'x'));
      survives(ConfigError, () => readArchitecture(config, 'x', 'x'));
      survives(ConfigError, () => parseConfigText(JSON.stringify(plain)));
      if (made) expect((made as { hidden: number }).hidden).toBe(256);
      survives(InputError, () => readInput(scenarioSchema, poisoned(SCENARIO, key, inner, value, place)));
      const changed = poisoned(strategy, key, inner, value, place) as Strategy;
      expect(checkStrategy(problem, changed)).toEqual([]);
      const space = fullSpace(problem, poisoned({ tp: [1] }, key, inner, value, 0) as object);
      expect(space.tp).toEqual([1]);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }
    expect(errors).toEqual([]);
  });

  it('hostile keys of a scenario are refused by name', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const data = poisoned(SCENARIO, key, 'polluted', 'true', 1);
      expect(() => readInput(scenarioSchema, data)).toThrow(InputError);
    }
  });

  it('names of inherited things are no names of ours', () => {
    const [sample] = fc.sample(cases(), { numRuns: 1, seed: FIXED_SEED });
    const { problem, strategy } = sample!;
    for (const name of KEYS) {
      expect(checkStrategy(problem, { ...strategy, preset: name }).map((p) => p.rule)).toContain('preset');
      expect(() => readArchitecture({ ...LLAMA, model_type: name, hidden_size: undefined }, 'x', 'x')).toThrow(
        ConfigError,
      );
    }
  });

  it('leaves every prototype as it was', () => {
    for (const key of ['polluted', 'isAdmin', 'hidden_size', 'tp', 'model_type'])
      Reflect.deleteProperty(Object.prototype, key);
    expect(describeAll()).toEqual(before);
  });
});

describe('with prototypes frozen', () => {
  it('architectures are read, strategies checked and spaces made all the same', () => {
    // A frozen prototype cannot be thawed, so the work is done on objects whose own prototype is a frozen stand-in.
    const stand = Object.freeze(Object.create(Object.prototype, { polluted: { value: undefined, writable: false } }));
    const own = <T extends object>(value: T): T => Object.freeze(Object.assign(Object.create(stand) as T, value));
    const architecture = readArchitecture(own(LLAMA), 'x', 'x');
    expect(architecture.hidden).toBe(256);
    const [sample] = fc.sample(cases(), { numRuns: 1, seed: FIXED_SEED });
    const problem: TrainingProblem = own(sample!.problem);
    expect(checkStrategy(problem, own(sample!.strategy))).toEqual([]);
    expect(makeGpt(own({ layers: 1, hidden: 64, heads: 4, vocab: 100 })).order).toEqual([0]);
  });
});
