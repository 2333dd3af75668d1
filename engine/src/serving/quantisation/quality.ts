/** What a format costs in quality, as somebody measured it; a model of another size or age may lose more or less. */
export interface FormatQuality {
  /** 0 = hardly measurable, 1 = small, 2 = noticeable, 3 = heavy. */
  readonly tier: 0 | 1 | 2 | 3;
  /** Rise of perplexity on Wikitext of Llama 3 8B; absent where another measure was taken. */
  readonly perplexity?: number;
  readonly note: 'as-published' | 'perplexity' | 'fp8' | 'int8' | 'int4' | 'fp4';
  readonly source: string;
}

const LLAMA_CPP = 'https://github.com/ggml-org/llama.cpp/blob/master/tools/quantize/quantize.cpp';
const STUDY = 'https://arxiv.org/abs/2411.02355';
const NVFP4 = 'https://developer.nvidia.com/blog/introducing-nvfp4-for-efficient-and-accurate-low-precision-inference/';

/** Rise of perplexity of Llama 3 8B by kind, as llama-quantize prints it beside each. Source: LLAMA_CPP, QUANT_OPTIONS. */
const RISES: Readonly<Record<string, number>> = {
  'gguf-q2-k': 3.5199,
  'gguf-q3-k-s': 1.6321,
  'gguf-q3-k-m': 0.6569,
  'gguf-q3-k-l': 0.5562,
  'gguf-q4-0': 0.4685,
  'gguf-q4-k-s': 0.2689,
  'gguf-q4-k-m': 0.1754,
  'gguf-q5-k-s': 0.1049,
  'gguf-q5-k-m': 0.0569,
  'gguf-q6-k': 0.0217,
  'gguf-q8-0': 0.0026,
};

/** Bounds of tiers by that rise: 1 % of a perplexity of 6.2, 5 %, 15 %. */
const TIERS = [0.062, 0.31, 0.93] as const;

const NAMED: readonly (readonly [id: RegExp, quality: FormatQuality])[] = [
  [/^fp8/, { tier: 0, note: 'fp8', source: STUDY }],
  [/^int8/, { tier: 1, note: 'int8', source: STUDY }],
  [/^(int4|w4a8)/, { tier: 1, note: 'int4', source: STUDY }],
  [/^(nvfp4|mxfp4)/, { tier: 1, note: 'fp4', source: NVFP4 }],
];

/** The caveat of a format. `published` = the checkpoint is published in it: nothing is lost. */
export function qualityOf(id: string, published: boolean): FormatQuality {
  const rise = RISES[id];
  if (rise !== undefined) {
    const tier = TIERS.findIndex((bound) => rise <= bound);
    return {
      tier: (tier < 0 ? 3 : tier) as FormatQuality['tier'],
      perplexity: rise,
      note: 'perplexity',
      source: LLAMA_CPP,
    };
  }
  const named = published ? undefined : NAMED.find(([format]) => format.test(id))?.[1];
  return named ?? { tier: 0, note: 'as-published', source: 'definition' };
}
