import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../../../catalogue/src/index.ts';
import { FIXED_SEED, inputs } from '../../../../tests/effort.ts';
import { buildFittedMachine } from '../../cost/index.ts';
import { usualSystem } from '../../machine/index.ts';
import { readArchitecture, visionFlops } from '../../model/index.ts';
import type { Deployment, Pictures } from '../deployment.ts';
import { type EngineProfile, profileFor } from '../profile/index.ts';
import { formatFor } from '../quantisation/index.ts';
import { type CompiledStep, compileStep, STEP_PARTS } from './compile.ts';
import { emptyStep, type StepSums } from './step.ts';

const catalogue = withKernels(readCatalogue());

function compiled(
  model: string,
  chipId: string,
  {
    weights = 'bf16',
    engine = 'vllm',
    rankTokens,
    pictures,
    ...cut
  }: { weights?: string; engine?: string; rankTokens?: number; pictures?: Pictures } & Partial<
    Omit<Deployment, 'weights'>
  > = {},
  profile?: EngineProfile,
  beams?: number,
): CompiledStep {
  const entry = catalogue.models.find(({ id }) => id === model)!;
  const chip = catalogue.chips.find(({ id }) => id === chipId)!;
  const deployment: Deployment = { tp: 1, pp: 1, dp: 1, ep: 1, kv: 'bf16', ...cut, weights: formatFor(weights) };
  const count = deployment.tp * deployment.pp * deployment.dp;
  const machine = buildFittedMachine(catalogue, {
    chip,
    count,
    system: usualSystem(catalogue, chip),
    assumed: () => {},
  });
  const architecture = readArchitecture(entry.config, entry.id, entry.name);
  const problem = { architecture, machine, deployment, engine, ...(pictures && { pictures }) };
  return compileStep(problem, catalogue.kernels, catalogue.chips, {
    ...(profile && { profile }),
    ...(beams && { beams }),
    ...(rankTokens && { rankTokens }),
  });
}

/** SigLIP so400m at 896 x 896 pixels, whose 4,096 patches become 256 tokens. */
const SEEN: Pictures = {
  tower: { layers: 27, hidden: 1152, inner: 4304, heads: 16, gated: false, patches: 16, projector: [[4096, 1152]] },
  share: 0.5,
  patches: 4096,
  count: 1,
};

const decodes = (n: number, context: number): StepSums => ({
  ...emptyStep(),
  decodes: n,
  decodeContext: n * context,
  longestContext: context,
  logits: n,
});
const prompt = (tokens: number, prior = 0): StepSums => ({
  ...emptyStep(),
  chunks: 1,
  chunkTokens: tokens,
  chunkPrior: prior,
  chunkSquares: tokens * tokens,
  chunkPairs: tokens * (prior + (tokens + 1) / 2),
  logits: 1,
});
const mixed = (tokens: number, n: number, context: number): StepSums => ({
  ...prompt(tokens),
  decodes: n,
  decodeContext: n * context,
  longestContext: context,
  logits: n + 1,
});

describe('attention of an engine', () => {
  it('TensorRT-LLM runs its own attention, in 8 bit where the projections are and the cache is', () => {
    const from = (weights: string, kv: 'bf16' | 'fp8') =>
      compiled('llama-3.1-8b', 'b200-sxm', { weights, kv, engine: 'trtllm' })
        .sources.filter(({ kernel }) => /^(decode|prefill) /.test(kernel))
        .map(({ from: ids }) => ids[0]!.split('/').at(-1));
    expect(from('fp8', 'fp8')).toEqual(['torch_flow', 'torch_flow+fp8']);
    expect(from('bf16', 'fp8')).toEqual(['torch_flow', 'torch_flow']);
  });
});

