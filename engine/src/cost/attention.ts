import { defineTerm } from '../because/index.ts';
import { FITTED_ONCE } from '../machine/index.ts';
import { averageContext as meanContext } from '../model/index.ts';

/** Tokens that a query looks at on average, causal, with or without a sliding window. */
export const averageContext = defineTerm(
  {
    term: 'attention.context',
    formula: 's/2, or w − w²/(2s) with a window w < s',
    unit: 'token',
    symbols: {
      s: { unit: 'token', meaning: 'sequence length' },
      w: { unit: 'token', meaning: 'window; s when there is none' },
    },
    source: 'mean over positions of min(position, window)',
  },
  (s: number, w: number) => meanContext(s, w, 'causal'),
);

export const attentionFlops = defineTerm(
  {
    term: 'attention.flops',
    formula: '2·T·c·a·(dqk + dv)',
    unit: 'FLOP',
    symbols: {
      T: { unit: 'token', meaning: 'query tokens on this rank' },
      c: { unit: 'token', meaning: 'keys a query meets (average context, or all of them without causal skipping)' },
      a: { unit: '1', meaning: 'query heads on this rank' },
      d: { unit: '1', meaning: 'query-key and value head sizes added' },
    },
    source: 'two products a head: QKᵀ and PV',
  },
  (T: number, c: number, a: number, d: number) => 2 * T * c * a * d,
);

/** Backward of fused attention does five products for the forward's two. */
export const ATTENTION_BACKWARD = 2.5; // FlashAttention-2 (arXiv:2307.08691), section 4.1: recomputes S, then dV, dP, dQ, dK
/** Fused kernels work on heads padded with zeros to a multiple of this many elements. */
export const HEAD_PADDED_TO = 8; // flash-attention csrc/flash_attn/flash_api.cpp: head_size = round_multiple(head_size_og, 8)

export const fusedAttentionSeconds = defineTerm(
  {
    term: 'attention.fused',
    formula: 'flops / rate · ⌈d/8⌉·8/d',
    unit: 's',
    symbols: {
      flops: { unit: 'FLOP', meaning: 'FLOP of the core on this rank' },
      rate: { unit: 'FLOP/s', meaning: 'achieved rate of fused attention' },
      d: { unit: '1', meaning: 'head size' },
    },
    source: 'Dao 2022, arXiv:2205.14135; rates by chip in machine/shares; padding: flash-attention, flash_api.cpp',
  },
  (flops: number, rate: number, d: number) => (flops / rate) * ((Math.ceil(d / HEAD_PADDED_TO) * HEAD_PADDED_TO) / d),
);

/**
 * Times the score matrix crosses memory forward without a fused kernel: written, softmax in and out, dropout in and out with its mask of a
 * byte, read: 6.5 by count, 4 without dropout.
 */
export const SCORE_PASSES = 5.6; // FITTED_ONCE, on A100 runs of Megatron-LM
export const SCORE_PASSES_BACKWARD = 1.2; // of the forward's; FITTED_ONCE, on the same runs

export const scoreBytes = defineTerm(
  {
    term: 'attention.scores',
    formula: '5.6·2 B·T·s·a',
    unit: 'B',
    symbols: {
      T: { unit: 'token', meaning: 'query tokens' },
      s: { unit: 'token', meaning: 'keys' },
      a: { unit: '1', meaning: 'heads on this rank' },
    },
    source: `${FITTED_ONCE}; counted: 4 to 6.5 passes of 2 B`,
  },
  (T: number, s: number, a: number) => SCORE_PASSES * 2 * T * s * a,
);
