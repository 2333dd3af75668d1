import type { Architecture, Block } from './architecture.ts';
import type { Tensor } from './tensors.ts';
import { blockTensors, elements, layersOfKind, tensorsOf } from './tensors-of.ts';

/**
 * Parameter counts. All are sums over the whole network except `perBlock`.
 *
 * `total` leaves multi-token-prediction modules out, as publishers do: DeepSeek-V3's "671B, 37B active" excludes its 11.5B
 * module (the uploaded checkpoint says 685B because it stores the module and copies of embedding and head).
 * `active` = total less the experts a token does not visit, with embedding and head: DeepSeek-V3 37.6B, Mixtral 12.9B, Qwen3-235B 22.2B.
 * `activeWithoutEmbedding` leaves the input embedding out: a look-up multiplies nothing (gpt-oss 5.1B and 3.6B count this way).
 */
export interface ParameterCounts {
  readonly total: number;
  readonly active: number;
  readonly activeWithoutEmbedding: number;
  readonly embedding: number;
  readonly positions: number;
  /** The head's own matrix; 0 when it is tied. */
  readonly head: number;
  readonly mixer: number;
  /** Dense and shared feed-forward parts. */
  readonly mlp: number;
  readonly experts: number;
  readonly router: number;
  readonly norm: number;
  readonly other: number;
  /** Prediction modules, all together, outside `total`. */
  readonly mtp: number;
  readonly perBlock: readonly BlockParameters[];
}

export interface BlockParameters {
  readonly name: string;
  readonly layers: number;
  /** One layer of this kind. */
  readonly total: number;
  readonly active: number;
}

/** Counts every weight of a network by part. */
export function parametersOf(arch: Architecture): ParameterCounts {
  const groups = tensorsOf(arch);
  const main = groups.filter((g) => g.group !== 'mtp');
  const sum = (roles: readonly Tensor['role'][]): number =>
    main.reduce(
      (all, g) => all + g.times * g.tensors.filter((t) => roles.includes(t.role)).reduce((n, t) => n + elements(t), 0),
      0,
    );
  const layers = layersOfKind(arch);
  const perBlock = arch.blocks.map((block, i) => ({
    name: block.name,
    layers: layers[i]!,
    ...blockParameters(block, arch.hidden),
  }));
  const unused = perBlock.reduce((n, b) => n + b.layers * (b.total - b.active), 0);
  const embedding = sum(['embedding']);
  const total = main.reduce((all, g) => all + g.times * g.tensors.reduce((n, t) => n + elements(t), 0), 0);
  // A tied embedding is the head too, so it does multiply.
  const looked = arch.tiedEmbeddings ? 0 : embedding;
  return {
    total,
    active: total - unused,
    activeWithoutEmbedding: total - unused - looked,
    embedding,
    positions: sum(['position']),
    head: sum(['head']),
    mixer: sum(['mixer']),
    mlp: sum(['mlp', 'shared-expert']),
    experts: sum(['expert']),
    router: sum(['router']),
    norm: sum(['norm']),
    other: sum(['other']),
    mtp: groups
      .filter((g) => g.group === 'mtp')
      .reduce((n, g) => n + g.times * g.tensors.reduce((m, t) => m + elements(t), 0), 0),
    perBlock,
  };
}

/** One layer: all of it, and the part a token passes through. */
function blockParameters(block: Block, hidden: number): { total: number; active: number } {
  const tensors = blockTensors(block, hidden);
  const total = tensors.reduce((n, t) => n + elements(t), 0);
  if (block.mlp?.kind !== 'moe') return { total, active: total };
  const { experts, topk } = block.mlp;
  const routed = tensors.filter((t) => t.role === 'expert').reduce((n, t) => n + elements(t), 0);
  return { total, active: total - (routed / experts) * (experts - topk) };
}