describe('answers beside a prompt', () => {
  /** What answers add to the attention of an iteration with a prompt, over what they take by themselves. */
  const dearer = (chip: string, engine: string) => {
    const timer = compiled('llama-3.1-8b', chip, { engine });
    const attention = (step: StepSums) => timer.explain(step).attention;
    return (attention(mixed(256, 64, 1000)) - attention(prompt(256))) / attention(decodes(64, 1000));
  };

  it("take a tile a head in FlashAttention-2's one call, and no more than alone where heads are packed or calls are apart", () => {
    // LLMServingSim, RTX 4090: 647 us beside a prompt of 256 tokens, 333 alone.
    expect(dearer('rtx4090', 'vllm')).toBeGreaterThan(1.6);
    expect(dearer('rtx4090', 'vllm')).toBeLessThan(2.2);
    expect(dearer('h100-sxm', 'vllm')).toBeCloseTo(1, 6);
    expect(dearer('rtx4090', 'vllm-0.4')).toBeCloseTo(1, 6);
  });
});

describe('experts of vLLM before 0.15', () => {
  const kernel = (model: string, engine: string, weights = 'bf16') =>
    compiled(model, 'b200-sxm', { engine, weights, tp: 4, ep: 4 }).sources.find(({ kernel: name }) =>
      name.startsWith('experts'),
    )!.from[0]!;
  const experts = (engine: string, ranks: number) =>
    compiled('qwen3-235b-a22b', 'b200-sxm', { engine, weights: 'fp8-block', tp: ranks, ep: ranks }).explain(
      decodes(8, 500),
    ).experts;

  it("run Triton's kernels, but for grouped routing", () => {
    expect(kernel('qwen3-235b-a22b', 'vllm-0.8')).toContain('triton');
    expect(kernel('qwen3-235b-a22b', 'vllm-0.15')).toContain('trtllm');
    expect(kernel('deepseek-v3', 'vllm-0.8', 'fp8-block')).toContain('trtllm');
  });

  it('run whole tiles of all of a rank where they are block-scaled: twice the experts, twice as long', () => {
    // ML.ENERGY, vLLM 0.11, eight requests: 36.9 ms a token on two, 24.6 on four; their bytes alone would not take 20.
    expect(experts('vllm-0.8', 2)).toBeGreaterThan(0.025);
    expect(experts('vllm-0.8', 2) / experts('vllm-0.8', 4)).toBeGreaterThan(1.7);
    expect(experts('vllm-0.15', 2)).toBeLessThan(0.6 * experts('vllm-0.8', 2));
  });

  it('compute for every rank of attention data parallelism what the fullest one holds', () => {
    const beside = (engine: string) =>
      compiled('qwen3-235b-a22b', 'h100-sxm', { engine, dp: 8, ep: 8 }).explain(mixed(4096, 8, 500));
    expect(beside('vllm-0.8').experts).toBeGreaterThan(3 * beside('vllm-0.15').experts);
  });

  it('hold on no rank of attention data parallelism more of prompts than its budget: full ones are even', () => {
    const full = { ...prompt(8 * 4096), chunks: 16, chunkPairs: (8 * 4096 * 2049) / 2, chunkSquares: 8 * 4096 * 2048 };
    const cut = { weights: 'fp8-block', engine: 'sglang', dp: 8, ep: 8 };
    const [any, even, one] = [undefined, 4096, 2 * 4096].map((rankTokens) =>
      compiled('deepseek-v3', 'h200-sxm', { ...cut, rankTokens }).explain(full),
    );
    expect(even!.products).toBeLessThan(0.6 * any!.products);
    expect(one!.products).toBeLessThan(any!.products);
    expect(one!.products).toBeGreaterThan(even!.products);
  });
});

