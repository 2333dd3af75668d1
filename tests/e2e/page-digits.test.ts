import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { InputError, OPERATIONS, type Operation, readInput } from '@ridgepoint/engine/operations';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Asked } from '../../web/src/engine/protocol.ts';
import { FIXED_SEED, inputs } from '../effort.ts';
import { browserIsThere, Site } from './browser.ts';
import { root } from './ridgepoint.ts';

/** A question as a page puts it to its worker. */
interface Question {
  readonly operation: Asked;
  readonly data: unknown;
}

const one = fc.constantFrom;
const upTo = (most: number) => fc.integer({ min: 1, max: most });

const train = {
  train: fc.record({
    model: one('llama-3.1-8b', 'qwen3-8b', 'mixtral-8x7b', 'gpt2'),
    tokens: one('20B', '300B', '1T', '2.5T'),
    sequence: one('1024', '2048', '4096'),
    batch: one('128', '256', '1024'),
    precision: one('bf16', 'bf16', 'fp8'),
  }),
  on: fc.record({ accelerator: one('h100-sxm', 'h200-sxm', 'a100-80-sxm', 'mi300x'), count: one('8', '16', '64') }),
  economics: fc.record({ currency: one('USD', 'CNY', 'EUR', 'JPY'), grid: one('USA', 'CHN', 'FRA') }),
};
const strategy = fc.record({ tp: one('1', '2', '8'), pp: one('1', '2'), micro_batch: one('1', '2') });
const limits = fc.record({ deadline: one('20 d', '90 d', '300 d'), budget: one('30k USD', '3M USD') });
const serve = {
  serve: fc.record({
    model: one('llama-3.1-8b', 'llama-3.1-70b', 'qwen3-8b', 'deepseek-v2-lite'),
    engine: one('vllm', 'sglang', 'tensorrt-llm'),
    weights: one('bf16', 'fp8'),
    tp: one('1', '2', '4', '8'),
  }),
  on: fc.record({ accelerator: one('h100-sxm', 'h200-sxm', 'mi300x', 'l40s', 'rtx4090') }),
  traffic: fc.record({
    input: upTo(6000).map(String),
    output: upTo(800).map(String),
    rate: one('0.2/s', '1/s', '3.5/s', '9/s'),
  }),
};
const own = {
  on: fc.record({ accelerator: one('h100-sxm', 'h200-sxm', 'b200-sxm', 'mi300x'), count: upTo(512).map(String) }),
  own: fc.record({
    years: one('1', '2.5', '3', '5'),
    place: one('virginia', 'shanghai'),
    utilisation: upTo(100).map((of) => `${of} %`),
  }),
};
const files = (of: typeof own) =>
  fc.tuple(fc.record(of), fc.record(of)).map(([a, b]) => [
    { name: 'a', data: a },
    { name: 'b', data: b },
  ]);
const cases = readdirSync(join(root, 'examples', 'casebook'));
const caseFile = one(...cases).map((name): unknown =>
  parse(readFileSync(join(root, 'examples', 'casebook', name), 'utf8'), { maxAliasCount: 0 }),
);

/** Of every operation that a page asks: its questions, and how many of a hundred. */
const ASKED: Readonly<Record<Asked, readonly [number, fc.Arbitrary<unknown>]>> = {
  'plan-train': [16, fc.record({ ...train, strategy, limits: fc.option(limits, { nil: undefined }) })],
  'solve-train': [
    6,
    fc.record({ ...train, strategy, limits, solve: one('accelerators', 'sequence', 'micro_batch', 'tokens') }),
  ],
  'estimate-serve': [16, fc.record(serve)],
  'simulate-serve': [4, fc.record({ ...serve, traffic: serve.traffic.map((of) => ({ ...of, requests: '200' })) })],
  'plan-serve': [
    1,
    fc.record({
      serve: fc.constant({ model: 'llama-3.1-8b' }),
      on: fc.constant({ accelerator: 'l40s' }),
      traffic: fc.record({ input: upTo(900).map(String), output: upTo(90).map(String), rate: one('2/s', '5/s') }),
      slo: fc.record({ tpot: one('p90 80 ms', 'p99 200 ms') }),
    }),
  ],
  'fit-serve': [
    2,
    fc.record({ on: fc.record({ accelerator: one('rtx4090', 'l40s', 'h100-sxm', 'm3max', 'mi300x') }) }),
  ],
  'chips-roofline': [
    12,
    fc.record({
      on: fc.subarray(['h100-sxm', 'b200-sxm', 'mi300x', 'tpu-v5p', 'l40s'], { minLength: 1 }),
      model: one('llama-3.1-8b', 'qwen3-8b', 'mixtral-8x7b'),
      stage: one('decode', 'prefill', 'training'),
      batch: upTo(300).map(String),
      context: upTo(9000).map((of) => String(of + 1)),
    }),
  ],
  'compare-own': [14, fc.record(own)],
  compare: [10, files(own).map((scenarios) => ({ scenarios }))],
  crossover: [10, fc.record({ scenarios: files(own), over: one('own.utilisation', 'rent.price', 'own.years') })],
  'case-run': [10, caseFile.map((file) => ({ file }))],
};

