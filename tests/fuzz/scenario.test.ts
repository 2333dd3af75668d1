import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { readYaml } from '../../cli/src/read-yaml.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { readAssertions } from '../../engine/src/operations/assertions.ts';
import { settle } from '../../engine/src/operations/scenario/setting.ts';
import { InputError, inputSentence, readInput, scenarioSchema } from '../../engine/src/operations.ts';
import { LOCALES } from '../../engine/src/units/index.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateData, mutateText } from './chance.ts';

const textsOf = (folder: URL): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
const SEEDS = [
  ...textsOf(new URL('../../examples/', import.meta.url)),
  ...textsOf(new URL('./seeds/', import.meta.url)),
];
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
  '../model/config.json',
];
const CATALOGUE = readCatalogue();

/** Half broken as text, half broken as data: the first find the reader of YAML, the second the schema behind it. */
const make = (chance: Chance, n: number): string =>
  n % 2 === 0 ? mutateText(chance.pick(SEEDS), chance) : JSON.stringify(mutateData(chance.pick(DATA), chance, WORDS));

/** As the command line reads a scenario: text, YAML, schema, names looked up. Refusals are worded in every language. */
function read(text: string): string {
  try {
    const scenario = readInput(scenarioSchema, readYaml(text, 'scenario.yaml'));
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
  ]);
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(own);
});
