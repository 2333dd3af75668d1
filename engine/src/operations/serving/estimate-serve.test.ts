import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { find } from '../../because/index.ts';
import { messagesFor } from '../../messages/index.ts';
import { readArchitecture, visionFlops } from '../../model/index.ts';
import { serveTable } from '../../report/index.ts';
import { readTrace } from '../../serving/index.ts';
import { loadLine, parametersText, pictureSentences, trafficSentence } from '../../wording/index.ts';
import { InputError } from '../input-error.ts';
import { readInput } from '../scenario/read.ts';
import { estimateServe } from './estimate-serve.ts';
import { explainServe } from './explain-serve.ts';
import { simulateServe } from './simulate-serve.ts';

const catalogue = withKernels(readCatalogue());
type Words = Record<string, unknown>;
const chat = { rate: '20/s', input: 1024, output: 256 };

const scenario = (serve: Words = {}, rest: Words = {}) => ({
  serve: { model: 'llama-3.1-70b', weights: 'fp8', tp: 2, replicas: 4, ...serve },
  on: { accelerator: 'h100-sxm' },
  traffic: chat,
  ...rest,
});
const estimate = (serve?: Words, rest?: Words) =>
  estimateServe.run({ catalogue }, readInput(estimateServe.input, scenario(serve, rest)));

