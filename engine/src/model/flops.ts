import type { Architecture } from './architecture.ts';
import type { Operator } from './operators.ts';
import { operatorsOf } from './operators-of.ts';
import { layersOfKind } from './tensors-of.ts';

/** `causal` counts the half of the score matrix that is used; `full` the whole, as PaLM's formula and older tables do. */
export type AttentionConvention = 'causal' | 'full';

/** FLOP per token, by part. */
export interface FlopsPerToken {
  readonly matmul: number;
  readonly attention: number;
  readonly head: number;
  readonly scan: number;
  /** Prediction modules with their own pass through the head; 0 unless asked for. */
  readonly mtp: number;
  readonly total: number;
}

/** Backward is twice forward: one product for the input's gradient, one for the weight's. */
const FORWARD_AND_BACKWARD = 3;

/**
 * Model FLOP per token of training, forward and backward, without recomputation: 6 x active parameters that multiply, and attention.
 * @param sequence tokens of context. @param withMtp count multi-token-prediction modules too (DeepSeek-V3 at 4096: 2.60e11 against 2.50e11).
 * Source: Narayanan 2021 equation 3 without recomputation; Chowdhery 2022 appendix B for the full convention.
 */
export function flopsPerToken(
  arch: Architecture,
  sequence: number,
  convention: AttentionConvention,
  withMtp = false,
): FlopsPerToken {
  const f = forwardFlopsPerToken(arch, sequence, convention, withMtp);
  return {
    matmul: FORWARD_AND_BACKWARD * f.matmul,
    attention: FORWARD_AND_BACKWARD * f.attention,
    head: FORWARD_AND_BACKWARD * f.head,
    scan: FORWARD_AND_BACKWARD * f.scan,
    mtp: FORWARD_AND_BACKWARD * f.mtp,
    total: FORWARD_AND_BACKWARD * f.total,
  };
}

/** The same, forward alone: prefill of a sequence of that length, every token through the head. */
export function forwardFlopsPerToken(
  arch: Architecture,
  sequence: number,
  convention: AttentionConvention,
  withMtp = false,
): FlopsPerToken {
  const times = layersOfKind(arch);
  const kinds = arch.blocks.map((block) => blockFlops(operatorsOf(block, arch.hidden), sequence, convention));
  const all = (part: 'matmul' | 'attention' | 'scan') => kinds.reduce((n, kind, i) => n + times[i]! * kind[part], 0);
  const head = 2 * arch.hidden * arch.vocab;
  const parts = { matmul: all('matmul'), attention: all('attention'), head, scan: all('scan') };
  let mtp = 0;
  if (withMtp && arch.mtp !== undefined) {
    const kind = kinds[arch.mtp.block]!;
    mtp = arch.mtp.count * (kind.matmul + kind.attention + kind.scan + head + 2 * arch.hidden * 2 * arch.hidden);
  }
  return { ...parts, mtp, total: parts.matmul + parts.attention + parts.head + parts.scan + mtp };
}

/**
 * Keys a query sees on average in a sequence, tokens. Causal: the first w tokens see 1..w, the others w, so w - w²/2s with w = min(window, s);
 * s/2 when there is no window. Full: w.
 */
export function averageContext(sequence: number, window: number | null, convention: AttentionConvention): number {
  const w = Math.min(window ?? sequence, sequence);
  return convention === 'full' ? w : w - (w * w) / (2 * sequence);
}

function blockFlops(operators: readonly Operator[], sequence: number, convention: AttentionConvention) {
  let matmul = 0;
  let attention = 0;
  let scan = 0;
  for (const o of operators) {
    if (o.op === 'matmul') matmul += 2 * o.n * o.k;
    else if (o.op === 'experts') matmul += 2 * o.topk * o.n * o.k;
    else if (o.op === 'attention')
      attention += 2 * averageContext(sequence, o.window, convention) * o.heads * (o.qkDim + o.vDim);
    else if (o.op === 'scan') scan += o.flopsPerToken;
  }
  return { matmul, attention, scan };
}
