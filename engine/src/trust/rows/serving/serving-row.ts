/**
 * The rows of the serving corpora, as their files print them. Every field may be null: the source was silent.
 * A row keeps the source's own units; `to-serving-case.ts` turns it into the engine's words.
 */
export interface ServingRow {
  readonly id: string;
  readonly family: string;
  readonly model: ServingModel;
  readonly hardware: ServingHardware;
  readonly serving: ServingSetup;
  readonly measured: Readonly<Record<string, unknown>>;
  readonly source?: { readonly title?: string | null; readonly where?: string | null } | null;
  readonly notes?: string | null;
  readonly mlperf?: Readonly<Record<string, unknown>> | null;
  readonly quality?: { readonly exclude?: unknown; readonly exclude_fields?: unknown } | null;
  readonly exclude?: unknown;
}

export interface ServingModel {
  readonly name: string;
  readonly params_b?: number | null;
  readonly active_params_b?: number | null;
  readonly weights?: string | null;
  readonly moe_weights?: string | null;
  readonly kv_cache?: string | null;
  readonly layers?: number | null;
  readonly hidden?: number | null;
  readonly heads?: number | null;
  readonly vocab?: number | null;
  /** A mixture of experts, by the corpus's own mark. */
  readonly moe?: boolean | null;
}

export interface ServingHardware {
  readonly accelerator?: string | null;
  readonly memory_gb?: number | null;
  readonly gpus?: number | null;
  readonly nodes?: number | null;
  readonly host?: string | null;
  /** Inferentia and Trainium: cores, two to a chip. */
  readonly neuron_cores?: number | null;
}

export interface ServingSetup {
  readonly engine?: string | null;
  readonly version?: string | null;
  readonly tp?: number | null;
  readonly pp?: number | null;
  readonly ep?: number | null;
  /** Attention data parallelism inside one engine. */
  readonly dp?: number | null;
  readonly moe_tp?: number | null;
  readonly batch?: number | null;
  readonly concurrency?: number | null;
  /** Requests a second; "inf" = all at once or a closed loop. */
  readonly request_rate?: number | string | null;
  readonly input_len?: number | null;
  readonly output_len?: number | null;
  readonly num_requests?: number | null;
  readonly scenario?: string | null;
  readonly speculative?: string | null;
  readonly chunked_prefill?: boolean | null;
  readonly offload?: string | null;
  readonly kv_len_at_measurement?: number | null;
  readonly disagg?: { readonly prefill?: Workers | null; readonly decode?: Workers | null } | null;
}

/** One side of a disaggregated deployment. */
export interface Workers {
  readonly workers?: number | null;
  readonly tp?: number | null;
  readonly pp?: number | null;
  readonly attention_dp?: number | null;
  readonly moe_tp?: number | null;
  readonly moe_ep?: number | null;
  readonly batch?: number | null;
}

/** A configuration of ML.ENERGY: vLLM in steady state. No id, no family. */
export interface PowerRow {
  readonly gpu_model: string;
  readonly num_gpus: number;
  readonly max_num_seqs?: number | null;
  readonly avg_batch_size?: number | null;
  readonly avg_output_len?: number | null;
  readonly avg_power_watts: number;
  readonly energy_per_token_joules?: number | null;
  readonly energy_per_request_joules?: number | null;
  readonly output_throughput_tokens_per_sec?: number | null;
  readonly median_itl_ms?: number | null;
  readonly p90_itl_ms?: number | null;
  readonly p99_itl_ms?: number | null;
  readonly model: string;
  readonly task: string;
  readonly precision?: string | null;
  readonly tp?: number | null;
  readonly ep?: number | null;
  readonly dp?: number | null;
}

/** A recorded run of vLLM: [arrival_s, input_tokens, output_tokens, ttft_s, e2e_s] of each request, and its settings. */
export interface VllmRun {
  readonly id: string;
  readonly accelerator: string;
  readonly gpus?: number | null;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly requests: readonly (readonly number[])[];
  readonly summary?: Readonly<Record<string, unknown>> | null;
  readonly makespan_s?: number | null;
}
