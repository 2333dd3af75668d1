import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { messagesFor } from '../../messages/index.ts';
import { readTrace } from '../../serving/index.ts';
import { InputError } from '../input-error.ts';
import { inputSentence } from '../input-sentence.ts';
import { readInput } from '../scenario/read.ts';
import { serveScenarioSchema } from '../scenario/serve-schema.ts';
import { openChoices, statedChoice } from './option-choice.ts';
import { isReady, readyOption } from './ready-option.ts';
import { settleServing } from './settle-serving.ts';

const catalogue = withKernels(readCatalogue());
type Words = Record<string, unknown>;

const settled = (serve: Words, rest: Words = {}, trace?: string) =>
  settleServing(
    { catalogue, ...(trace !== undefined && { trace: () => readTrace(trace) }) },
    readInput(serveScenarioSchema, {
      serve: { model: 'llama-3.1-8b', ...serve },
      on: { accelerator: 'h100-sxm' },
      ...rest,
    }),
  );

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return inputSentence(messagesFor('en'), 'en', error.problem);
    throw error;
  }
  throw new Error('was not refused');
}

describe('a scenario of serving', () => {
  it('finds nothing in a prefix cache that is off, by word or by engine, and says so', () => {
    const traffic = { preset: 'personal-assistant', rate: 5 };
    const cachedOf = (serve: Words, words: Words = traffic) => {
      const { load, assumed } = settled(serve, { traffic: words });
      return [
        load.cached > 0,
        load.shared !== undefined,
        assumed.some(({ key, value }) => key === 'cached' && value === 0),
      ];
    };
    expect(cachedOf({})).toEqual([true, true, false]);
    expect(cachedOf({ prefix_cache: 'off' })).toEqual([false, false, true]);
    expect(cachedOf({ engine: 'llama.cpp', weights: 'q4_k_m' })).toEqual([false, false, true]);
    expect(cachedOf({ engine: 'llama.cpp', weights: 'q4_k_m', prefix_cache: 'on' })[0]).toBe(true);
    expect(cachedOf({ prefix_cache: 'off' }, { input: 1000, output: 100, rate: 1, cached: 0.5 })[0]).toBe(false);
  });

  it('names how many pictures a model takes beside the text', () => {
    const said = refusal(() =>
      settled({ model: 'gemma-3-27b', pictures: { count: 600 } }, { traffic: { input: 100, output: 100, rate: 1 } }),
    );
    expect(said).toContain('nearest: --pictures 511');
  });

  it('takes pictures for new in every prompt, whatever of its text is cached', () => {
    const shareOf = (cached: number) =>
      settled(
        { model: 'gemma-3-27b', pictures: { count: 4 } },
        { traffic: { input: 3072, output: 64, rate: 1, cached } },
      ).pictures!.share;
    expect(shareOf(0)).toBe(0.25);
    expect(shareOf(0.5)).toBe(0.5);
    expect(shareOf(0.9)).toBe(1);
  });

  it('fills gaps by rules that are listed', () => {
    const setting = settled({});
    const [place] = setting.places;
    expect(place!.profile.id).toBe('vllm-0.15');
    expect(place!.weights[0]!.id).toBe('bf16');
    expect([...setting.assumed, ...place!.assumed].map(({ key }) => key)).toEqual([
      'input',
      'output',
      'system',
      'engine',
      'weights',
      'kv',
    ]);
  });

  it('says what the fewest accelerators were chosen to hold', () => {
    const chosen = (traffic: Words, on: Words = {}) =>
      statedChoice(settled({ model: 'qwen2.5-7b' }, { on: { accelerator: 'rtx4090', ...on }, traffic }));
    const long = { input: 8000, output: 200 };
    expect(chosen({ ...long, rate: '0.2/s' })).toMatchObject({
      cut: { tp: 2 },
      cutAssumed: 'fewest that hold 16 requests at once',
    });
    expect(chosen({ ...long, concurrency: 4 })).toMatchObject({
      cut: { tp: 1 },
      cutAssumed: 'fewest that hold the requests asked at once',
    });
    expect(chosen({ ...long, rate: '0.2/s' }, { count: 1 })).toMatchObject({
      cut: { tp: 1 },
      cutAssumed: 'fewest that hold one request',
    });
    expect(statedChoice(settled({ tp: 2 })).cutAssumed).toBeNull();
  });

  it('knows what checkpoints are published in, and who runs on what', () => {
    expect(settled({ model: 'deepseek-v3' }).places[0]!.weights[0]!.id).toBe('fp8-block');
    expect(settled({ model: 'gpt-oss-20b' }, { on: { accelerator: 'b200-sxm' } }).places[0]!.weights[0]!.id).toBe(
      'mxfp4-mxfp8',
    );
    const mac = settled({}, { on: { accelerator: 'm2ultra', memory: '64 GB' } }).places[0]!;
    expect([mac.profile.family, mac.weights[0]!.id, mac.kv[0]]).toEqual(['llamacpp', 'gguf-q4-k-m', 'fp16']);
    expect(settled({ weights: 'Q4_K_M' }).places[0]!.profile.family).toBe('llamacpp');
  });

  it('takes lists of accelerators, formats and degrees for a search, and refuses them where one is wanted', () => {
    const setting = settled({ weights: 'bf16, fp8', tp: [1, 2] }, { on: { accelerator: 'h100-sxm, mi300x' } });
    const choices = openChoices(setting, 8);
    expect(new Set(choices.map((c) => `${c.place.chip.id} ${c.weights.id} ${c.cut.tp}`)).size).toBe(8);
    expect(refusal(() => statedChoice(setting))).toMatch(/lists h100-sxm, mi300x, one is wanted here/);
  });

  it('reads promises with their percentile, or takes those of the application', () => {
    const { limits } = settled({}, { slo: { ttft: 'p95 1 s', tpot: '50 ms', percentile: 'p90' } });
    expect(limits).toEqual([
      { quantity: 'ttft', percentile: 0.95, seconds: 1 },
      { quantity: 'tpot', percentile: 0.9, seconds: 0.05 },
    ]);
    const own = settled({}, { traffic: { preset: 'personal-assistant', rate: '2/s' } });
    expect(own.limits.map(({ quantity }) => quantity)).toEqual(['ttft', 'tpot']);
    expect(own.assumed.map(({ key }) => key)).toContain('tpot');
  });
});

