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
