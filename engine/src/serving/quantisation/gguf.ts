import type { NamedFormat } from './formats.ts';

/**
 * Bits a weight of whole files, embedding and head included, as llama.cpp publishes them for Llama 2 7B (tools/quantize/README.md);
 * Q4_0 and Q8_0 by their blocks (32 weights with one 16-bit scale; the head is kept at Q6_K in Q4_0).
 */
const BITS: readonly (readonly [string, number])[] = [
  ['Q2_K', 3.35],
  ['Q3_K_S', 3.5],
  ['Q3_K_M', 3.91],
  ['Q3_K_L', 4.27],
  ['Q4_0', 4.54],
  ['Q4_K_S', 4.58],
  ['Q4_K_M', 4.84],
  ['Q5_K_S', 5.52],
  ['Q5_K_M', 5.68],
  ['Q6_K', 6.56],
  ['Q8_0', 8.5],
  ['F16', 16],
];

/** Weights are widened to 16 bit inside the product; what is not quantised is in the published mean already. */
export const GGUF_FORMATS: readonly NamedFormat[] = BITS.map(([kind, bits]) => ({
  id: `gguf-${kind.toLowerCase().replaceAll('_', '-')}`,
  title: `GGUF ${kind}`,
  names: [...new Set([kind, `gguf ${kind}`, kind.replaceAll('_', '')])],
  bits,
  products: 'fp16',
  gemmFit: bits >= 16 ? 'bf16' : bits > 7 ? 'int8-weights' : 'int4-weights',
  expertsFit: bits >= 16 ? 'bf16' : 'int4-weights',
  quantisesActivations: false,
  restBits: bits,
  source: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/quantize/README.md',
}));
