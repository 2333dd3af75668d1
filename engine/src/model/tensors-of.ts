import type { Architecture, Block } from './architecture.ts';
import { mixerTensors } from './mixer-tensors.ts';
import { mlpTensors } from './mlp-tensors.ts';
import type { Tensor } from './tensors.ts';

/** Tensors that come together: one kind of layer, or one part outside the layers. */
export interface TensorGroup {
  readonly group: 'block' | 'embedding' | 'positions' | 'final-norm' | 'head' | 'other' | 'mtp';
  /** Index into `arch.blocks`, for group `block`. */
  readonly block?: number;
  /** How often the group occurs: layers of this kind, prediction modules, or 1. */
  readonly times: number;
  readonly tensors: readonly Tensor[];
}

/** Every weight of a network by group. A tied head has no tensor of its own. Prediction modules share embedding and head. */
export function tensorsOf(arch: Architecture): readonly TensorGroup[] {
  const { hidden, vocab } = arch;
  const groups: TensorGroup[] = [
    single('embedding', { name: 'embedding', shape: [vocab, hidden], role: 'embedding', shard: 'vocab' }),
  ];
  if (arch.learnedPositions > 0) {
    groups.push(
      single('positions', {
        name: 'positions',
        shape: [arch.learnedPositions, hidden],
        role: 'position',
        shard: 'none',
      }),
    );
  }
  const times = layersOfKind(arch);
  arch.blocks.forEach((block, i) => {
    if (times[i]! > 0)
      groups.push({ group: 'block', block: i, times: times[i]!, tensors: blockTensors(block, hidden) });
  });
  if (arch.finalNormParameters > 0) {
    groups.push(
      single('final-norm', { name: 'final-norm', shape: [arch.finalNormParameters], role: 'norm', shard: 'none' }),
    );
  }
  if (arch.otherParameters)
    groups.push(single('other', { name: 'other', shape: [arch.otherParameters], role: 'other', shard: 'none' }));
  if (!arch.tiedEmbeddings)
    groups.push(single('head', { name: 'head', shape: [vocab, hidden], role: 'head', shard: 'vocab' }));
  if (arch.mtp !== undefined)
    groups.push({ group: 'mtp', times: arch.mtp.count, tensors: mtpTensors(arch, arch.mtp.block) });
  return groups;
}

/** The weights of one layer. */
export function blockTensors(block: Block, hidden: number): readonly Tensor[] {
  const norms: Tensor[] =
    block.norms > 0
      ? [{ name: 'norm', shape: [block.normParameters], count: block.norms, role: 'norm', shard: 'none' }]
      : [];
  return [
    ...norms,
    ...(block.mixer === null ? [] : mixerTensors(block.mixer, hidden)),
    ...(block.mlp === null ? [] : mlpTensors(block.mlp, hidden)),
  ];
}

/** How many layers there are of each kind, by index into `arch.blocks`. */
export function layersOfKind(arch: Architecture): number[] {
  const times = arch.blocks.map(() => 0);
  for (const kind of arch.order) times[kind]!++;
  return times;
}

/** Elements of a tensor, all copies. */
export const elements = (tensor: Tensor): number => tensor.shape.reduce((product, n) => product * n, tensor.count);

/** arXiv 2412.19437 section 2.2: a layer, norms of both inputs and of the output, a projection of their pair. */
function mtpTensors(arch: Architecture, block: number): readonly Tensor[] {
  const { hidden } = arch;
  return [
    { name: 'mtp.norm', shape: [hidden], count: 3, role: 'norm', shard: 'none' },
    { name: 'mtp.projection', shape: [hidden, 2 * hidden], count: 1, role: 'other', shard: 'none' },
    ...blockTensors(arch.blocks[block]!, hidden),
  ];
}

function single(group: TensorGroup['group'], tensor: Omit<Tensor, 'count'>): TensorGroup {
  return { group, times: 1, tensors: [{ ...tensor, count: 1 }] };
}
