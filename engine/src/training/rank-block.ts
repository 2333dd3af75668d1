import type { Block } from '../model/index.ts';

/** The block as tensor ranks hold it together: with fewer key-value heads than ranks every rank has a copy of one, so there are as many as ranks. */
export function withCopiedKeys(block: Block, tp: number): Block {
  const { mixer } = block;
  if (mixer?.kind !== 'attention' || mixer.kvHeads >= tp) return block;
  return { ...block, mixer: { ...mixer, kvHeads: tp } };
}
