/** One row of serving-power.json.gz as ML.ENERGY prints it: vLLM under steady load. Watts are of all accelerators, without their host. */
export interface PowerRow {
  readonly gpu_model: string;
  readonly num_gpus: number;
  readonly max_num_seqs: number;
  readonly avg_batch_size: number;
  readonly avg_output_len: number;
  readonly avg_power_watts: number;
  readonly energy_per_token_joules: number;
  readonly output_throughput_tokens_per_sec: number;
  readonly median_itl_ms: number;
  readonly p90_itl_ms: number;
  readonly p99_itl_ms: number;
  readonly model: string;
  readonly task: string;
  readonly precision: string;
  readonly tp: number;
  readonly ep: number;
  readonly dp: number;
}

/** vLLM's release of the runs, of December 2025. */
export const RELEASE = '0.11';

/**
 * Prompt tokens of a request by task, pictures and frames counted as tokens. The source does not state them: read off the time that
 * prompts take on one H100 (1 - median latency x throughput / batch), rounded; an assumption. With it watts of films come out 14 to 29 %
 * too high, as if hosts took part of that time; fewer tokens would suit them, but they are what is scored.
 */
export const TASK_INPUT_TOKENS: Readonly<Record<string, number>> = {
  'lm-arena-chat': 200,
  gpqa: 250,
  'image-chat': 1000,
  'video-chat': 3000,
  'sourcegraph-fim': 2500,
};
const OTHER_TASK_TOKENS = 500;

export const taskInputTokens = (task: string): number => TASK_INPUT_TOKENS[task] ?? OTHER_TASK_TOKENS;

/** Context of a running request: its prompt and half of its answer. */
export const meanContextOf = (row: PowerRow): number => taskInputTokens(row.task) + row.avg_output_len / 2;