describe('estimate serve', () => {
  it('gives every number a range around it, and a reason with the same value', () => {
    const { figures, because, outcome, grade } = estimate();
    expect([outcome, grade]).toEqual(['fits', 'silicon']);
    const ranged = [
      figures!.ttft,
      figures!.tpot,
      figures!.e2e,
      figures!.tokensPerSecondPerUser,
      figures!.mostRequestsPerSecond,
      figures!.power!.watts,
      figures!.power!.joulesPerOutputToken,
      figures!.money!.output,
    ];
    for (const { value, low, high } of ranged) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
    expect(find(because!, 'tpot')!.value).toBe(figures!.tpot.value);
    expect(find(because!, 'ttft')!.value).toBeCloseTo(figures!.ttft.value, 12);
    expect(find(because!, 'energy_per_token')!.value).toBe(figures!.power!.joulesPerOutputToken.value);
    expect(find(because!, 'cost_per_million_output')!.value).toBe(figures!.money!.output.value);
    expect(find(because!, 'kv_capacity')!.value).toBe(estimate().memory.kvTokens.value);
  });

  it('charges tokens for all that the accelerators cost, once', () => {
    const { figures } = estimate({}, { traffic: { ...chat, cached: 0.4 } });
    const { money, requestsPerSecond } = figures!;
    const perSecond =
      (money!.input!.value * 1024 * 0.6 + money!.cached!.value * 1024 * 0.4 + money!.output.value * 256) *
      requestsPerSecond.value *
      1e-6;
    expect(perSecond * 3600).toBeCloseTo(money!.perHour.value, 6);
    expect(money!.input!.value).toBeGreaterThan(money!.cached!.value);
  });

  it('scales with replicas: each carries its share of the rate', () => {
    const four = estimate();
    const eight = estimate({ replicas: 8 }, { traffic: { ...chat, rate: '40/s' } });
    expect(eight.figures!.tpot.value).toBeCloseTo(four.figures!.tpot.value, 12);
    expect(eight.figures!.outputTokensPerSecond.value).toBeCloseTo(2 * four.figures!.outputTokensPerSecond.value, 6);
    expect(eight.figures!.power!.watts.value).toBeCloseTo(2 * four.figures!.power!.watts.value, 6);
  });

  it('answers flat out, and says so, when more comes than is carried', () => {
    const { outcome, figures } = estimate({}, { traffic: { ...chat, rate: '500/s' } });
    expect(outcome).toBe('overloaded');
    expect(figures!.requestsPerSecond.value).toBeCloseTo(figures!.mostRequestsPerSecond.value, 6);
  });

  it('holds promises against the mean, the line counted', () => {
    const late = estimate({}, { slo: { tpot: 'p99 5 ms', ttft: '10 s' } });
    expect(late.outcome).toBe('missed');
    expect(late.promises.map(({ possible }) => possible)).toEqual([true, false]);
    const crowd = estimate({}, { traffic: { concurrency: 20_000, input: 1024, output: 256 }, slo: { ttft: '10 s' } });
    expect(crowd.promises[0]!.possible).toBe(false);
  });

  it('checks asserts, of what the answer has', () => {
    const { assertions } = estimate(
      {},
      { assert: { tpot: '< 1 s', largest_batch: '> 1e6', cost_per_million: '< 1 CNY' } },
    );
    expect(assertions.map(({ holds }) => holds)).toEqual([true, false, false]);
  });

  it('spends memory as the engine does: the parts add up to what the driver reports', () => {
    const { memory } = estimate();
    expect(memory.parts.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(memory.total, -3);
    const pasted = estimate({ blocks: 5000 }).memory;
    expect([pasted.pasted, pasted.kvTokens.value]).toEqual([true, 80_000]);
  });

  it('that does not fit has memory and no figures', () => {
    const report = estimate({ model: 'llama-3.1-405b', tp: 1, replicas: 1 });
    expect([report.outcome, report.figures, report.because]).toEqual(['does-not-fit', null, null]);
    expect(report.memory.parts[0]!.key).toBe('weights');
    expect(serveTable(report).rows.length).toBeGreaterThan(20);
  });

  it('runs weights that the chip cannot multiply in as it would, and says so', () => {
    const { assumed } = estimate({ weights: 'nvfp4' });
    expect(assumed.find(({ key }) => key === 'products')!.value).toBe('nvfp4 → nvfp4-weights');
  });

  it('has no cost and no watts where none are published', () => {
    const mac = estimate(
      { model: 'llama-3.1-8b', weights: 'q4_k_m', tp: 1, replicas: 1 },
      { on: { accelerator: 'm2ultra' }, traffic: { concurrency: 1, input: 1000, output: 300 } },
    );
    expect([mac.figures!.money, mac.figures!.power, mac.figures!.running]).toEqual([null, null, 1]);
  });

  it('says what a task and a user cost where the traffic is an application', () => {
    const { uses, money } = estimate({}, { traffic: { preset: 'personal-assistant', rate: '20/s' } }).figures!;
    expect(uses!.perTask.value).toBeGreaterThan(money!.perRequest.value);
    expect(uses!.perUserMonth.value).toBeGreaterThan(uses!.perTask.value);
    expect(estimate().figures!.uses).toBeNull();
  });

  it('leaves separate roles to the simulation', () => {
    expect(() => estimate({ disaggregate: { prefill: 1, decode: 1 } })).toThrow(InputError);
  });
});

describe('pictures in prompts', () => {
  const words = (serve: Words, traffic: Words) =>
    scenario({ model: 'gemma-3-27b', tp: 2, ...serve }, { traffic: { ...chat, rate: '2/s', input: 2048, ...traffic } });
  const seeing = (serve: Words = {}, traffic: Words = {}) =>
    estimateServe.run({ catalogue }, readInput(estimateServe.input, words(serve, traffic)));
  const simulated = (serve: Words = {}, traffic: Words = {}) =>
    simulateServe.run({ catalogue }, readInput(simulateServe.input, words(serve, { requests: 50, ...traffic })));
  const refusal = (
    serve: Words,
    context: Partial<Parameters<typeof estimateServe.run>[0]> = {},
    traffic: Words = {},
  ) => {
    try {
      estimateServe.run({ catalogue, ...context }, readInput(estimateServe.input, words(serve, traffic)));
    } catch (error) {
      return (error as InputError).problem;
    }
    return undefined;
  };

  it('cost the tower’s time before the first token, and are said to be so many tokens', () => {
    const [with_, without] = [seeing({ pictures: { count: 4 } }), seeing()];
    expect(with_.figures!.ttft.value).toBeGreaterThan(1.1 * without.figures!.ttft.value);
    expect(with_.step.find(({ key }) => key === 'encoder')!.value).toBeGreaterThan(0);
    expect(without.step.find(({ key }) => key === 'encoder')).toBeUndefined();
    expect(with_.assumed).toContainEqual(expect.objectContaining({ key: 'picture_tokens', value: 4 * 256 }));
    // Gemma scales every picture to one size: no size is taken for granted.
    expect(with_.assumed.some(({ key }) => key === 'picture')).toBe(false);
  });

  it('are as many tokens as their pixels make, where the model looks at pixels', () => {
    const tokens = (pictures: Words) =>
      seeing({ model: 'llama-4-scout', tp: 4, pictures }).assumed.find(({ key }) => key === 'picture_tokens')!.value;
    expect(tokens({ count: 1, width: 300, height: 300 })).toBe(144);
    expect(tokens({ count: 1 })).toBe(13 * 144);
  });

  it('pass a tower whose parameters are told beside the others', () => {
    const { question } = seeing();
    expect(question.visionParameters! / 1e6).toBeCloseTo(418, 0);
    const said = (locale: 'en' | 'zh-CN') => parametersText(question, { locale, messages: messagesFor(locale) });
    expect(said('en')).toBe('27B parameters and a vision tower of 418M parameters');
    expect(said('zh-CN')).toBe('270 亿参数，另有视觉编码器 4.18 亿参数');
    expect(estimate().question.visionParameters).toBeUndefined();
  });

  it('are none where none are said, and come on top of a prompt that nobody stated', () => {
    expect(seeing({ pictures: { count: 0 } })).toEqual(seeing());
    const inputOf = (pictures: Words) =>
      estimate({ model: 'gemma-3-27b', pictures }, { traffic: {} }).question.load.input;
    expect(inputOf({ count: 9 })).toBe(inputOf({ count: 0 }) + 9 * 256);
  });

  it('come on top of the text that somebody stated, and say so', () => {
    const report = seeing({ pictures: { count: 2 } });
    expect(report.question.load).toMatchObject({ input: 2048 + 2 * 256, pictures: { count: 2, tokens: 2 * 256 } });
    const said = (locale: 'en' | 'zh-CN') => loadLine(report, { locale, messages: messagesFor(locale) });
    expect(said('en')).toContain('prompts of 2,560 (2,048 text + 2 × 256 pictures)');
    expect(said('zh-CN')).toContain('平均输入 2,560（文字 2,048 + 图片 2 × 256）');
    expect(seeing().question.load).not.toHaveProperty('pictures');
    // A share that is cached is a share of the whole.
    expect(seeing({ pictures: { count: 2 } }, { cached: 0.5 }).question.load.cached).toBe(1280);
  });

  it('make prompts of an application and of people longer, too', () => {
    for (const traffic of [{ preset: 'personal-assistant' }, { question: 40, answer: 400, users: 1000, turns: 10 }]) {
      const asked = { input: undefined, output: undefined, ...traffic };
      const inputOf = (pictures: Words) => seeing({ pictures }, asked).question.load.input;
      expect(inputOf({ count: 3 }) - inputOf({ count: 0 })).toBeCloseTo(3 * 256, 6);
    }
  });

  it('are told with their tower: seconds with a range, FLOP, memory; in a simulation, too', () => {
    const { tower, step } = seeing({ pictures: { count: 2 } });
    const { vision } = readArchitecture(
      catalogue.models.find(({ id }) => id === 'gemma-3-27b')!.config,
      'gemma-3-27b',
      'Gemma 3 27B',
    );
    expect(tower!.flop).toBe(512 * visionFlops(vision!.tower, 4096));
    expect(tower!.bytes).toBe(vision!.parameters); // two bytes each, over two accelerators
    expect(tower!.seconds.value).toBeGreaterThan(tower!.flop / (2 * 989e12));
    expect(tower!.seconds.low).toBeLessThan(tower!.seconds.value);
    expect(tower!.seconds.high).toBeGreaterThan(tower!.seconds.value);
    expect(step.some(({ key }) => key === 'encoder')).toBe(true);
    const run = simulated({ pictures: { count: 2 } });
    expect(run.tower).toEqual(tower);
    expect(run.traffic).toMatchObject({ inputMean: 2560, pictures: { count: 2, tokens: 512 } });
    const said = (locale: 'en' | 'zh-CN') => pictureSentences(run, { locale, messages: messagesFor(locale) }).join();
    expect(said('en')).toMatch(
      /^the vision tower takes \d+ ms \(\d+–\d+\) and [\d.]+ TFLOP of each prompt, and 399 MiB/,
    );
    expect(said('zh-CN')).toMatch(/^视觉编码器处理每个提示需 \d+ ms（\d+–\d+）、[\d.]+ TFLOP/);
    expect(trafficSentence(run, { locale: 'en', messages: messagesFor('en') })).toContain(
      '2,560 tokens (2,048 text + 2 × 256 pictures)',
    );
    expect(pictureSentences(simulated(), { locale: 'en', messages: messagesFor('en') })).toEqual([]);
  });

  it('pass the tower where the engine launches every kernel for one request', () => {
    const local = { engine: 'llama.cpp', weights: 'q4_k_m', tp: 1, replicas: 1 };
    const [with_, without] = [seeing({ ...local, pictures: { count: 2 } }), seeing(local, { input: 2560 })];
    const { value } = with_.tower!.seconds;
    expect(with_.figures!.ttftAlone.value - without.figures!.ttftAlone.value).toBeCloseTo(value, 6);
  });

  it('are among the tokens of a trace, and are refused where they alone are more than its prompts', () => {
    expect(refusal({ model: 'qwen3-8b', pictures: { count: 1 } })).toMatchObject({ value: 'pictures-model' });
    const csv = `arrival_s,input_tokens,output_tokens\n${[0, 1, 2].map((at) => `${at},2048,64`).join('\n')}\n`;
    const trace = () => readTrace(csv);
    const traced = { rate: undefined, input: undefined, output: undefined, trace: 'a.csv' };
    expect(refusal({ pictures: { count: 9 } }, { trace }, traced)).toMatchObject({
      path: 'serve.pictures',
      value: 'pictures-input',
      values: { pictures: 9, tokens: 9 * 256, input: 2048 },
    });
    const report = estimateServe.run(
      { catalogue, trace },
      readInput(estimateServe.input, words({ pictures: { count: 2 } }, traced)),
    );
    expect(report.question.load).toMatchObject({ input: 2048, pictures: { tokens: 512 } });
  });
});

describe('explain serve', () => {
  const explained = (path?: string) =>
    explainServe.run(
      { catalogue },
      readInput(explainServe.input, { scenario: scenario(), ...(path !== undefined && { path }) }),
    );
  it('walks from TPOT to parts of an iteration and the fits behind them', () => {
    const { node } = explained('tpot.step.decode_step.products');
    expect(node.source).toMatch(/h100-sxm\/gemm\/fp8/);
    expect(explained().node.name).toBe('answer');
  });
  it('opens the cache of a token down to heads and layers of one accelerator', () => {
    const { node } = explained('kv_capacity.blocks.bytes_per_token');
    const values = Object.fromEntries(node.inputs!.map(({ name, value }) => [name, value]));
    expect(values).toEqual({ layers: 80, kv_heads: 8, tp: 2, head_size: 128, element: 2 });
    expect(node.value).toBe((2 * 80 * 8 * 128 * 2) / 2);
    expect(() => explained('kv_per_token')).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({
          nearest: expect.objectContaining({ 0: 'kv_capacity.blocks.bytes_per_token' }),
        }),
      }),
    );
  });

  it('refuses a path that is not there with near ones', () => {
    expect(() => explained('tpt')).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ nearest: ['tpot'] }) }),
    );
  });
});

describe('what an estimate says of a promise', () => {
  it('names the limit and the mean that was held against it', () => {
    const report = estimate({}, { slo: { ttft: 'p99 1 s', e2e: 'p99.9 1 min' } });
    const rows = serveTable(report).rows.filter(([section]) => section === 'promise');
    expect(rows.map(([, name, value]) => [name, value])).toEqual([
      ['ttft.p99.limit', 1],
      ['ttft.mean', report.figures!.ttft.value],
      ['e2e.p99.9.limit', 60],
      ['e2e.mean', report.figures!.e2e.value],
    ]);
  });
});

describe('a mean request that has no room', () => {
  it('is told in whole tokens', () => {
    const trace = () => readTrace('arrival,input,output\n0,1001,50\n1,1000,50\n2,1000,51\n');
    const asked = scenario({ weights: 'bf16', tp: 1, replicas: 1 }, { traffic: { trace: 'mine.csv' } });
    const { outcome, refused } = estimateServe.run({ catalogue, trace }, readInput(estimateServe.input, asked));
    expect([outcome, refused!.values.tokens]).toEqual(['does-not-fit', 1051]);
  });
});
