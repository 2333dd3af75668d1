import type { Chip } from '../../../facts/index.ts';
import type { Architecture } from '../../../model/index.ts';
import { type Deployment, formatFor, UnknownFormat, type WeightFormat } from '../../../serving/index.ts';
import type { ServingRow } from './serving-row.ts';

export interface FormatsOfRow {
  readonly weights: WeightFormat;
  readonly kv: Deployment['kv'];
  readonly assumed: readonly string[];
}

/** Checkpoints that are published in blocks of FP8 (128 x 128): "fp8" of such a model means them. Sources: their config.json, quantization_config. */
const BLOCK_FP8 = /deepseek|minimax|qwen3|glm-?[45]|kimi/i;
/** Checkpoints whose experts are published in MXFP4, whatever label a table gives them. Source: openai/gpt-oss-120b config.json. */
const MXFP4 = /gpt-?oss/i;
/** Models whose only published weights are narrow. Source: quantization_config of their config.json. */
const PUBLISHED: readonly (readonly [RegExp, string])[] = [
  [/kimi-k2-thinking|kimi-k2\.5/i, 'int4-weights'],
  [/minimax-m2|deepseek-(v3|r1)|kimi-k2/i, 'fp8-block'],
];
/** MLPerf prints the type of the files that a submission starts from; NVIDIA's and AMD's engines run what the chip multiplies in. */
const NOT_WHAT_RUNS = /^(fp16|fp32|unset)$/i;

/**
 * Weights and cache of a row: as printed, made exact by what the checkpoint is known to be. Silent: BF16, the frameworks' default.
 * The cache follows the engine's default (auto = what activations are in), not the weights, unless the benchmark's own scripts say.
 */
export function formatsOfRow(
  row: ServingRow,
  chip: Chip,
  architecture: Architecture,
  kvDefault: (weights: WeightFormat) => Deployment['kv'],
): FormatsOfRow | { readonly refused: string } {
  const assumed: string[] = [];
  const printed = row.model.weights ?? undefined;
  const experts = row.model.moe_weights ?? undefined;
  let weights: WeightFormat;
  try {
    weights = weightsOf(row, printed, experts, chip, architecture, assumed);
  } catch (error) {
    if (error instanceof UnknownFormat) return { refused: `weights of no known format: ${error.message}` };
    throw error;
  }
  const cache = kvOf(row.model.kv_cache);
  if (!cache) assumed.push('kv=engine default');
  return { weights, kv: cache ?? kvDefault(weights), assumed };
}

function weightsOf(
  row: ServingRow,
  printed: string | undefined,
  experts: string | undefined,
  chip: Chip,
  architecture: Architecture,
  assumed: string[],
): WeightFormat {
  const { name } = row.model;
  if (MXFP4.test(name)) {
    if (!/mxfp4/i.test(printed ?? '')) assumed.push('weights=mxfp4');
    return formatFor(/rtx|geforce/i.test(chip.name) ? 'mxfp4' : 'mxfp4-mxfp8');
  }
  if (row.mlperf && printed && NOT_WHAT_RUNS.test(printed)) return submitted(row, chip, assumed);
  const published = PUBLISHED.find(([model]) => model.test(name));
  if (printed === undefined && published) {
    assumed.push(`weights=${published[1]}`);
    return formatFor(published[1]);
  }
  if (printed === undefined) {
    assumed.push('weights=bf16');
    return formatFor(/-fp8$/i.test(name) ? 'fp8-block' : 'bf16');
  }
  const local = FOUR_BIT.test(printed) && ownFourBit(row.serving.engine ?? '');
  if (local) {
    assumed.push(`weights=${local.id}`);
    return local;
  }
  const routed = architecture.blocks.some((b) => b.mlp?.kind === 'moe');
  const text = printed.toLowerCase();
  if (/^fp8/.test(text) && (experts === 'fp8_block' || text === 'fp8_block' || (routed && BLOCK_FP8.test(name))))
    return formatFor('fp8-block');
  return printedFormat(printed);
}

const FOUR_BIT = /^4-?bit$/i;

/** What "4-bit" is to an engine with files of its own: llama.cpp's Q4_K_M, its usual file; MLC's q4f16_1, groups of 32 that hold the head too. */
function ownFourBit(engine: string): WeightFormat | undefined {
  if (/llama-?\.?cpp/i.test(engine)) return formatFor('gguf-q4-k-m');
  if (/\bmlc\b/i.test(engine)) return { ...formatFor('int4-weights'), id: 'q4f16', bits: 4.5, restBits: 4.5 };
  return undefined;
}

/** A format as tables print it. @throws UnknownFormat */
export function printedFormat(printed: string): WeightFormat {
  const bits = /exl2\s+(\d+(?:\.\d+)?)\s*bpw/i.exec(printed)?.[1];
  // EXL2 mixes kinds to a mean of so many bits a weight; the head stays at 6 (turboderp-org/exllamav2 README).
  if (bits) return { ...formatFor('int4-weights'), id: `exl2-${bits}`, bits: Number(bits), restBits: 6 };
  const text = printed.toLowerCase().replaceAll('_', ' ').trim();
  if (/^fp32|float32/.test(text)) return { ...formatFor('bf16'), id: 'fp32', bits: 32, restBits: 32 };
  if (/int8.*weight.only|weight.only.*int8|^8 ?-?bit|int8 wo/.test(text)) return formatFor('int8-weights');
  if (/4-?bit|^u?int4|gptq|awq|int4 wo|w4a16/.test(text)) return formatFor('int4-weights');
  if (/^(nvfp4|fp4)/.test(text)) return formatFor('nvfp4');
  if (/^mxfp4/.test(text)) return formatFor('mxfp4-mxfp8');
  if (/^fp8 block/.test(text)) return formatFor('fp8-block');
  if (/^unset/.test(text)) return formatFor('fp8');
  return formatFor(printed);
}

/** What MLPerf submissions run where the file says only what they start from: FP4 on Blackwell and CDNA 4, FP8 where a chip has it. */
function submitted(row: ServingRow, chip: Chip, assumed: string[]): WeightFormat {
  const { peak } = chip;
  const open = row.mlperf?.division === 'open';
  const id =
    (peak.nvfp4 || peak.fp4) && !/gpt-?j|llama-?3\.1-8b-edge/i.test(row.model.name)
      ? 'nvfp4'
      : peak.fp8 || peak.mxfp8
        ? 'fp8'
        : 'int8-weights';
  const chosen = open && /fp32/i.test(row.model.weights ?? '') && !peak.fp8 ? 'bf16' : id;
  assumed.push(`weights=${chosen}`);
  return formatFor(chosen);
}

function kvOf(printed: string | null | undefined): Deployment['kv'] | undefined {
  const text = (printed ?? '').toLowerCase();
  if (/^(fp8|e4m3|e5m2)/.test(text)) return 'fp8';
  if (/^(bf16|bfloat16|auto)/.test(text)) return 'bf16';
  if (/^(fp16|float16|half)/.test(text)) return 'fp16';
  if (/^int8/.test(text)) return 'int8';
  return /^(nv)?fp4/.test(text) ? 'fp4' : undefined;
}
