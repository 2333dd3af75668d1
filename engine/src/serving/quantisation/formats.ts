import { type Chip, type Dtype, nameKey } from '../../facts/index.ts';
import type { WeightFormat } from '../deployment.ts';
import { UnknownFormat } from './format-error.ts';
import { GGUF_FORMATS } from './gguf.ts';

/** A weight format as people name it, and what stands in for it where a chip cannot multiply in it. */
export interface NamedFormat extends WeightFormat {
  readonly title: string;
  /** Spellings that people and published rows use, besides the id. */
  readonly names: readonly string[];
  /** The format that keeps the same weights and multiplies in 16 bit; absent = this one already does. */
  readonly weightOnly?: string;
  readonly source: string;
}

const PLAIN = { restBits: 16, quantisesActivations: false } as const;
const NARROW = { restBits: 16, quantisesActivations: true } as const;
const AWQ = 'https://arxiv.org/abs/2306.00978';

/** Formats of serving engines. Bits count scales and zero points: int4 in groups of 128 stores 16 bits of scale and 4 of zero a group. */
export const ENGINE_FORMATS: readonly NamedFormat[] = [
  {
    id: 'bf16',
    title: 'bfloat16',
    names: ['bfloat16', '16 bit', 'w16a16', 'none', 'unquantized'],
    bits: 16,
    products: 'bf16',
    gemmFit: 'bf16',
    expertsFit: 'bf16',
    ...PLAIN,
    source: 'definition',
  },
  {
    id: 'fp16',
    title: 'float16',
    names: ['float16', 'half', 'f16 weights'],
    bits: 16,
    products: 'fp16',
    gemmFit: 'bf16',
    expertsFit: 'bf16',
    ...PLAIN,
    source: 'definition',
  },
  {
    id: 'fp8',
    title: 'FP8 E4M3, one scale a tensor',
    names: ['fp8 e4m3', 'e4m3', 'w8a8 fp8', 'fp8 per tensor', 'fp8 dynamic', 'modelopt fp8', 'float8'],
    bits: 8,
    products: 'fp8',
    gemmFit: 'fp8',
    expertsFit: 'fp8',
    ...NARROW,
    weightOnly: 'fp8-weights',
    source: 'https://arxiv.org/abs/2209.05433',
  },
  {
    id: 'fp8-block',
    title: 'FP8 E4M3, one scale a block of 128 x 128',
    names: ['fp8 block', 'block fp8', 'fp8 blockwise', 'deepseek fp8', 'fp8 128x128'],
    bits: 8 + 32 / (128 * 128),
    products: 'fp8',
    gemmFit: 'fp8-block',
    expertsFit: 'fp8-block',
    ...NARROW,
    weightOnly: 'fp8-weights',
    source: 'https://arxiv.org/abs/2412.19437',
  },
  {
    id: 'fp8-weights',
    title: 'FP8 weights, 16-bit products',
    names: ['fp8 weight only', 'w8a16 fp8', 'fp8 marlin'],
    bits: 8,
    products: 'bf16',
    gemmFit: 'int8-weights',
    expertsFit: 'bf16',
    ...PLAIN,
    source: 'vLLM documentation: FP8 W8A16 by Marlin kernels on chips without FP8 products',
  },
  {
    id: 'int8',
    title: 'INT8 weights and activations',
    names: ['w8a8', 'w8a8 int8', 'smoothquant', 'int8 sq', 'sq'],
    bits: 8,
    products: 'int8',
    gemmFit: 'int8',
    expertsFit: 'int8',
    ...NARROW,
    weightOnly: 'int8-weights',
    source: 'https://arxiv.org/abs/2211.10438',
  },
  {
    id: 'int8-weights',
    title: 'INT8 weights, 16-bit products',
    names: ['int8 weight only', 'int8 wo', 'w8a16', 'int8 weights'],
    bits: 8,
    products: 'bf16',
    gemmFit: 'int8-weights',
    expertsFit: 'int4-weights',
    ...PLAIN,
    source: 'https://arxiv.org/abs/2208.07339',
  },
  {
    id: 'int4-weights',
    title: 'INT4 weights in groups of 128, 16-bit products',
    names: ['int4', 'awq', 'gptq', 'w4a16', 'int4 awq', 'gptq int4', 'int4 wo', 'int4 weight only', '4 bit', 'q4'],
    bits: 4 + (16 + 4) / 128,
    products: 'bf16',
    gemmFit: 'int4-weights',
    expertsFit: 'int4-weights',
    ...PLAIN,
    source: AWQ,
  },
  {
    id: 'w4a8',
    title: 'INT4 weights, FP8 products',
    names: ['w4a8 awq', 'w4afp8', 'qserve', 'int4 fp8'],
    bits: 4 + (16 + 4) / 128,
    products: 'fp8',
    gemmFit: 'fp8',
    expertsFit: 'fp8',
    ...NARROW,
    weightOnly: 'int4-weights',
    source: 'https://arxiv.org/abs/2405.04532',
  },
  {
    id: 'nvfp4',
    title: 'NVFP4: FP4 E2M1, one FP8 scale for 16',
    names: ['fp4', 'nv fp4', 'w4a4 nvfp4', 'modelopt fp4', 'e2m1'],
    bits: 4.5,
    products: 'nvfp4',
    gemmFit: 'nvfp4',
    expertsFit: 'nvfp4',
    ...NARROW,
    weightOnly: 'nvfp4-weights',
    source: 'https://developer.nvidia.com/blog/introducing-nvfp4-for-efficient-and-accurate-low-precision-inference/',
  },
  {
    id: 'nvfp4-weights',
    title: 'NVFP4 weights, 16-bit products',
    names: ['nvfp4 weight only', 'nvfp4 marlin', 'w4a16 nvfp4'],
    bits: 4.5,
    products: 'bf16',
    gemmFit: 'int4-weights',
    expertsFit: 'mxfp4-weights',
    ...PLAIN,
    source: 'vLLM documentation: NVFP4 by Marlin kernels on chips without FP4 products',
  },
  {
    id: 'mxfp4',
    title: 'MXFP4 weights (one 8-bit exponent for 32), 16-bit products',
    names: ['mx fp4', 'mxfp4 weights', 'w4a16 mxfp4'],
    bits: 4.25,
    products: 'bf16',
    gemmFit: 'bf16',
    expertsFit: 'mxfp4-weights',
    ...PLAIN,
    source: 'https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf',
  },
  {
    id: 'mxfp4-mxfp8',
    title: 'MXFP4 weights, MXFP8 products',
    names: ['w4a8 mxfp4 mxfp8', 'mxfp4 mxfp8', 'w4a8 mxfp4'],
    bits: 4.25,
    products: 'mxfp8',
    gemmFit: 'bf16',
    expertsFit: 'mxfp4-mxfp8',
    ...NARROW,
    weightOnly: 'mxfp4',
    source: 'https://www.opencompute.org/documents/ocp-microscaling-formats-mx-v1-0-spec-final-pdf',
  },
];

