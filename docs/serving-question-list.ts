import type { Catalogue } from '../engine/src/facts/index.ts';
import { OPERATIONS, type Operation, readInput } from '../engine/src/operations.ts';
import type { FitReport, ServingPlanReport, SimulationReport } from '../engine/src/report/index.ts';
import { servingRange } from '../engine/src/serving/index.ts';

/** Figures that a question's answer is judged by; what is published stands beside them. */
export type Figures = Readonly<Record<string, number>>;

/** One worked question: what is asked, in words and as a scenario, and the figures of its answer. */
export interface WorkedQuestion {
  readonly id: string;
  /** Commands that a reader may type. */
  readonly commands: readonly string[];
  readonly figures: (catalogue: Catalogue) => Figures;
}

function ask<Answer>(name: string, catalogue: Catalogue, scenario: object): Answer {
  const operation = (OPERATIONS as readonly Operation[]).find((one) => one.name === name)!;
  return operation.run({ catalogue }, readInput(operation.input, scenario)) as Answer;
}

type Kind = 'dense' | 'moe';
interface Sides {
  readonly low: number;
  readonly high: number;
}

/** A figure and the ends of its 90 % range, under three names. */
const ranged = (name: string, value: number, { low, high }: Sides): Figures => ({
  [name]: value,
  [`${name}Low`]: low,
  [`${name}High`]: high,
});

/** Accelerators that so much traffic asks for: the range of what one of them gives, turned over; whole replicas. */
function needed(name: string, plan: ServingPlanReport, chip: string, times = 1): Figures {
  const row = plan.kept.find((one) => one.chip === chip);
  if (!row) return ranged(name, Number.NaN, { low: Number.NaN, high: Number.NaN });
  const grade = plan.simulation?.deployments[0]?.grade ?? 'family';
  const { low, high } = servingRange('throughput', 1, { grade, kind: 'dense' });
  const each = row.tp * row.pp * row.dp;
  const whole = (accelerators: number) => times * each * Math.ceil(accelerators / each);
  return ranged(name, times * row.accelerators, {
    low: whole(row.accelerators / high),
    high: whole(row.accelerators / low),
  });
}

/** A rate with its range. */
const rate = (name: string, value: number, { grade }: Pick<SimulationReport['deployments'][0], 'grade'>, kind: Kind) =>
  ranged(name, value, servingRange('throughput', value, { grade, kind }));

/** 10^8 visits a day of 10 questions, answers of 150 characters at 25 characters a second: the claim's own numbers. */
const CLAIM = { visits: 1e8, questions: 10, characters: 150, charactersPerSecond: 25, servers: 69_444 };
const REQUESTS_PER_SECOND = (CLAIM.visits * CLAIM.questions) / 86_400;
/** Replicas are alike: a twentieth of them is planned. */
const PART = 20;
/** Chinese characters a token of that tokenizer (serving/traffic/human/characters.ts). */
const CHARACTERS_A_TOKEN = 1.3;
const PACE = CHARACTERS_A_TOKEN / CLAIM.charactersPerSecond; // s a token

const CHAT = {
  users: '5M',
  turns: 10,
  question: 50,
  answer: CLAIM.characters,
  language: 'zh',
  tokenizer: 'openai',
  rate: `${REQUESTS_PER_SECOND / PART}/s`,
};
const chatWords = `--users 5M --turns 10 --question 50 --answer 150 --language zh --tokenizer openai --rate ${(REQUESTS_PER_SECOND / PART).toFixed(1)}/s --ttft "p99 2 s" --tpot "p99 ${Math.round(1000 * PACE)} ms"`;

const claimed: WorkedQuestion = {
  id: 'chatgpt-2023',
  commands: [
    `plan serve --model gpt3-175b --on a100-80-sxm --tp 8 --pp 1 --weights bf16 ${chatWords}`,
    `plan serve --model llama-3.1-70b --on a100-80-sxm --tp 4 --weights bf16 ${chatWords}`,
    `plan serve --model llama-3.1-70b --on h100-sxm --tp 2 --weights fp8 ${chatWords}`,
  ],
  figures: (catalogue) => {
    const plan = (name: string, model: string, accelerator: string, tp: number, weights: string) => {
      const found = ask<ServingPlanReport>('plan-serve', catalogue, {
        serve: { model, tp: [tp], pp: [1], weights: [weights] },
        on: { accelerator: [accelerator] },
        traffic: CHAT,
        slo: { ttft: 'p99 2 s', tpot: `p99 ${1000 * PACE} ms` },
      });
      return needed(name, found, accelerator, PART);
    };
    return {
      claimed: CLAIM.servers,
      requestsPerSecond: REQUESTS_PER_SECOND,
      ...plan('gpt3A100', 'gpt3-175b', 'a100-80-sxm', 8, 'bf16'),
      ...plan('llama70bA100', 'llama-3.1-70b', 'a100-80-sxm', 4, 'bf16'),
      ...plan('llama70bH100', 'llama-3.1-70b', 'h100-sxm', 2, 'fp8'),
    };
  },
};

/** Azure's public trace of conversations, 2023 (CC-BY, Splitwise, ISCA 2024): medians and 95th percentiles of its 19,366 rows. */
const AZURE = { input: 1020, input_p95: 3300, output: 129, output_p95: 510 };

