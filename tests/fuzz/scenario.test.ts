import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { readYaml } from '../../cli/src/read-yaml.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { readAssertions } from '../../engine/src/operations/assertions.ts';
import { settle } from '../../engine/src/operations/scenario/setting.ts';
import { statedChoice } from '../../engine/src/operations/serving/option-choice.ts';
import { capacityAt } from '../../engine/src/operations/serving/ready-option.ts';
import { settleServing } from '../../engine/src/operations/serving/settle-serving.ts';
import {
  InputError,
  inputSentence,
  readInput,
  scenarioSchema,
  serveScenarioSchema,
} from '../../engine/src/operations.ts';
import { readTrace } from '../../engine/src/serving/index.ts';
import { LOCALES } from '../../engine/src/units/index.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateData, mutateText } from './chance.ts';

const textsOf = (folder: URL): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
/** Training and serving; files of other kinds have readers of their own. */
const SEEDS = [
  ...textsOf(new URL('../../examples/', import.meta.url)),
  ...textsOf(new URL('./seeds/', import.meta.url)),
].filter((text) => /^(train|serve):/m.test(text));
const DATA = SEEDS.map((text) => parse(text) as unknown);
const WORDS = [
  'h100-sxm',
  'gb200-nvl72',
  'gpt2',
  'deepseek-v3',
  'dgx-h100',
  '12',
  '1, 2, 4',
  'on',
  'full',
  'fp8',
  'zb-v',
  'q4_k_m',
  'vllm 0.9',
  'p99 1 s',
  '5/s',
  'coding-agent',
  'rtx4090',
  '../model/config.json',
];
const CATALOGUE = readCatalogue();
const TRACE = readTrace('timestamp,input_tokens,output_tokens\n0,100,10\n1,300,30\n');

/** Half broken as text, half broken as data: the first find the reader of YAML, the second the schema behind it. */
const make = (chance: Chance, n: number): string =>
  n % 2 === 0 ? mutateText(chance.pick(SEEDS), chance) : JSON.stringify(mutateData(chance.pick(DATA), chance, WORDS));

/** As the command line reads a scenario: text, YAML, schema, names looked up. Refusals are worded in every language. */
function read(text: string): string {
  try {
    const data = readYaml(text, 'scenario.yaml');
    if (data !== null && typeof data === 'object' && 'serve' in data) return readServing(data);
    const scenario = readInput(scenarioSchema, data);
    readAssertions(scenario.assert, { CNY: 7.2 });
    const { problem, machine } = settle(CATALOGUE, scenario);
    const numbers = [
      problem.tokens,
      problem.sequence,
      problem.globalBatch,
      machine.count,
      machine.tiers[0]?.bytesPerSecond ?? 1,
    ];
    if (!numbers.every((x) => Number.isFinite(x) && x > 0)) throw new Error(`not sane: ${numbers.join(', ')}`);
    return 'value';
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const locale of LOCALES) checkSentence(inputSentence(messagesFor(locale), locale, error.problem));
    return error.problem.code;
  }
}

/** The same of a question about serving, up to the cache of a replica; kernels are left to other tests. */
function readServing(data: object): string {
  const scenario = readInput(serveScenarioSchema, data);
  // A day of requests is not made up for a scenario that is thrown away.
  const setting = settleServing({ catalogue: CATALOGUE, trace: () => TRACE }, scenario);
  const choice = statedChoice(setting);
  const capacity = capacityAt(setting, choice);
  const { load } = setting;
  const numbers = [load.input, load.output, choice.replicas, capacity.totalBytes];
  if (!numbers.every((x) => Number.isFinite(x) && x > 0)) throw new Error(`not sane: ${numbers.join(', ')}`);
  if (!(capacity.tokens.value >= 0 && load.cached >= 0 && load.cached < load.input))
    throw new Error(`not sane: ${capacity.tokens.value}, ${load.cached}`);
  return 'value';
}

function checkSentence(sentence: string): void {
  if (/undefined|\[object/.test(sentence)) throw new Error(`a sentence that says nothing: ${sentence}`);
  if (sentence.length > 1500) throw new Error(`a sentence of ${sentence.length} characters: ${sentence.slice(0, 200)}`);
}

it('every seed is a scenario that can be asked', () => {
  expect(SEEDS.map(read)).toEqual(SEEDS.map(() => 'value'));
});

it('mutated scenarios: a typed refusal or a question that can be asked', async () => {
  const own = Object.getOwnPropertyNames(Object.prototype);
  const tally = await attack({
    name: 'scenario YAML',
    usual: 6000,
    make,
    read,
    show: JSON.stringify,
  });
  expectReached(tally, [
    'yaml-syntax',
    'unknown-key',
    'wrong-type',
    'missing',
    'unknown-name',
    'too-deep',
    'forbidden-key',
    'quantity-number',
    'latency',
    'serving-rule',
  ]);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(own);
});
