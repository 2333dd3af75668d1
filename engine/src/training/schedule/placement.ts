import type { PipelineSpec } from './spec.ts';

/** What placement needs to know of a spec. */
export type Placed = Pick<PipelineSpec, 'schedule' | 'stages' | 'chunks'>;

/**
 * Stages (ranks) that hold model chunk `chunk` (0 .. stages x chunks - 1, model order). One stage, except for DualPipe's two copies.
 * - zb-v: a V: chunks 0..p-1 go down the stages, the next p come back up (Qi et al. 2024, arXiv:2401.10241, section 6); further chunks
 *   would turn again.
 * - dualpipe: the model is cut into p parts of `chunks` neighbouring chunks; part k lives on stage k for the stream that enters at stage 0
 *   and on stage p-1-k for the stream that enters at the other end (DeepSeek-V3, arXiv:2412.19437, figure 5).
 * - all others: chunk c on stage c mod p (Narayanan et al. 2021, arXiv:2104.04473, section 2.2).
 */
export function placement(spec: Placed, chunk: number): readonly number[] {
  const p = spec.stages;
  if (spec.schedule === 'dualpipe') {
    const part = Math.floor(chunk / spec.chunks);
    return [part, p - 1 - part];
  }
  const turn = Math.floor(chunk / p);
  if (spec.schedule === 'zb-v' && turn % 2 === 1) return [p - 1 - (chunk % p)];
  return [chunk % p];
}
