import { type Architecture, type Block, blockTensors, elements, layersOfKind, type Tensor } from '../../model/index.ts';
import type { Deployment, WeightFormat } from '../deployment.ts';
import { formatIn, staysWide } from './checkpoints.ts';

/** Of a tower for pictures on one accelerator: in 16 bit whatever the model is in, cut as its other matrices are. */
export const towerBytes = ({ vision }: Architecture, { tp }: Pick<Deployment, 'tp'>): number =>
  (2 * (vision?.parameters ?? 0)) / tp;

/** Bytes of weights on one accelerator, by what holds them. */
export interface WeightBytes {
  /** Whole rank; the fullest pipeline stage. */
  readonly total: number;
  readonly embedding: number;
  readonly head: number;
  readonly attention: number;
  readonly mlp: number;
  readonly experts: number;
  /** Norms, routers and what else stays in 16 bit. */
  readonly rest: number;
  /** Multi-token-prediction modules, where they are loaded. */
  readonly mtp: number;
}

/** What a checkpoint without a count of its own would hold: elements x bits. */
const bytesOf = (tensor: Tensor, bits: number): number => (elements(tensor) * bits) / 8;

/** Matrices of attention, feed-forward and experts are narrowed; routers, norms, convolutions and biases are not. */
function bitsOf(tensor: Tensor, format: WeightFormat): number {
  if (tensor.shape.length < 2 || !['mixer', 'mlp', 'expert', 'shared-expert'].includes(tensor.role))
    return format.restBits;
  return staysWide(format, tensor.role, tensor.name) ? format.restBits : format.bits;
}

/** Ranks that share a tensor: experts over all of a stage's ranks, dense ones over tensor parallelism, latent projections over none. */
function ranksOf(tensor: Tensor, block: Block | null, { tp, dp }: Pick<Deployment, 'tp' | 'dp'>): number {
  if (tensor.shard === 'expert' || tensor.role === 'expert') return tp * dp;
  if (tensor.shard === 'none') return 1;
  const mixer = block?.mixer;
  if (tensor.role !== 'mixer' || mixer?.kind !== 'attention' || mixer.kvHeads >= tp || tensor.shard !== 'column')
    return tp;
  // Fewer key-value heads than ranks: each rank holds one whole, so a fused projection is wider than its share.
  const q = mixer.heads * (mixer.outputGate ? 2 : 1);
  const wide = q / tp + 2;
  return (q + 2 * mixer.kvHeads) / wide;
}

const NOTHING: WeightBytes = { total: 0, embedding: 0, head: 0, attention: 0, mlp: 0, experts: 0, rest: 0, mtp: 0 };

function blockBytes(
  block: Block,
  hidden: number,
  { tp, dp, weights }: Pick<Deployment, 'tp' | 'dp' | 'weights'>,
): WeightBytes {
  const sum = { ...NOTHING };
  for (const tensor of blockTensors(block, hidden)) {
    const bytes = bytesOf(tensor, bitsOf(tensor, weights)) / ranksOf(tensor, block, { tp, dp });
    if (tensor.role === 'mixer') sum.attention += bytes;
    else if (tensor.role === 'expert') sum.experts += bytes;
    else if (tensor.role === 'mlp' || tensor.role === 'shared-expert') sum.mlp += bytes;
    else sum.rest += bytes;
    sum.total += bytes;
  }
  return sum;
}

/**
 * Bytes of weights on the fullest rank of a deployment: experts over tp x dp (whole or in slices), dense matrices over tp, layers over
 * pp, embedding and head over tp in 16 bit; a tied head shares the embedding unless they lie on different stages. MLA's latent
 * projections are on every rank. `withMtp` = the prediction modules are loaded for speculation.
 */
export function weightBytes(
  architecture: Architecture,
  deployment: Pick<Deployment, 'tp' | 'pp' | 'dp' | 'ep' | 'weights'>,
  { withMtp = false }: { readonly withMtp?: boolean } = {},
): WeightBytes {
  const { tp, pp } = deployment;
  const weights = formatIn(architecture, deployment.weights);
  const layers = layersOfKind(architecture);
  const each = architecture.blocks.map((block) => blockBytes(block, architecture.hidden, { ...deployment, weights }));
  const stageShare = Math.ceil(architecture.order.length / pp) / architecture.order.length;
  const sum = (part: keyof WeightBytes): number =>
    each.reduce((all, block, i) => all + block[part] * layers[i]!, 0) * stageShare;
  const table = (architecture.vocab * architecture.hidden * weights.restBits) / 8 / tp;
  const embedding = table + (architecture.learnedPositions * architecture.hidden * weights.restBits) / 8;
  const head = architecture.tiedEmbeddings && pp === 1 ? 0 : table;
  // The fullest stage holds one of the two tables where there are several stages, both where there is one.
  const ends = pp === 1 ? embedding + head : Math.max(embedding, head);
  const outside = architecture.finalNormParameters + (architecture.otherParameters ?? 0);
  // Towers for pictures are on the first stage.
  const rest = sum('rest') + (outside * weights.restBits) / 8 + towerBytes(architecture, deployment);
  const predicted = architecture.mtp;
  const mtp =
    withMtp && predicted
      ? predicted.count * (each[predicted.block]!.total + (2 * architecture.hidden ** 2 * weights.restBits) / 8)
      : 0;
  const attention = sum('attention');
  const mlp = sum('mlp');
  const experts = sum('experts');
  return {
    total: attention + mlp + experts + rest + ends + mtp,
    embedding: pp === 1 ? embedding : Math.max(embedding, head),
    head: pp === 1 ? head : 0,
    attention,
    mlp,
    experts,
    rest,
    mtp,
  };
}