describe('products of a prompt', () => {
  const products = (timer: CompiledStep, tokens: number) => timer.explain(prompt(tokens)).products;
  /** What a few tokens more than whole tiles cost, over what they would if tiles could be cut. */
  const surcharge = (timer: CompiledStep, tokens: number) => {
    const each = (products(timer, tokens + 128) - products(timer, tokens)) / 128;
    return products(timer, tokens + 9) / (products(timer, tokens) + 9 * each) - 1;
  };

  it('fill whole tiles or pay for the rest of one, less the more there are', () => {
    const timer = compiled('llama-3.1-8b', 'h100-sxm', { engine: 'trtllm' });
    expect(surcharge(timer, 640)).toBeGreaterThan(0.02);
    expect(surcharge(timer, 640)).toBeLessThan(0.15);
    expect(Math.abs(surcharge(timer, 16_384))).toBeLessThan(0.01);
  });

  it('pay for odd rows where narrow kernels of vLLM run, which TensorRT-LLM does not', () => {
    const by = (engine: string) => surcharge(compiled('llama-3.1-8b', 'h100-sxm', { weights: 'fp8', engine }), 2048);
    expect(by('vllm')).toBeGreaterThan(0.08);
    expect(by('trtllm')).toBeLessThan(by('vllm') - 0.05);
  });
});

const CASES: readonly (readonly [string, CompiledStep])[] = [
  ['Llama 8B on one H100', compiled('llama-3.1-8b', 'h100-sxm')],
  ['Llama 70B fp8 on four MI300X', compiled('llama-3.1-70b', 'mi300x', { weights: 'fp8', tp: 4 })],
  [
    'DeepSeek-V3 on 16 H800, attention in data parallel',
    compiled('deepseek-v3', 'h800-sxm', { weights: 'fp8-block', dp: 16, ep: 16 }),
  ],
  ['Qwen3-Next with its recurrent layers', compiled('qwen3-next-80b-a3b', 'h200-sxm', { tp: 2 })],
  ['Qwen3-8B that looks at pictures', compiled('qwen3-8b', 'h100-sxm', { pictures: SEEN })],
  ['Gemma 3 with its windows, in two stages', compiled('gemma-3-27b', 'l40s', { tp: 2, pp: 2 })],
  ['llama.cpp on a consumer card', compiled('llama-3.1-8b', 'rtx4090', { weights: 'q4_k_m', engine: 'llama.cpp' })],
];

describe.each(CASES)('%s', (_, step) => {
  it('takes finite time, and the parts add up to it', () => {
    for (const sums of [decodes(1, 100), decodes(64, 4000), prompt(2048), prompt(512, 30_000)]) {
      const seconds = step.seconds(sums);
      expect(seconds).toBeGreaterThan(1e-4);
      expect(seconds).toBeLessThan(60);
      const parts = step.explain(sums);
      expect(STEP_PARTS.reduce((sum, part) => sum + parts[part], 0)).toBeCloseTo(seconds, 9);
    }
  });

  it('never gets quicker with more of anything', () => {
    const amounts = fc.record({
      n: fc.integer({ min: 1, max: 300 }),
      context: fc.integer({ min: 1, max: 20_000 }),
      piece: fc.integer({ min: 0, max: 8000 }),
      prior: fc.integer({ min: 0, max: 20_000 }),
      grow: fc.constantFrom('n', 'context', 'piece', 'prior'),
    });
    const at = ({ n, context, piece, prior }: { n: number; context: number; piece: number; prior: number }) => {
      const both = { ...decodes(n, context) };
      if (piece > 0) {
        Object.assign(both, { ...prompt(piece, prior), ...decodes(n, context) });
        both.chunks = 1;
        both.chunkTokens = piece;
        both.chunkPrior = prior;
        both.chunkSquares = piece * piece;
        both.chunkPairs = piece * (prior + (piece + 1) / 2);
        both.logits = n + 1;
      }
      return step.seconds(both);
    };
    fc.assert(
      fc.property(amounts, (a) => {
        const more = { ...a, [a.grow]: Math.ceil(a[a.grow as 'n'] * 1.3) + 1 };
        // A fitted kernel may gain a little where it changes its tile; a step never gains more than that.
        expect(at(more)).toBeGreaterThan(at(a) * 0.97);
      }),
      { seed: FIXED_SEED, numRuns: inputs(150) },
    );
  });

  it('amortises weights: twice the requests cost less than twice the time', () => {
    expect(step.seconds(decodes(16, 500))).toBeLessThan(2 * step.seconds(decodes(8, 500)));
  });
});