const QUESTIONS: readonly Question[] = Object.entries(ASKED).flatMap(([operation, [of100, data]]) =>
  fc
    .sample(data, { seed: FIXED_SEED, numRuns: inputs(of100, 1) })
    .map((of) => ({ operation: operation as Asked, data: JSON.parse(JSON.stringify(of)) as unknown })),
);

describe.skipIf(!browserIsThere)('the engine in Chromium beside the engine in Node', () => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open();
  }, 120_000);
  afterAll(() => site?.close());

  it(`gives the same digits to ${QUESTIONS.length} generated questions`, async () => {
    const { page, complaints } = await site.visit();
    const worker = readdirSync(join(site.folder, 'assets')).find((name) => /^worker-[\w-]+\.js$/.test(name))!;
    const there = await inChromium(page, worker, QUESTIONS);
    const here = QUESTIONS.map(inNode(new Date().toISOString().slice(0, 10)));
    const parted = QUESTIONS.flatMap((question, i) => {
      const where = there[i] === here[i] ? null : parting(there[i]!, here[i]!);
      return where === null ? [] : [`${JSON.stringify(question)}\n${where}`];
    });
    expect(parted).toEqual([]);
    // Some of what is asked cannot be answered: that, too, is told alike.
    const answers = here.filter((of) => of.startsWith('answer:'));
    expect(answers.length).toBeGreaterThan(QUESTIONS.length * 0.7);
    expect(complaints).toEqual([]);
  });
});

/** Numbers that JSON has no word for are told apart from what is not there. */
const exactly = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? `number ${value}` : value;

/** Asks the worker of the built page one question after another; answers with all their reasons, as text written there. */
const inChromium = (page: Page, worker: string, questions: readonly Question[]): Promise<string[]> =>
  page.evaluate(`(async () => {
    const exactly = ${exactly};
    const worker = new Worker('assets/${worker}', { type: 'module' });
    const hear = (id) => new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => data.id === id && data.kind !== 'progress' && resolve(data);
      worker.onerror = () => reject(new Error('no worker'));
    });
    const answers = [];
    let id = 0;
    for (const { operation, data } of ${JSON.stringify(questions)}) {
      const heard = hear(++id);
      worker.postMessage({ kind: 'ask', id, operation, data, rough: false });
      const { kind, answer, problem, what } = await heard;
      if (answer && 'because' in answer) {
        const reason = hear(++id);
        worker.postMessage({ kind: 'why', id, of: id - 1, path: '', depth: 1000 });
        answer.because = (await reason).node;
      }
      answers.push(kind + ':' + JSON.stringify(answer ?? problem ?? what, exactly));
    }
    worker.terminate();
    return answers;
  })()`);

/** Answers a question as a command of the terminal does. */
function inNode(today: string) {
  const base = readCatalogue();
  const whole = withKernels(base);
  return ({ operation: name, data }: Question): string => {
    const operation = OPERATIONS.find((of) => of.name === name) as Operation;
    try {
      const catalogue = operation.kernels ? whole : base;
      const answer = operation.run({ catalogue, today }, readInput(operation.input, data));
      return `answer:${JSON.stringify(answer, exactly)}`;
    } catch (error) {
      if (error instanceof InputError) return `refused:${JSON.stringify(error.problem, exactly)}`;
      throw error;
    }
  };
}

/**
 * How far two numbers may lie apart. ECMAScript leaves the last bit of `**` to the engine, and V8 has changed it (11.3 in Node 20 and 15.0
 * in Chromium 150 differ in a tenth of all powers): everything else must be the same.
 */
const LAST_BITS = 1e-12;

/** Where two answers part, with what stands before; null where nothing does but the last bits of numbers. */
function parting(chromium: string, node: string): string | null {
  const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;
  const [numbers, others] = [chromium.match(NUMBER) ?? [], node.match(NUMBER) ?? []];
  if (chromium.replace(NUMBER, '#') === node.replace(NUMBER, '#')) {
    const at = numbers.findIndex((text, i) => {
      const [a, b] = [Number(text), Number(others[i])];
      return Math.abs(a - b) > LAST_BITS * Math.max(Math.abs(a), Math.abs(b));
    });
    if (at < 0) return null;
    const places = [...node.matchAll(NUMBER)];
    return `${node.slice(0, places[at]!.index).slice(-160)} Chromium ${numbers[at]}, Node ${others[at]}`;
  }
  let at = 0;
  while (chromium[at] === node[at]) at++;
  return `Chromium ${chromium.slice(Math.max(0, at - 120), at + 40)}\nNode ${node.slice(Math.max(0, at - 120), at + 40)}`;
}
