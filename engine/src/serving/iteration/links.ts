import type { CollectiveKind } from '../../cost/index.ts';
import {
  type CustomAllReduceShape,
  collective,
  customAllReduce,
  customReaches,
  dispatch,
  lineSeconds,
  ncclCollective,
} from '../../cost/index.ts';
import type { Machine } from '../../machine/index.ts';
import { fromDatasheet, type KernelShelf, kernelOf } from './kernel-choice.ts';

/** Communication of one layer; bytes are the full buffer. */
export interface Links {
  readonly allReduce: (ranks: number, bytes: number) => number;
  readonly gather: (operation: 'all-gather' | 'reduce-scatter', ranks: number, bytes: number) => number;
  /** Tokens of one rank to the ranks of their experts and their results back. */
  readonly exchange: (tokens: number, hidden: number, topk: number, experts: number, ranks: number) => number;
  /** Activations to the next pipeline stage. */
  readonly send: (ranksApart: number, bytes: number) => number;
}

const START = 8e-6; // s, smallest NCCL timings on two to eight ranks: 9-16 us with the wire
const LOW_LATENCY_TOKENS = 128; // a rank; DeepEP's low-latency kernels are sized for decode batches up to 128
const COMMUNICATION_CORES = 24; // DeepEP's normal kernels, README

const SERVER = 8; // accelerators that a server's switch joins

/**
 * Whether tokens are sent to the ranks of their experts alone. Engines do so between servers and inside a rack that is one switch; in a
 * server every rank gathers all tokens: vLLM's all2all_backend allgather_reducescatter (vllm/config/parallel.py), SGLang's
 * moe_a2a_backend none (server_args.py), TensorRT-LLM without MNNVL (fused_moe: select_alltoall_method_type).
 */
export const sendsToExperts = ({ tiers }: Machine, ranks: number): boolean =>
  ranks > SERVER || (tiers[0]?.size ?? 1) > SERVER;

/** Collectives as an engine runs them: its own all-reduce as far as it reaches, else NCCL, else the tiers of the machine. */
export function linksOf(shelf: KernelShelf, machine: Machine): Links {
  const domain = machine.tiers[0]?.size ?? 1;
  const wanted = { format: 'bf16', peak: 'bf16' } as const;
  const own = shelf.profile.ncclOnly
    ? undefined
    : kernelOf(shelf, customAllReduce, { ...wanted, kernels: [/graph/], never: /eager/ });
  const nccl = kernelOf(shelf, ncclCollective, { ...wanted, before: ['nccl'] });
  const out = kernelOf(shelf, dispatch, { format: 'fp8', peak: 'fp8', kernels: [/normal/], never: /low-latency/ });
  const back = kernelOf(shelf, dispatch, { ...wanted, kernels: [/normal/], never: /low-latency/ });
  const outFast = kernelOf(shelf, dispatch, { format: 'fp8', peak: 'fp8', never: /normal/ });
  const backFast = kernelOf(shelf, dispatch, { ...wanted, never: /normal/ });
  if (!nccl) fromDatasheet(shelf, 'collective');
  const general = (kind: CollectiveKind, ranks: number, bytes: number, stride = 1): number => {
    const line = collective(machine, kind, ranks, stride, bytes);
    return START + lineSeconds(line.alpha, line.beta, bytes);
  };
  const library = (operation: 'all-reduce' | 'all-gather' | 'reduce-scatter', ranks: number, bytes: number): number =>
    nccl && ranks <= domain
      ? nccl.seconds({ operation, ranks, bytes, floats: true })
      : general(operation, ranks, bytes);
  const network = machine.tiers.at(-1)!.bytesPerSecond;
  return {
    allReduce: (ranks, bytes) => {
      if (ranks <= 1) return 0;
      const shape: CustomAllReduceShape = { ranks, bytes };
      if (own && ranks <= domain && customReaches(shape, own.fit.parameters)) return own.seconds(shape);
      return library('all-reduce', ranks, bytes);
    },
    gather: (operation, ranks, bytes) => (ranks <= 1 ? 0 : library(operation, ranks, bytes)),
    exchange: (tokens, hidden, topk, experts, ranks) => {
      if (ranks <= 1) return 0;
      const lowLatency = tokens <= LOW_LATENCY_TOKENS;
      const there = lowLatency ? outFast : out;
      const home = lowLatency ? backFast : back;
      if (!there || !home) {
        const bytes = tokens * ranks * hidden * 2;
        return library('all-gather', ranks, bytes) + library('reduce-scatter', ranks, bytes);
      }
      const shape = { tokens, hidden, topk, experts, ranks, lowLatency, cores: COMMUNICATION_CORES, domain, network };
      return there.seconds({ ...shape, elementBytes: 1.03125 }) + home.seconds({ ...shape, elementBytes: 2 });
    },
    send: (ranksApart, bytes) => {
      const line = collective(machine, 'send', 2, ranksApart, bytes);
      return START + lineSeconds(line.alpha, line.beta, bytes);
    },
  };
}