export const WEIGHT_FORMATS: readonly NamedFormat[] = [...ENGINE_FORMATS, ...GGUF_FORMATS];

const byId = new Map(WEIGHT_FORMATS.map((format) => [format.id, format]));

/** The weight format that a name means. @throws UnknownFormat with the nearest names */
export function formatFor(name: string): NamedFormat {
  const exact = byId.get(name);
  if (exact) return exact;
  const key = nameKey(name);
  const found =
    WEIGHT_FORMATS.find((format) => nameKey(format.id) === key) ??
    WEIGHT_FORMATS.find((format) => format.names.some((other) => nameKey(other) === key));
  if (found) return found;
  throw new UnknownFormat(
    name,
    WEIGHT_FORMATS.flatMap((format) => [format.id, ...format.names]),
    (spelling) => WEIGHT_FORMATS.find((f) => f.id === spelling || f.names.includes(spelling))?.id,
  );
}

/** Number formats that count as products of a chip: it states a peak for one of them. */
const SERVES: Readonly<Partial<Record<Dtype, readonly Dtype[]>>> = {
  fp8: ['fp8', 'mxfp8'],
  mxfp8: ['mxfp8', 'fp8'],
  nvfp4: ['nvfp4', 'fp4'],
  int8: ['int8'],
};

/** Hopper and Ada multiply FP8 but know no scales of 32: MX products begin with Blackwell and CDNA 4. */
const needsMx = (chip: Pick<Chip, 'peak'>): boolean => Boolean(chip.peak.fp4 || chip.peak.nvfp4 || chip.peak.mxfp8);

/**
 * What a chip really runs when asked for a format: itself, or the same weights with 16-bit products where the chip has none of its
 * kind (FP8 on an A100, NVFP4 on an H100).
 */
export function formatOn(chip: Pick<Chip, 'peak'>, format: WeightFormat): WeightFormat {
  const own = SERVES[format.products];
  const has = !own || own.some((dtype) => chip.peak[dtype]);
  if (has && (format.products !== 'mxfp8' || needsMx(chip))) return format;
  const stand = byId.get(format.id)?.weightOnly;
  return stand ? byId.get(stand)! : format;
}