const vendors: WorkedQuestion = {
  id: 'llama-70b-nvidia-amd',
  commands: [
    'plan serve --model llama-3.1-70b --on h100-sxm,mi300x --input 1020 --input-p95 3300 --output 129 --output-p95 510 --rate 20/s --ttft "p99 1 s" --tpot "p99 50 ms"',
  ],
  figures: (catalogue) => {
    const found = ask<ServingPlanReport>('plan-serve', catalogue, {
      serve: { model: 'llama-3.1-70b' },
      on: { accelerator: ['h100-sxm', 'mi300x'] },
      traffic: { ...AZURE, rate: '20/s' },
      slo: { ttft: 'p99 1 s', tpot: 'p99 50 ms' },
    });
    const { kept, flips, simulation } = found;
    const best = (chip: string) => kept.find((row) => row.chip === chip);
    const [h100, mi300x] = [best('h100-sxm'), best('mi300x')];
    const nothing = { value: 0, low: 0, high: 0 };
    const [ttft, tpot] = [0, 1].map((i) => simulation?.promises[i]?.value ?? nothing);
    const paid = (name: string, usd: number, counts: Figures) => {
      const [value, low, high] = Object.values(counts);
      return ranged(name, usd, { low: (usd * low!) / value!, high: (usd * high!) / value! });
    };
    const counts = {
      h100: needed('h100Accelerators', found, 'h100-sxm'),
      mi300x: needed('mi300xAccelerators', found, 'mi300x'),
    };
    return {
      ...counts.h100,
      ...paid('h100UsdPerHour', h100?.usdPerHour ?? 0, counts.h100),
      ...counts.mi300x,
      ...paid('mi300xUsdPerHour', mi300x?.usdPerHour ?? 0, counts.mi300x),
      otherCheaperBelow: flips[0]?.price?.below ?? 0,
      otherPriceNow: flips[0]?.price?.now ?? 0,
      ...ranged('ttftP99', ttft!.value, ttft!),
      ...ranged('tpotP99', tpot!.value, tpot!),
    };
  },
};

/**
 * DeepSeek's own figures (open-infra-index, day 6, 2025): 608 G prompt tokens a day, 56.3 % of them cached, 168 G answered; 73.7k tokens/s
 * of prompts (cached ones counted) and 14.8k of answers a node of eight H800; 4,989 tokens of context on average; 20-22 tokens/s a user.
 * Prompt and answer follow: i/o = 608/168 and i + o/2 = 4,989.
 */
const DEEPSEEK = { promptPerNode: 73_700, answerPerNode: 14_800, input: 4383, output: 1211, cached: 0.563 };
const NODE = 8;

const deepseek: WorkedQuestion = {
  id: 'deepseek-v3-h800',
  commands: ['simulate serve examples/serve-deepseek-v3-h800.yaml'],
  figures: (catalogue) => {
    const report = ask<SimulationReport>('simulate-serve', catalogue, deepseekScenario());
    const [prefill, decode] = report.deployments;
    const nodes = (of: typeof prefill) => (of!.replicas * of!.accelerators) / NODE;
    const busy = (of: typeof prefill) => of!.utilisation.find(({ key }) => key === 'busy')!.share;
    const { inputMean, outputMean, requestsPerSecond } = report.traffic;
    const pace = report.latency.tpot!.p50;
    return {
      publishedPromptPerNode: DEEPSEEK.promptPerNode,
      publishedAnswerPerNode: DEEPSEEK.answerPerNode,
      ...rate('promptPerNode', (requestsPerSecond * inputMean) / nodes(prefill) / busy(prefill), prefill!, 'moe'),
      ...rate('answerPerNode', (requestsPerSecond * outputMean) / nodes(decode), decode!, 'moe'),
      ...ranged('tokensPerSecondPerUser', 1 / pace.value, { low: 1 / pace.high, high: 1 / pace.low }),
      cacheHits: report.cacheHits ?? 0,
    };
  },
};

/** The scenario of examples/serve-deepseek-v3-h800.yaml. */
export const deepseekScenario = () => ({
  serve: {
    model: 'deepseek-v3',
    engine: 'sglang',
    weights: 'fp8-block',
    tp: 1,
    dp: 128,
    ep: 128,
    memory_fraction: 0.9,
    max_batch: 128,
    max_batched_tokens: 4096,
    disaggregate: { prefill: 2, decode: 1, prefill_dp: 32, prefill_ep: 32 },
  },
  on: { accelerator: 'h800-sxm' },
  traffic: { input: DEEPSEEK.input, output: DEEPSEEK.output, cached: DEEPSEEK.cached, rate: '120/s', requests: 20_000 },
});

/** Models that the page lists of each. */
const LISTED = 6;

/** Cards of a person: a graphics card and a Mac of 64 GB (M1 Max). Keys: card, model and format; values: tokens/s of one request, ranges. */
const atHome: WorkedQuestion = {
  id: 'rtx-4090-and-mac',
  commands: ['fit serve --on rtx-4090', 'fit serve --on m1max'],
  figures: (catalogue) =>
    Object.fromEntries(
      ['rtx4090', 'm1max'].flatMap((accelerator) => {
        const { rows } = ask<FitReport>('fit-serve', catalogue, { on: { accelerator: [accelerator] } });
        return rows
          .filter(({ fits, decode }) => fits && decode)
          .slice(0, LISTED)
          .flatMap((row) =>
            Object.entries(
              ranged(`${row.chipName} | ${row.modelName} | ${row.weights}`, row.decode!.value, row.decode!),
            ),
          );
      }),
    ),
};

export const WORKED_QUESTIONS: readonly WorkedQuestion[] = [claimed, vendors, deepseek, atHome];
