import type { MemoryParts } from '../../training/answer.ts';
import type { TrainingRow } from './row.ts';

/** What torchtune's recipes switch on, one step of the published ladder after another. */
export interface TuningFlags {
  /** Loss computed in chunks: the logits of a whole micro-batch never exist. */
  readonly chunkedLoss: boolean;
  /** Compiled by block: the activation function and its product are computed again in backward, not kept. */
  readonly compiled: boolean;
  /** Sharded weights, gradients and states lie on the host. */
  readonly onHost: boolean;
  readonly checkpointing: boolean;
  /** Each gradient is applied and freed as soon as it exists. */
  readonly optimizerInBackward: boolean;
  readonly offloadActivations: boolean;
  readonly optimizer: 'bf16' | 'int8' | 'paged';
  /** Base weights: 16 bit, or the 4-bit NormalFloat blocks of QLoRA. */
  readonly base: 'bf16' | 'nf4';
  readonly frozen: boolean;
}

const LADDER = [
  'packed',
  'compile',
  'chunked',
  'checkpointing',
  'fuse',
  'offloading',
  '8-bit',
  'lora',
  'qlora',
] as const;
/** Chunks of torchtune's cross-entropy. */
const LOSS_CHUNKS = 8; // torchtune CEWithChunkedOutputLoss default
/** Bytes of a 4-bit weight with its block scales, after double quantisation. */
const NF4_BYTES = 0.516; // Dettmers et al. 2023 (arXiv:2305.14314) section 3: 4.127 bits

/** Of a gated layer's kept bytes, those left when the activation and its product with the gate are not: 4 of 8 f in about 11.5 f (Llama 3.2 3B). */
const COMPILED_SHARE = 0.65;

/** Flags of a torchtune row; undefined for every other framework. */
export function tuningFlags(row: TrainingRow): TuningFlags | undefined {
  if (!/torchtune/i.test(row.run.framework ?? row.family)) return undefined;
  const text = (row.notes ?? '').toLowerCase();
  const frozen = row.run.stage === 'lora';
  const base = /qlora/.test(text) ? 'nf4' : 'bf16';
  const step = LADDER.findLastIndex((word) => (text.split(';')[0] ?? '').includes(word));
  if (text.startsWith('cumulative') && step >= 0) {
    return {
      chunkedLoss: step >= 2,
      compiled: step >= 1,
      onHost: false,
      checkpointing: step >= 3,
      optimizerInBackward: step >= 4 && !frozen,
      offloadActivations: step >= 5 && !frozen,
      optimizer: step >= 6 ? 'int8' : 'bf16',
      base,
      frozen,
    };
  }
  // The recipes for one card: checkpointing, chunked loss, and for full tuning a paged 8-bit optimizer that runs in backward.
  return {
    chunkedLoss: true,
    compiled: true,
    onHost: /cpu offload/.test(text),
    checkpointing: true,
    optimizerInBackward: !frozen,
    offloadActivations: false,
    optimizer: frozen ? 'int8' : 'paged',
    base,
    frozen,
  };
}

/** Memory of an accelerator under the flags, B, from what full training of the same strategy keeps. */
export function tunedMemory(parts: MemoryParts, flags: TuningFlags | undefined): number {
  const kept = { ...parts };
  if (flags) {
    if (flags.chunkedLoss) kept.logits /= LOSS_CHUNKS;
    if (flags.frozen || flags.optimizerInBackward) kept.gradients = 0;
    if (flags.frozen || flags.optimizer === 'paged') kept.optimizer = 0;
    if (flags.base === 'nf4') {
      kept.weights *= NF4_BYTES / 2;
      kept.communication *= NF4_BYTES / 2;
    }
    if (flags.compiled && !flags.checkpointing) kept.activations *= COMPILED_SHARE;
    if (flags.onHost) kept.weights = kept.gradients = kept.optimizer = 0;
  }
  return Object.values(kept).reduce((sum, bytes) => sum + bytes, 0);
}
