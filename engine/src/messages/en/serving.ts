import { type Near, nearest } from './words.ts';

/** Sentences about serving: rules of engines, what was assumed. Figures come printed by units/. */
export const serving = {
  /** Rules that only serving has, keyed by `rule`; those of parallelism that training shares are in rules.ts. */
  rules: {
    'context-model': (v: { context: number; longest: number; model: string }) =>
      `context ${v.context} is longer than the ${v.longest} tokens that ${v.model} was made for; nearest: ${v.longest}`,
    'serving-product': (v: { tp: number; pp: number; dp: number; replicas: number; product: number; count: number }) =>
      `TP ${v.tp} × PP ${v.pp} × DP ${v.dp} × ${v.replicas} replicas make ${v.product}, there are ${v.count} accelerators; nearest: ${nearestCount(v)}`,
    'serving-ep': (v: { ep: number; ranks: number; tp: number; dp: number }) =>
      `expert parallel ${v.ep} does not divide the ${v.ranks} ranks of TP ${v.tp} × DP ${v.dp}; nearest: ${v.ranks}`,
    'serving-memory': (v: { needed: string | number; capacity: string | number; tokens: number }) =>
      `weights, buffers and one request of ${v.tokens} tokens need ${v.needed} of ${v.capacity} an accelerator`,
    'engine-format': (v: { format: string; engine: string; nearest?: Near }) =>
      `${v.engine} does not read ${v.format}${nearest(v.nearest)}`,
  },
  errors: {
    unknownEngine: (v: { name: string; nearest?: Near }) =>
      `engine "${v.name}" is not known${nearest(v.nearest)}; for example vllm, sglang, trtllm, llama.cpp`,
    unknownFormat: (v: { name: string; nearest?: Near }) =>
      `weight format "${v.name}" is not known${nearest(v.nearest)}; for example bf16, fp8, int4, nvfp4, q4_k_m`,
    latency: (v: { what: string; value: string }) =>
      `${v.what} "${v.value}" is no latency; nearest: "1 s", "50 ms" or "p95 200 ms"`,
    oneWanted: (v: { what: string; value: string; nearest: readonly string[] }) =>
      `${v.what} lists ${v.value}, one is wanted here; nearest: ${v.nearest[0]}, or ridgepoint plan serve`,
  },
};

/** The whole number of replicas that the accelerators carry, or as many accelerators as are asked for. */
export const nearestCount = (v: { tp: number; pp: number; dp: number; count: number; product: number }): string => {
  const replicas = Math.floor(v.count / (v.tp * v.pp * v.dp));
  return replicas < 1 ? String(v.product) : `${replicas} × ${v.tp * v.pp * v.dp}`;
};
