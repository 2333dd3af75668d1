import {
  type CollectiveOperation,
  type CollectiveShape,
  type CustomAllReduceShape,
  collective,
  customAllReduce,
  customReaches,
  lineSeconds,
  ncclCollective,
} from '../../cost/index.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import { shownValue } from '../rows/shown-value.ts';
import type { Bench, KernelTime } from './bench.ts';
import { callOf, type KernelCall, type Refusal } from './call.ts';
import { bytesOf, formatOf, ranksOf } from './printed.ts';

/** Launch and the library's own set-up of one collective. */
const COLLECTIVE_FLOOR_SECONDS = 8e-6; // smallest NCCL timings on two to eight NVLink ranks lie at 9-16 us
const CUSTOM_FLOOR_SECONDS = 3e-6; // one-shot kernels inside a CUDA graph: 4-5 us on two ranks
const EAGER_FLOOR_SECONDS = 25e-6; // the same launched by Python one at a time: 20-45 us, the host's doing

const KINDS: Readonly<Record<string, CollectiveOperation>> = {
  'all-reduce': 'all-reduce',
  'all-gather': 'all-gather',
  'reduce-scatter': 'reduce-scatter',
  alltoall: 'all-to-all',
  'all-to-all': 'all-to-all',
};

/** One collective inside one scale-up domain; `message_bytes` is the full buffer, as nccl-tests print it. An engine's own kernel while `keeps` holds. */
export function collectiveCall(
  row: KernelRow,
  keeps: (shape: CustomAllReduceShape, wanted: KernelCall['wanted']) => boolean = () => true,
): KernelCall | Refusal {
  const read = readCollective(row);
  if ('refused' in read) return read;
  const { operation, ranks, bytes, amounts } = read;
  const kernel = String(row.config.kernel ?? '');
  if (isCustom(row)) {
    const wanted = {
      format: 'bf16',
      library: kernel.split('_')[0] ?? '',
      kernel: isEager(row) ? 'eager' : 'graph',
    };
    if (keeps({ ranks, bytes }, wanted)) return callOf(customAllReduce, { ranks, bytes }, wanted, 'bf16', amounts);
  }
  const floats = !/int|uint/.test(String(row.config.dtype ?? ''));
  const wanted = { format: 'bf16', library: String(row.config.library ?? '') };
  return callOf(ncclCollective, { operation, ranks, bytes, floats }, wanted, 'bf16', amounts);
}

const isCustom = (row: KernelRow): boolean => /custom/i.test(row.op ?? '');
const isEager = (row: KernelRow): boolean => /eager/i.test(String(row.config.kernel ?? ''));

interface ReadCollective extends Pick<CollectiveShape, 'operation' | 'ranks' | 'bytes'> {
  readonly amounts: { readonly busBytes: number; readonly movedBytes: number };
}

/** What a row says of its collective: which, over how many ranks, of how many bytes. */
function readCollective(row: KernelRow): Refusal | ReadCollective {
  const name = (row.op ?? '')
    .replace(/\s*\(.*$/, '')
    .replaceAll('_', '-')
    .toLowerCase();
  const operation = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!operation) return { refused: `collective "${shownValue(row.op ?? '')}" is not priced` };
  const ranks = ranksOf(row);
  if (ranks === undefined || ranks < 2) return { refused: 'the number of ranks is not printed' };
  const elements = positive(row.config.message_elements) ?? positive(row.config.elements);
  const bytes =
    positive(row.config.message_bytes) ??
    (elements && elements * bytesOf(formatOf(row.config.dtype ?? 'bf16') ?? 'bf16'));
  if (!bytes) return { refused: 'the message size is not printed' };
  const factor = operation === 'all-reduce' ? 2 : 1;
  const busBytes = (factor * (ranks - 1) * bytes) / ranks;
  return { operation, ranks, bytes, amounts: { busBytes, movedBytes: busBytes } };
}

/** A collective by its fitted law in one domain, else by the machine's tiers. */
export function collectiveKernel(row: KernelRow, bench: Bench): KernelTime | Refusal {
  const read = readCollective(row);
  if ('refused' in read) return read;
  const { operation, ranks, bytes } = read;
  const floor = isEager(row) ? EAGER_FLOOR_SECONDS : isCustom(row) ? CUSTOM_FLOOR_SECONDS : COLLECTIVE_FLOOR_SECONDS;
  const amounts = {
    ...read.amounts,
    naiveSeconds: read.amounts.busBytes / bench.machine.tiers.at(-1)!.bytesPerSecond,
  };
  if (ranks <= (bench.machine.tiers[0]?.size ?? 0)) {
    const call = collectiveCall(row, (shape, wanted) => {
      const own = bench.parametersOf({ ...wanted, kind: 'custom-all-reduce' });
      return own !== undefined && customReaches(shape, own);
    });
    const fitted = 'refused' in call ? undefined : bench.fitted(call);
    if (fitted) return { ...fitted, ...amounts };
  }
  const line = collective(bench.machine, operation, ranks, 1, bytes);
  // Beyond one domain the fitted law of the link is inside the lines already, its start too.
  const start = bench.machine.collectives ? 0 : floor;
  return {
    seconds: lineSeconds(line.alpha, line.beta, bytes) + start,
    ...(bench.machine.collectives ? { grade: 'family' as const } : {}),
    ...amounts,
    assumed: [],
  };
}
