import type { Architecture } from '../../model/index.ts';

/** How one replica is cut over accelerators; Deployment without its formats. */
export interface Cut {
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly ep: number;
}

export interface CutLimits {
  /** Accelerators of one scale-up domain (server or rack): tensor parallelism stays inside. */
  readonly domain: number;
  /** Most accelerators of a replica. */
  readonly most: number;
}

const powersTo = (most: number): number[] =>
  Array.from({ length: Math.floor(Math.log2(Math.max(1, most))) + 1 }, (_, i) => 2 ** i);

/**
 * The cuts that engines offer and people use: tensor parallelism over powers of two that divide the heads, pipelines only beyond one
 * scale-up domain, and for experts also attention in data parallel with every expert whole on one rank (DeepSeek's way).
 */
export function cutsOf(architecture: Architecture, { domain, most }: CutLimits): readonly Cut[] {
  const heads = architecture.blocks.flatMap(({ mixer }) => (mixer ? [mixer.heads] : []));
  const moe = architecture.blocks.flatMap(({ mlp }) => (mlp?.kind === 'moe' ? [mlp.experts] : []));
  const latent = architecture.blocks.some(({ mixer }) => mixer?.kind === 'mla');
  const divides = (tp: number) => heads.every((count) => count % tp === 0);
  const cuts: Cut[] = [];
  for (const tp of powersTo(Math.min(domain, most))) {
    if (!divides(tp)) continue;
    cuts.push({ tp, pp: 1, dp: 1, ep: 1 });
    if (moe.length > 0 && tp > 1 && moe.every((experts) => experts % tp === 0)) cuts.push({ tp, pp: 1, dp: 1, ep: tp });
    for (const pp of powersTo(Math.floor(most / tp)).slice(1)) {
      if (tp < domain && tp * pp > domain) continue;
      if (pp <= architecture.order.length && (tp === domain || domain < 8)) cuts.push({ tp, pp, dp: 1, ep: 1 });
    }
  }
  if (moe.length > 0)
    for (const ranks of powersTo(most).slice(1))
      for (const tp of latent ? [1] : [1, 2, 4].filter((t) => t < ranks && divides(t)))
        if (moe.every((experts) => experts % ranks === 0)) cuts.push({ tp, pp: 1, dp: ranks / tp, ep: ranks });
  return cuts;
}