describe('traffic of a scenario', () => {
  it('of lengths has the means of its lengths and comes at its rate', () => {
    const { traffic, load } = settled({}, { traffic: { rate: '300/min', input: 1000, output: 200, cached: 0.25 } });
    expect(traffic!.perSecond).toBe(5);
    expect(load).toEqual({ input: 1000, output: 200, cached: 250 });
    const request = { ...emptied() };
    expect(traffic!.source().next(request)).toBe(true);
    expect(request.input).toBe(1000);
  });

  it('of clients comes all at once and then as answers end', () => {
    const { traffic } = settled({}, { traffic: { concurrency: 3, input: 100, output: 10 } });
    const source = traffic!.source();
    const request = emptied();
    for (let i = 0; i < 3; i++) expect(source.next(request)).toBe(true);
    expect(source.peek()).toBe(Number.POSITIVE_INFINITY);
    source.finished?.(0, 0, 2);
    expect(source.peek()).toBe(2);
  });

  it('of a trace is what the face has read', () => {
    const csv = 'timestamp,input_tokens,output_tokens\n0,100,10\n1,300,30\n2,200,20\n';
    const { traffic, load } = settled({}, { traffic: { trace: 'my.csv' } }, csv);
    expect(load).toMatchObject({ input: 200, output: 20, cached: 0, shared: 0 });
    expect(traffic!.longest).toBe(330);
  });

  it('of an application finds most of a conversation in the prefix cache', () => {
    const { load } = settled({ model: 'qwen3-coder-480b-a35b' }, { traffic: { preset: 'coding-agent', rate: '1/s' } });
    expect(load.cached / load.input).toBeGreaterThan(0.8);
    expect(load.cached).toBeLessThan(load.input);
  });
});