describe('against what is known', () => {
  it('one request on one H100 takes at least its weights over the bandwidth, and not twice that', () => {
    const roof = (8.03e9 * 2) / 3.35e12;
    const seconds = CASES[0]![1].seconds(decodes(1, 200));
    expect(seconds).toBeGreaterThan(roof);
    expect(seconds).toBeLessThan(2 * roof);
  });

  it('a prompt of 2,048 tokens takes at least its products at the peak, and not four times that', () => {
    const roof = (2 * 7.5e9 * 2048) / 989e12;
    const seconds = CASES[0]![1].seconds(prompt(2048));
    expect(seconds).toBeGreaterThan(roof);
    expect(seconds).toBeLessThan(4 * roof);
  });

  it('narrow weights are quicker for one request; tensor parallelism is, too', () => {
    const one = decodes(1, 500);
    const plain = compiled('llama-3.1-70b', 'h100-sxm', { tp: 4 }).seconds(one);
    expect(compiled('llama-3.1-70b', 'h100-sxm', { tp: 4, weights: 'fp8' }).seconds(one)).toBeLessThan(plain);
    expect(compiled('llama-3.1-70b', 'h100-sxm', { tp: 8 }).seconds(one)).toBeLessThan(plain);
  });

  it('ranks that arrive apart make small all-reduces wait, and move no byte of large ones slower', () => {
    const late = (allReduce: number) => {
      const profile = profileFor('trtllm-1.0');
      const given = { ...profile, overheads: { ...profile.overheads, allReduce } };
      return compiled('llama-3.1-70b', 'h100-sxm', { tp: 4 }, given);
    };
    const of = (factor: number, tokens: number) => late(factor).explain(prompt(tokens))['all-reduce'];
    expect(of(2, 1)).toBeCloseTo(2 * of(1, 1), 9);
    expect(of(2, 8192) / of(1, 8192)).toBeLessThan(1.05);
    expect(of(2, 8192)).toBeGreaterThan(of(1, 8192));
  });

  it('query heads that read for themselves cost what they read, unless a kernel was built for their group', () => {
    const reading = (model: string, headsReadAlone?: 'all' | 'odd-groups', beams?: number) => {
      const { headsReadAlone: _, ...profile } = profileFor('trtllm-0.8');
      const given = headsReadAlone ? { ...profile, headsReadAlone } : profile;
      const cut = { weights: 'fp8', kv: 'fp8', tp: 4 } as const;
      return compiled(model, 'h100-sxm', cut, given, beams).explain(decodes(256, 2048)).attention;
    };
    const shared = reading('llama-3.1-70b'); // eight heads of 128 a group
    expect(reading('llama-3.1-70b', 'odd-groups')).toBe(shared);
    expect(reading('llama-3.1-70b', 'all')).toBeGreaterThan(1.2 * shared);
    expect(reading('llama-3.1-8b', 'odd-groups')).toBeGreaterThan(reading('llama-3.1-8b')); // four
    expect(reading('llama-3.1-70b', undefined, 4)).toBeGreaterThan(reading('llama-3.1-70b', 'all'));
  });

  it('an engine without an all-reduce of its own pays what NCCL takes', () => {
    const with_ = (ncclOnly: boolean) =>
      compiled('llama-3.1-70b', 'h100-sxm', { tp: 8 }, { ...profileFor('trtllm-0.8'), ncclOnly });
    expect(with_(true).explain(decodes(8, 500))['all-reduce']).toBeGreaterThan(
      1.5 * with_(false).explain(decodes(8, 500))['all-reduce'],
    );
  });

  it('names its kernels and the grade of the weakest', () => {
    const own = CASES[0]![1];
    expect(own.grade).toBe('silicon');
    expect(own.sources.length).toBeGreaterThan(2);
    expect(CASES[1]![1].grade).not.toBe('silicon');
  });
});

