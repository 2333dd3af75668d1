import { copiesOf, type DispatchShape, dispatch } from '../../cost/index.ts';
import { type KernelRow, positive } from '../rows/row.ts';
import type { Bench, KernelTime } from './bench.ts';
import { callOf, type KernelCall, type Place, type Refusal } from './call.ts';
import { bytesOf, formatOf, ranksOf } from './printed.ts';

const EXPERTS = 256; // DeepSeek-V3's, which DeepEP's own tables are measured with
const CORES = 24; // what DeepEP's tests give a normal kernel on Hopper
const FP8_SCALES = 1 + 4 / 128; // fp8 goes with one fp32 scale for 128 elements
const FLOOR_SECONDS = 8e-6; // smallest published all-to-all timings on one server

/** Dispatch or combine of experts over the row's ranks, which may span servers. */
export function dispatchCall(row: KernelRow, { domain, network }: Place): KernelCall | Refusal {
  const { config } = row;
  const tokens = positive(config.tokens);
  const hidden = positive(config.hidden);
  const topk = positive(config.topk);
  const ranks = ranksOf(row);
  if (!tokens || !hidden || !topk) return { refused: 'tokens, width or experts per token are not printed' };
  if (ranks === undefined) return { refused: 'the number of ranks is not printed' };
  const dtype = formatOf(config.dtype ?? 'bf16') ?? 'bf16';
  const element = bytesOf(dtype);
  const named = /low-latency|normal/i.exec(String(config.kernel ?? ''))?.[0].toLowerCase();
  const lowLatency = named === 'low-latency';
  const mostServers = positive(config.top_groups);
  const shape: DispatchShape = {
    tokens,
    hidden,
    topk,
    experts: positive(config.experts) ?? EXPERTS,
    ranks,
    elementBytes: element === 1 ? FP8_SCALES : element,
    lowLatency,
    cores: coresOf(config.sms) ?? CORES,
    domain: Math.max(1, domain),
    network,
    ...(mostServers ? { mostServers } : {}),
  };
  const servers = Math.max(1, Math.ceil(ranks / shape.domain));
  // DeepEP counts bytes where they are scarce: over the link every rank's copy, over the network every server's, its own with them.
  const reached = Math.min(mostServers ?? servers, servers * (1 - (1 - 1 / servers) ** topk));
  const copies = lowLatency ? topk : servers > 1 ? reached : named ? copiesOf(shape).all : topk;
  const payload = tokens * hidden * element;
  return callOf(
    dispatch,
    shape,
    {
      format: element === 1 ? 'fp8' : 'bf16',
      kernel: `${named ?? ''}-${/combine/i.test(row.op ?? '') ? 'combine' : 'dispatch'}`,
      // Tables of DeepEP's second version name no kernel: it moves as much with a quarter of the cores, and no fit is of it.
      ...(named ? {} : { library: 'DeepEP 2', libraryOnly: true as const }),
    },
    dtype,
    { movedBytes: payload * copies, logicalBytes: payload * topk },
  );
}

/** "64 (Max perf)" are 64 cores. */
function coresOf(printed: unknown): number | undefined {
  return positive(/^\d+/.exec(String(printed ?? ''))?.[0]);
}

/** Dispatch or combine by its fitted law, else by the scarcer of link and network. */
export function dispatchKernel(row: KernelRow, bench: Bench): KernelTime | Refusal {
  const { tiers } = bench.machine;
  const inner = tiers[0]!;
  const outer = tiers.at(-1)!;
  const call = dispatchCall(row, { domain: inner.size, network: outer.bytesPerSecond });
  if ('refused' in call) return call;
  const { amounts } = call;
  const shape = call.shape as DispatchShape;
  // Without a network in between the formula has no term for it; with one it needs its rate.
  const tier = shape.lowLatency || shape.ranks > shape.domain ? outer : inner;
  const naiveSeconds = amounts.movedBytes! / tier.bytesPerSecond;
  const fitted = bench.fitted(call);
  const assumed = [
    ...(positive(row.config.experts) ? [] : [`experts=${EXPERTS}`]),
    ...(shape.lowLatency || coresOf(row.config.sms) ? [] : [`cores=${CORES}`]),
  ];
  if (fitted) return { ...fitted, ...amounts, naiveSeconds, assumed: [...assumed, ...fitted.assumed] };
  const seconds =
    naiveSeconds / tier.efficiency + FLOOR_SECONDS + tier.latency * Math.ceil(Math.log2(Math.max(2, shape.ranks)));
  return { seconds, naiveSeconds, ...amounts, assumed: [] };
}
