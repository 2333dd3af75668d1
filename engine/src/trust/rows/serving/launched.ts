import { count } from '../row.ts';
import type { ServingRow } from './serving-row.ts';

/** Until this day InferenceX's results kept tensor parallelism alone: its scripts chose the rest by lengths and clients. */
const RANKS_KEPT_SINCE = '2025-11-16';

interface Launch {
  readonly tp: number;
  readonly clients: number;
  readonly input: number;
  readonly output: number;
}

/** Attention data parallelism, and whole experts on ranks, as a script chose them. */
interface Choice {
  readonly spread: boolean;
  readonly wholeExperts: boolean;
}

const NVFP4_EXPERTS_FROM = { short: { 4: 33, 8: 9 }, answers: { 4: 33, 8: 17 } } as const;

/** Source: github.com/SemiAnalysisAI/InferenceX at 2582bce (2025-10-29), benchmarks/{dsr1_fp4_b200,dsr1_fp8_b200,dsr1_fp8_h200,gptoss_fp4_b200,gptoss_fp4_h200}_trt_slurm.sh. */
const SCRIPTS: readonly (readonly [RegExp, (launch: Launch) => Choice])[] = [
  [
    /^inferencex\/DeepSeek.*\/b200_sxm\/trtllm\/.*nvfp4$/,
    ({ tp, clients, input, output }) => {
      if (input > output) return { spread: clients > 32, wholeExperts: clients > 32 };
      const from = NVFP4_EXPERTS_FROM[output > input ? 'answers' : 'short'][tp === 4 ? 4 : 8];
      return { spread: clients >= 256, wholeExperts: clients >= from };
    },
  ],
  [
    /^inferencex\/DeepSeek.*\/b200_sxm\/trtllm\/.*fp8$/,
    ({ clients, input, output }) => ({ spread: clients > (input === output ? 32 : 64), wholeExperts: false }),
  ],
  [
    /^inferencex\/DeepSeek.*\/h200_sxm\/trtllm\//,
    ({ clients, input, output }) => ({ spread: clients > (input > output ? 32 : 64), wholeExperts: true }),
  ],
  [
    /^inferencex\/gpt-oss.*\/b200_sxm\/trtllm\//,
    ({ clients }) => ({ spread: clients >= 256, wholeExperts: clients >= 256 }),
  ],
  [/^inferencex\/gpt-oss.*\/h200_sxm\/trtllm\//, () => ({ spread: false, wholeExperts: true })],
];

/** Its configuration asks for expert parallelism, its script starts vLLM without: benchmarks/single_node/kimik2.5_fp4_b200.sh of March 2026. */
const UNHEARD = /^nvidia-gap\/Kimi-K2\.5\/b200_sxm\/vllm\/.*nvfp4$/;

/**
 * NVIDIA's list prints clients of the whole system beside the batch of one engine. Where data parallelism is printed as one, there are so
 * many copies (416 clients, batches of 13: the 64 accelerators of the row beside it, two a copy); where it is silent, one batch a rank of
 * tensor parallelism is attention data parallelism.
 */
function dealt(row: ServingRow): ServingRow {
  const { batch, concurrency, tp, dp } = row.serving;
  const [each, clients, ranks] = [count(batch), count(concurrency), count(tp)];
  if (!each || !clients || !ranks || clients === each || clients % each !== 0) return row;
  if (dp === 1) return { ...row, serving: { ...row.serving, concurrency: each } };
  if (row.model.moe !== true || clients / each !== ranks) return row;
  return { ...row, serving: { ...row.serving, tp: 1, dp: ranks } };
}

/** A row with the ranks that its benchmark's script gave it, where its source did not keep them yet. */
export function asLaunched(row: ServingRow): ServingRow {
  if (UNHEARD.test(`${row.family}/${row.model.weights ?? ''}`)) return { ...row, serving: { ...row.serving, ep: 1 } };
  if (row.family.startsWith('nvidia-gap/')) return dealt(row);
  const day = /\bmeasured=(\d{4}-\d\d-\d\d)/.exec(row.source?.where ?? '')?.[1];
  if (day === undefined || day >= RANKS_KEPT_SINCE || row.serving.disagg?.decode) return row;
  const name = `${row.family}/${row.model.weights ?? ''}`;
  const script = SCRIPTS.find(([family]) => family.test(name))?.[1];
  const [tp, clients, input, output] = [
    count(row.serving.tp),
    count(row.serving.concurrency),
    count(row.serving.input_len),
    count(row.serving.output_len),
  ];
  if (!script || !tp || !clients || !input || !output) return row;
  const { spread, wholeExperts } = script({ tp, clients, input, output });
  const ranks = spread ? { tp: 1, dp: tp } : {};
  return { ...row, serving: { ...row.serving, ...ranks, ...(wholeExperts && { ep: tp }) } };
}