describe('the deployment that a scenario states', () => {
  it('is the smallest that holds the model and a batch', () => {
    expect(statedChoice(settled({ model: 'llama-3.1-70b' })).cut).toEqual({ tp: 4, pp: 1, dp: 1, ep: 1 });
    expect(statedChoice(settled({ model: 'llama-3.1-70b', weights: 'fp8' })).cut.tp).toBe(2);
    expect(statedChoice(settled({ model: 'llama-3.1-70b', weights: 'fp8' }, on(8))).replicas).toBe(4);
  });

  it('becomes a replica whose cache is the one the user pasted', () => {
    const setting = settled({ blocks: 41408, max_batch: 64, context: 8192 });
    const ready = readyOption(setting, statedChoice(setting));
    if (!isReady(ready)) throw new Error('does not fit');
    expect(ready.replica).toMatchObject({ blocks: 41408, maxBatch: 64, maxModelTokens: 8192, scheduler: 'vllm-v1' });
    expect(ready.capacity.tokens.value).toBe(41408 * 16);
    expect(ready.grade).toBe('silicon');
  });

  it('that does not fit says what it needs', () => {
    const setting = settled({ model: 'llama-3.1-405b', tp: 1 });
    const option = readyOption(setting, statedChoice(setting));
    expect(isReady(option)).toBe(false);
    if (!isReady(option)) expect(option.refused.rule).toBe('serving-memory');
  });

  it.each([
    [{ tp: 12 }, {}, 'tensor parallel 12 does not divide 32 attention heads; nearest: 8 or 16'],
    [{ context: '200k' }, {}, /context 200000 is longer than the 131072 tokens/],
    [{ ep: 2 }, {}, /need a model with experts/],
    [{ tp: 2, replicas: 3 }, on(8), /TP 2 × PP 1 × DP 1 × 3 replicas make 6, there are 8 accelerators; nearest: 4 × 2/],
    [{ weights: 'fp9' }, {}, /weight format "fp9" is not known; nearest: fp8/],
    [{ engine: 'vlm' }, {}, /engine "vlm" is not known/],
    [{ weights: 'q4_k_m', engine: 'vllm' }, {}, /does not read GGUF Q4_K_M/],
    [{}, { slo: { ttft: 'soon' } }, /"soon" is no latency/],
    [{}, { traffic: { preset: 'rag-search', input: 5 } }, /says preset, input, one is wanted/],
    [{}, { traffic: { rate: '5/s', input: 100 } }, /traffic\.output is needed/],
    [{}, { traffic: { rat: '5/s' } }, /key "rat" is not known in traffic; nearest: rate/],
    [{}, { assert: { tpt: '< 5 ms' } }, /"tpt" is not one of .*nearest: tpot/],
  ])('refuses %j %j', (serve: Words, rest: Words, sentence: string | RegExp) => {
    expect(refusal(() => statedChoice(settled(serve, rest)))).toMatch(sentence);
  });
});

function on(count: number): Words {
  return { on: { accelerator: 'h100-sxm', count } };
}

const emptied = () => ({
  id: -1,
  arrival: 0,
  input: 1,
  output: 1,
  session: -1,
  priority: 0,
  adapter: -1,
  prefixIds: new Int32Array(0),
  prefixFrom: 0,
  prefixTo: 0,
  prefixTokens: 0,
  prefixStays: false,
});

describe('ranks of attention data parallelism', () => {
  const DEEPSEEK = { model: 'deepseek-v3', engine: 'sglang', tp: 1 };
  const ready = (serve: Words) => {
    const setting = settled({ ...DEEPSEEK, ...serve }, { on: { accelerator: 'h800-sxm' } });
    return readyOption(setting, statedChoice(setting));
  };

  it('have slots and a budget of tokens each, and hold a request alone', () => {
    const one = ready({ dp: 16, ep: 16, max_batch: 32, max_batched_tokens: 4096 });
    if (!isReady(one)) throw new Error(one.refused.rule);
    expect([one.replica.maxBatch, one.replica.maxBatchedTokens]).toEqual([16 * 32, 16 * 4096]);
    expect(one.settings).toEqual({ maxBatch: 32, maxBatchedTokens: 4096 });
    const { blocks, blockTokens } = one.replica;
    expect(one.replica.maxModelTokens).toBeLessThanOrEqual((blocks * blockTokens) / 16);
  });

  it("say what SGLang's own fraction of memory comes to where they leave it nothing, and what works", () => {
    const none = ready({ dp: 128, ep: 128 });
    if (isReady(none)) throw new Error('fits');
    expect(none.refused.rule).toBe('serving-fraction');
    expect(none.refused.values.fraction).toBeLessThan(0.5);
    expect(isReady(ready({ dp: 128, ep: 128, max_batch: 32 }))).toBe(true);
    expect(isReady(ready({ dp: 128, ep: 128, memory_fraction: 0.85 }))).toBe(true);
  });
});