describe('a step with other contexts alone, asked for again', () => {
  it.each([
    ['tensor parallel', compiled('llama-3.1-8b', 'h100-sxm', { tp: 2 })],
    ['two stages', compiled('llama-3.1-8b', 'h100-sxm', { pp: 2 })],
    ['experts and attention data parallelism', compiled('deepseek-v3', 'h200-sxm', { dp: 8 })],
  ])('%s: takes the same seconds to the last bit', (_, timer) => {
    const contexts = fc.array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 0, max: 9000 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), contexts, (n, list) => {
        timer.seconds(decodes(n, 1));
        const again = list.map(([mean, more]) => {
          const step = { ...decodes(n, mean), longestContext: mean + more };
          return [timer.again!(step), step] as const;
        });
        for (const [seconds, step] of again) expect(seconds).toBe(timer.seconds(step));
      }),
      { seed: FIXED_SEED, numRuns: inputs(200) },
    );
    expect(timer.runs!.of).toBe(timer.again);
    const batch = fc.record({
      n: fc.integer({ min: 1, max: 300 }),
      mean: fc.integer({ min: 1, max: 100_000 }),
      more: fc.integer({ min: 0, max: 9000 }),
      left: fc.integer({ min: 1, max: 400 }),
      limit: fc.double({ min: 0.1, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(batch, ({ n, mean, more, left, limit }) => {
        const step = { ...decodes(n, mean), longestContext: mean + more };
        const seconds = timer.seconds(step);
        const run = { clock: 0, stepEnd: seconds, seconds, busySeconds: 0, left, limit };
        const one = { ...run };
        const alone = { ...step };
        for (; one.left > 0 && one.stepEnd < limit; one.left--) {
          one.clock = one.stepEnd;
          one.busySeconds += one.seconds;
          alone.decodeContext += n;
          alone.longestContext++;
          one.seconds = timer.again!(alone);
          one.stepEnd = one.clock + one.seconds;
        }
        timer.seconds(step);
        timer.runs!.again(step, run);
        expect([run, step]).toEqual([one, alone]);
      }),
      { seed: FIXED_SEED, numRuns: inputs(100) },
    );
  });
});

describe('a vision tower', () => {
  const blind = compiled('qwen3-8b', 'h100-sxm');
  const seeing = compiled('qwen3-8b', 'h100-sxm', { pictures: SEEN });

  it('takes its time for prompts alone, in proportion to their tokens', () => {
    expect(seeing.seconds(decodes(8, 500))).toBe(blind.seconds(decodes(8, 500)));
    const { encoder } = seeing.explain(prompt(512));
    expect(seeing.explain(prompt(1024)).encoder).toBeCloseTo(2 * encoder, 9);
    expect(seeing.seconds(prompt(4096)) - blind.seconds(prompt(4096))).toBeCloseTo(8 * encoder, 6);
    expect(blind.explain(prompt(512)).encoder).toBe(0);
  });

  it('takes a picture as long as its products at less than the peak, and no fifth of it', () => {
    const least = (256 * visionFlops(SEEN.tower, SEEN.patches)) / 989e12; // H100's peak in 16 bit
    const { encoder } = seeing.explain(prompt(512)); // half of it: one picture
    expect(encoder).toBeGreaterThan(least);
    expect(encoder).toBeLessThan(5 * least);
  });

  it('is cut over ranks', () => {
    const two = compiled('qwen3-8b', 'h100-sxm', { tp: 2, pictures: SEEN }).explain(prompt(512)).encoder;
    const one = seeing.explain(prompt(512)).encoder;
    expect(two).toBeLessThan(one);
    expect(two).toBeGreaterThan(one / 2);
  });
});
