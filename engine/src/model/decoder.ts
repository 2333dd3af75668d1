import type { Block } from './architecture.ts';
import type { ConfigReader } from './config-reader.ts';
import type { FamilyArchitecture } from './family.ts';
import { type Sizes, stack } from './sizes.ts';

interface DecoderOptions {
  /** What the family does when the config has no `tie_word_embeddings`. */
  readonly tied: boolean;
  readonly finalNormParameters: number;
  readonly learnedPositions?: number;
  readonly otherParameters?: number;
  readonly dropout?: boolean;
  /** Multi-token-prediction modules, each with one layer of this kind. */
  readonly mtp?: { readonly count: number; readonly layer: Block };
}

/** Puts the layers of a decoder between its embedding and its head. */
export function decoder(
  config: ConfigReader,
  sizes: Pick<Sizes, 'hidden' | 'vocab' | 'maxPositions'>,
  layers: readonly Block[],
  options: DecoderOptions,
): FamilyArchitecture {
  const { mtp, learnedPositions = 0, dropout = false, otherParameters, finalNormParameters } = options;
  const { blocks, order } = stack(layers);
  const own = mtp === undefined || mtp.count === 0 ? undefined : placeMtp(blocks, mtp);
  return {
    hidden: sizes.hidden,
    vocab: sizes.vocab,
    tiedEmbeddings: config.flag('tie_word_embeddings', options.tied),
    learnedPositions,
    maxPositions: sizes.maxPositions,
    blocks: own?.blocks ?? blocks,
    order,
    ...(own === undefined ? {} : { mtp: own.mtp }),
    finalNormParameters,
    ...(otherParameters === undefined ? {} : { otherParameters }),
    dropout,
  };
}

/** The module's layer is one of the stack's kinds where it can be, else a kind of its own that `order` never names. */
function placeMtp(blocks: readonly Block[], mtp: { readonly count: number; readonly layer: Block }) {
  const key = JSON.stringify(mtp.layer);
  const known = blocks.findIndex((b) => JSON.stringify(b) === key);
  if (known >= 0) return { blocks, mtp: { count: mtp.count, block: known } };
  return { blocks: [...blocks, mtp.layer], mtp: { count: mtp.count, block: blocks.length } };
}
