import { type Chip, nameKey } from '../../facts/index.ts';
import type { Architecture } from '../../model/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { type EngineProfile, formatFor, type NamedFormat } from '../../serving/index.ts';

type Filled<T extends number | string> = Assumed & { readonly value: T };

/** Who runs on what, where nobody says: the engine that most people start on that accelerator. */
export function defaultEngine({ kind, vendor, architecture, id }: Chip): Filled<string> {
  const source = 'usual for the chip';
  const value =
    kind === 'cpu' || kind === 'soc'
      ? 'llamacpp'
      : /^gaudi/.test(architecture) || /^gaudi/.test(id)
        ? 'gaudi'
        : /huawei/i.test(vendor) || /^ascend/.test(id)
          ? 'vllm-ascend'
          : /^(trn|inf)/.test(id)
            ? 'neuron'
            : 'vllm-0.15';
  return { key: 'engine', value, source };
}

/** Checkpoints that are published narrower than 16 bit: what their weights are, and where that is said. */
const PUBLISHED: readonly (readonly [name: RegExp, format: string, source: string])[] = [
  [/gpt oss/, 'mxfp4', 'https://huggingface.co/openai/gpt-oss-120b/blob/main/config.json (quantization_config)'],
  [/deepseek (v3|r1)/, 'fp8-block', 'https://arxiv.org/abs/2412.19437, section 3.3'],
  [/kimi k2 5/, 'int4-weights', 'https://huggingface.co/moonshotai/Kimi-K2.5'],
  [/kimi k2/, 'fp8-block', 'https://huggingface.co/moonshotai/Kimi-K2-Instruct/blob/main/config.json'],
  [/minimax m2/, 'fp8-block', 'https://huggingface.co/MiniMaxAI/MiniMax-M2/blob/main/config.json'],
];

/** Weights as the checkpoint is published, in 16 bit where that is all there is; of llama.cpp its usual download. */
export function defaultWeights(
  { id, name }: Architecture,
  chip: Chip,
  { family }: EngineProfile,
): Filled<string> & { readonly format: NamedFormat } {
  const filled = (value: string, source: string) => ({ key: 'weights', value, source, format: formatFor(value) });
  if (family === 'llamacpp') return filled('gguf-q4-k-m', 'usual file of llama.cpp');
  const words = `${nameKey(id)} ${nameKey(name)}`;
  const found = PUBLISHED.find(([spelling]) => spelling.test(words));
  if (found) {
    const [, format, source] = found;
    const narrow = format === 'mxfp4' && (chip.peak.mxfp8 || chip.peak.nvfp4 || chip.peak.fp4);
    return filled(narrow && !/^GDDR/.test(chip.memory.type) ? 'mxfp4-mxfp8' : format, source);
  }
  return filled(chip.peak.bf16 || !chip.peak.fp16 ? 'bf16' : 'fp16', 'as published');
}

/** Elements of the cache: as wide as activations, which is what engines do unless told otherwise. */
export const defaultKv = (chip: Chip): Filled<'bf16' | 'fp16'> => ({
  key: 'kv',
  value: chip.peak.bf16 || !chip.peak.fp16 ? 'bf16' : 'fp16',
  source: "the engine's default",
});

/** Guesses accepted, where nobody says. */
export const DEFAULT_ACCEPTANCE: Filled<number> = {
  key: 'acceptance',
  value: 0.7,
  unit: 'share',
  source: 'assumption; DeepSeek-V3 reports 0.85-0.90 of its second token (arXiv:2412.19437, section 5.4.3)',
};

/** What a disk gives back of the cache, where nobody says: one drive on PCIe 4.0 x4. */
export const DISK_BANDWIDTH: Filled<number> = {
  key: 'offload_disk_bandwidth',
  value: 7e9,
  unit: 'B/s',
  source: 'assumption',
};

/** Rank of adapters, where nobody says: the largest that vLLM takes unless it is told otherwise (max_lora_rank). */
export const ADAPTER_RANK: Filled<number> = {
  key: 'lora_rank',
  value: 16,
  unit: '1',
  source: 'https://docs.vllm.ai/en/latest/features/lora/ (max_lora_rank)',
};

/** Adapters that the accelerators hold and a batch mixes, where nobody says. vLLM's own is 1, which nobody keeps who serves several. */
export const ADAPTERS_TOGETHER: Filled<number> = { key: 'lora_together', value: 8, unit: '1', source: 'assumption' };

/** Pixels of a picture, where nobody says: about a megapixel. */
export const PICTURE = { width: 1152, height: 864, source: 'assumption' } as const;

/** A request, where nobody says: the lengths that benchmarks of servers print first. */
export const DEFAULT_LENGTHS: readonly [Filled<number>, Filled<number>] = [
  { key: 'input', value: 1024, unit: 'token', source: 'InferenceX, first of its three pairs of lengths' },
  { key: 'output', value: 1024, unit: 'token', source: 'InferenceX, first of its three pairs of lengths' },
];
