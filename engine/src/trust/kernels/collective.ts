import {
  type CollectiveKind,
  collective,
  customAllReduce,
  customReaches,
  lineSeconds,
  ncclCollective,
} from '../../cost/index.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import { shownValue } from '../rows/shown-value.ts';
import { type Bench, bytesOf, formatOf, type KernelTime, ranksOf } from './bench.ts';

/** Launch and the library's own set-up of one collective. */
const COLLECTIVE_FLOOR_SECONDS = 8e-6; // smallest NCCL timings on two to eight NVLink ranks lie at 9-16 us
const CUSTOM_FLOOR_SECONDS = 3e-6; // one-shot kernels inside a CUDA graph: 4-5 us on two ranks
const EAGER_FLOOR_SECONDS = 25e-6; // the same launched by Python one at a time: 20-45 us, the host's doing

const KINDS: Readonly<Record<string, CollectiveKind>> = {
  'all-reduce': 'all-reduce',
  'all-gather': 'all-gather',
  'reduce-scatter': 'reduce-scatter',
  alltoall: 'all-to-all',
  'all-to-all': 'all-to-all',
};

/** One collective over the row's ranks; `message_bytes` is the full buffer, as nccl-tests print it. */
export function collectiveKernel(row: KernelRow, bench: Bench): KernelTime | { readonly refused: string } {
  const custom = /custom/i.test(row.op ?? '');
  const name = (row.op ?? '')
    .replace(/\s*\(.*$/, '')
    .replaceAll('_', '-')
    .toLowerCase();
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!kind) return { refused: `collective "${shownValue(row.op ?? '')}" is not priced` };
  const n = ranksOf(row);
  if (n === undefined || n < 2) return { refused: 'the number of ranks is not printed' };
  const elements = positive(row.config.message_elements) ?? positive(row.config.elements);
  const bytes =
    positive(row.config.message_bytes) ??
    (elements && elements * bytesOf(formatOf(row.config.dtype ?? 'bf16') ?? 'bf16'));
  if (!bytes) return { refused: 'the message size is not printed' };
  const eager = /eager/i.test(String(row.config.kernel ?? ''));
  const floor = eager ? EAGER_FLOOR_SECONDS : custom ? CUSTOM_FLOOR_SECONDS : COLLECTIVE_FLOOR_SECONDS;
  const line = collective(bench.machine, kind, n, 1, bytes);
  const factor = kind === 'all-reduce' ? 2 : 1;
  const busBytes = (factor * (n - 1) * bytes) / n;
  const amounts = {
    naiveSeconds: busBytes / bench.machine.tiers.at(-1)!.bytesPerSecond,
    busBytes,
    movedBytes: busBytes,
  };
  const fitted = n <= (bench.machine.tiers[0]?.size ?? 0) ? inOneDomain(row, bench, kind, n, bytes) : undefined;
  if (fitted) return { ...fitted, ...amounts };
  // Beyond one domain the fitted law of the link is inside the lines already, its start too.
  const start = bench.machine.collectives ? 0 : floor;
  return {
    seconds: lineSeconds(line.alpha, line.beta, bytes) + start,
    ...(bench.machine.collectives ? { grade: 'family' as const } : {}),
    ...amounts,
    assumed: [],
  };
}

/** A library's own law on one scale-up link: an engine's custom kernel or NCCL. */
function inOneDomain(row: KernelRow, bench: Bench, kind: CollectiveKind, ranks: number, bytes: number) {
  const kernel = String(row.config.kernel ?? '');
  const wanted = {
    format: 'bf16',
    library: kernel.split('_')[0] ?? '',
    kernel: /eager/i.test(kernel) ? 'eager' : 'graph',
  };
  if (/custom/i.test(row.op ?? '')) {
    const own = bench.parametersOf({ ...wanted, kind: 'custom-all-reduce' });
    if (own && customReaches({ ranks, bytes }, own))
      return bench.fitted(customAllReduce, wanted, 'bf16', { ranks, bytes });
  }
  if (kind === 'send') return undefined;
  const floats = !/int|uint/.test(String(row.config.dtype ?? ''));
  return bench.fitted(ncclCollective, { format: 'bf16' }, 'bf16', { operation: kind, ranks, bytes, floats });
}

/** Dispatch or combine of experts, at datasheet grade: every token's copies leave for the ranks of its experts. */
export function dispatchKernel(row: KernelRow, bench: Bench): KernelTime | { readonly refused: string } {
  const { config } = row;
  const tokens = positive(config.tokens);
  const hidden = positive(config.hidden);
  const topk = positive(config.topk);
  const ranks = ranksOf(row);
  if (!tokens || !hidden || !topk) return { refused: 'tokens, width or experts per token are not printed' };
  if (ranks === undefined) return { refused: 'the number of ranks is not printed' };
  const element = bytesOf(formatOf(config.dtype ?? 'bf16') ?? 'bf16');
  const direct = /low-latency/i.test(String(config.kernel ?? ''));
  const tiers = bench.machine.tiers;
  const inner = tiers[0]!;
  const outer = tiers.at(-1)!;
  const domains = Math.max(1, Math.ceil(ranks / inner.size));
  // Low latency: every copy over the network by itself. Otherwise a token crosses once for each server that holds its experts.
  const copies = direct
    ? topk
    : domains > 1
      ? Math.min(positive(config.top_groups) ?? topk, domains * (1 - (1 - 1 / domains) ** topk))
      : topk;
  const tier = direct || domains > 1 ? outer : inner;
  const bytes = tokens * hidden * element * copies;
  const seconds =
    bytes / (tier.bytesPerSecond * tier.efficiency) +
    COLLECTIVE_FLOOR_SECONDS +
    tier.latency * Math.ceil(Math.log2(ranks));
  return {
    seconds,
    naiveSeconds: bytes / tier.bytesPerSecond,
    movedBytes: bytes,
    logicalBytes: tokens * hidden * element * topk,
    assumed: [],
  };
}
