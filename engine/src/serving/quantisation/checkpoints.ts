import type { Architecture } from '../../model/index.ts';
import type { WeightFormat, WidePart } from '../deployment.ts';

/** Checkpoints of a format that leave parts of a network in 16 bit. */
interface Published {
  readonly model: RegExp;
  readonly formats: RegExp;
  readonly wide: readonly WidePart[];
  readonly source: string;
}

const HUB = 'https://huggingface.co';

/**
 * What published checkpoints leave alone, the first that fits; networks that are not named are narrowed whole. Files say it themselves:
 * hf_quant_config.json under exclude_modules, config.json under quantization_config.ignore.
 */
const PUBLISHED: readonly Published[] = [
  {
    model: /kimi-k2/,
    formats: /^(nvfp4|int4-weights)$/,
    wide: ['attention', 'output', 'shared-expert', 'mlp'],
    source: `${HUB}/Inferact/Kimi-K2.5-NVFP4/blob/main/config.json; ${HUB}/decart-ai/Kimi-K2.7-Code-NVFP4 on nvidia/Kimi-K2.6-NVFP4`,
  },
  {
    model: /deepseek-(v3|r1)/,
    formats: /^nvfp4$/,
    wide: ['attention'],
    source: `${HUB}/nvidia/DeepSeek-R1-0528-FP4-v2, which narrows the output projection beyond ${HUB}/nvidia/DeepSeek-R1-0528-NVFP4`,
  },
  {
    model: /minimax-m2|glm-(4\.[5-9]|5)|qwen3\.5.*-a\d/,
    formats: /^nvfp4$/,
    wide: ['attention', 'output'],
    source: `${HUB}/nvidia/MiniMax-M2.5-NVFP4 and ${HUB}/nvidia/GLM-4.7-NVFP4, hf_quant_config.json; Model Optimizer's recipe nvfp4_experts_only`,
  },
];

/** A format as the published checkpoint of a network has it. */
export function formatIn({ id }: Pick<Architecture, 'id'>, format: WeightFormat): WeightFormat {
  const found = PUBLISHED.find(({ model, formats }) => model.test(id) && formats.test(format.id));
  return found ? { ...format, wide: found.wide } : format;
}

/** Part of a network that a matrix belongs to, by its name and role in the model. */
export const widePartOf = (role: string, name: string): WidePart | undefined =>
  role === 'mixer'
    ? name === 'out'
      ? 'output'
      : 'attention'
    : role === 'mlp' || role === 'shared-expert'
      ? role
      : undefined;

/** Whether a matrix stays in 16 bit. Formats whose dense products are 16 bit narrow experts alone (gpt-oss). */
export function staysWide(format: WeightFormat, role: string, name: string): boolean {
  if (role === 'expert') return false;
  if (format.gemmFit === 'bf16' && format.bits < 16) return true;
  const part = widePartOf(role, name);
  return part !== undefined && format.wide?.includes(part) === true;
}
