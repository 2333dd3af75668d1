import { existsSync, readFileSync } from 'node:fs';

/** Sizes of a model as Calculon's files state them. */
export interface Application {
  readonly hidden: number;
  readonly feedforward: number;
  readonly seq_size: number;
  readonly attn_heads: number;
  readonly attn_size: number;
  readonly num_blocks: number;
}

/** Calculon's execution file, the keys that are compared. */
export interface Execution {
  readonly num_procs: number;
  readonly tensor_par: number;
  readonly pipeline_par: number;
  readonly data_par: number;
  readonly batch_size: number;
  readonly microbatch_size: number;
  readonly datatype: 'float16' | 'bfloat16' | 'float8';
  readonly fused_activation: boolean;
  readonly attention_type: 'multihead' | 'multiquery';
  readonly activation_recompute: 'full' | 'attn_only' | 'none';
  readonly pipeline_interleaving: number;
  readonly optimizer_sharding: boolean;
  readonly tensor_par_comm_type: 'ar' | 'p2p_rs_ag' | 'rs_ag';
  readonly tensor_par_overlap: 'none' | 'ring' | 'pipe';
  readonly seq_par_ag_redo: boolean;
  readonly data_par_overlap: boolean;
  readonly weight_offload: boolean;
  readonly activations_offload: boolean;
  readonly optimizer_offload: boolean;
  readonly training: boolean;
}

/** FLOP of one of Calculon's layers; only two recorded cases list them. */
export interface RecordedLayer {
  readonly name: string;
  readonly fw_flops: number;
  readonly agrad_flops: number;
  readonly wgrad_flops: number;
}

/** Calculon's own words for what it recorded; bytes, FLOP. */
export const STATS = [
  'block_fw_flops',
  'block_agrad_flops',
  'block_wgrad_flops',
  'baseblock_fw_tp_size',
  'edgeblock_fw_tp_size',
  'baseblock_bw_tp_size',
  'edgeblock_bw_tp_size',
  'baseblock_recomm_size',
  'edgeblock_recomm_size',
  'block_fw_pp_size',
  'block_bw_pp_size',
  'block_dp_size',
  'block_weight_space',
  'block_act_working_space',
  'block_act_storage_space',
  'block_act_checkpoint_size',
  'block_weight_grad_space',
  'block_weight_grad_space_no_sharding',
  'block_act_grad_space',
  'weight_space',
  'act_space',
  'act_checkpoint_size',
  'weight_grad_space',
  'optimizer_space',
  'weight_space_with_offload',
  'act_space_with_offload',
  'act_checkpoint_size_with_offload',
  'optimizer_space_with_offload',
  'total_time',
] as const;

export type Stats = Readonly<Record<(typeof STATS)[number], number>> & { readonly layers?: readonly RecordedLayer[] };

export interface RecordedCase {
  readonly id: string;
  readonly application: string;
  readonly execution: Execution;
  readonly status: 'ok' | 'rejected';
  /** Absent when Calculon refused the case. */
  readonly stats?: Stats;
  readonly derived?: { readonly blocks_per_proc: number; readonly num_microbatches: number };
}

export interface Reference {
  readonly applications: Readonly<Record<string, Application>>;
  readonly cases: readonly RecordedCase[];
}

/** All 91 recorded cases, beside the checkout where this data is at hand. */
export const REFERENCE = '../shared/research/data/calculon-reference.json';
/** Some of them, chosen so that every known difference occurs, with only what is compared: the comparison always runs. */
export const FIXTURE = 'tests/differential/fixtures/calculon.json';

/** The recorded cases of a file, or null when it is not there. */
export function readReference(path: string): Reference | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Reference) : null;
}

/** Cases of the committed fixture. */
export const FIXTURE_CASES: readonly string[] = [
  'tab5/gpt3-175B_full',
  'tab5/gpt3-175B_seqsel',
  'tab5/megatron-22B_full',
  'fig7/gpt3-175B_sel',
  'fig7/turing-530B_none',
  'example3072/palm-540B',
  'variant/gpt3_dp8_noshard',
  'variant/gpt3_noredo',
  'variant/gpt3_p2prsag',
  'variant/gpt3_multiquery',
  'variant/gpt3_few_microbatches',
  'variant/gpt3_all_offload_dp8',
  'variant/gpt3_full_act_offload',
  'variant/gpt3_h100_fp8_dp64_zero1_overlap',
  'variant/gpt3_uneven_pp10',
  'variant/gpt3_oom_reject',
  'search_best/loe_readme/0',
];
