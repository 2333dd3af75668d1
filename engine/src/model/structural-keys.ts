import { ConfigError } from './config-error.ts';
import type { ConfigReader } from './config-reader.ts';
import type { Family } from './family.ts';

/**
 * Keys that say a layer has a part of its own: experts, latents, recurrent mixers, second kinds of attention. A config of an unknown
 * type that uses one its family cannot explain would be counted wrongly without a word, so it is refused.
 */
export const STRUCTURAL_KEYS: readonly string[] = [
  'num_experts',
  'num_local_experts',
  'n_routed_experts',
  'kv_lora_rank',
  'o_lora_rank',
  'ssm_state_size',
  'state_size',
  'mamba_num_heads',
  'mamba_d_state',
  'linear_num_value_heads',
  'linear_attn_config',
  'sparse_attention_config',
  'compress_ratios',
  'hybrid_override_pattern',
  'hybrid_layer_pattern',
  'layers_block_type',
  'block_configs',
  'swa_num_attention_heads',
  'global_head_dim',
  'num_kv_shared_layers',
  'encoder_layers',
  'num_encoder_layers',
];

/** @throws ConfigError unsupported, naming the first key that is in use and not explained. */
export function refuseUnexplained(config: ConfigReader, family: Family): void {
  for (const key of STRUCTURAL_KEYS) {
    if (family.explains?.includes(key)) continue;
    const value = config.find(key)?.value;
    const unused =
      value === undefined || value === false || value === 0 || (Array.isArray(value) && value.length === 0);
    if (!unused)
      throw new ConfigError('unsupported', {
        key,
        value,
        rule: `a key that ${family.name} models have; the model_type is not known`,
      });
  }
}
