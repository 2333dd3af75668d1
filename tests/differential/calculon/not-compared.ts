/** What one of the two does not model, or models otherwise: Calculon's words, ours, why no number is held to the other. */
export const NOT_COMPARED: readonly (readonly [string, string, string])[] = [
  [
    '`block_re_flops`, `block_re_flops_time`, `block_re_mem_accessed`, `block_re_mem_time`',
    'recompute seconds of a layer',
    'a defect: the running total of the block is added for each layer (below)',
  ],
  [
    'all times (`total_time`, `fw_time`, `bubble_time`, ...), efficiencies, required bandwidths',
    'step time from sustained rates, shapes, launches',
    'other efficiency curves; both are held to measured steps below',
  ],
  [
    'vector FLOP and bytes of memory traffic',
    'elements read and written by element-wise work',
    'Calculon counts fused work kernel by kernel and rates it by FLOP; Ridgepoint counts passes over memory',
  ],
  [
    '`block_act_working_space`, `block_act_grad_space`',
    '`workingBytes`: gradients of the widest tensors',
    'Calculon holds all activations and all activation gradients of one block at once; Ridgepoint the widest gradients and what is being recomputed, and an allowance for the runtime',
  ],
  [
    '`proc_mem_tier1_cap_req`',
    'peak memory',
    'the sum of parts compared above and of the working spaces; Ridgepoint adds embedding, head, logits and runtime',
  ],
  [
    '`proc_mem_tier2_cap_req`, offload bandwidths',
    'seconds that streaming shows',
    'Ridgepoint does not account bytes at the host',
  ],
  [
    '`useful_flops`, `total_efficiency`',
    'model FLOP utilisation',
    'Calculon counts vector work and the optimizer as useful',
  ],
  [
    'no embedding, head, loss, positions, biases, grouped queries, gates, experts',
    'all of them',
    'left out of the comparison: layers alone are mapped',
  ],
];

/** Seen while comparing; numbers that carry them are not used. */
export const DEFECTS: readonly string[] = [
  '`block_re_flops` and its three relatives add the running total of the block where the layer is meant (calculon/llm/llm.py from line 1220); data-parallel overlap with recompute carries it.',
  'With `tensor_par_overlap: pipe` the exposed tile enters both the block time and the exposed communication time.',
  '`attn_only` drops the input of query, key and value, which only gathering again brings back: without sequence parallelism it is nowhere when the weight gradient needs it (difference `attention-input-dropped`).',
  'With sequence parallelism a checkpoint of full recompute is counted whole on every tensor rank (difference `checkpoint-whole`).',
];
