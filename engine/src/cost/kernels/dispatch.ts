import { type KernelForm, type Limits, smoothMaximum, type Values } from './form.ts';

/** Tokens of one rank sent to the ranks of their experts (dispatch), or their results brought back and added (combine). */
export interface DispatchShape {
  /** Tokens of one rank. */
  readonly tokens: number;
  readonly hidden: number;
  readonly topk: number;
  readonly experts: number;
  readonly ranks: number;
  /** Bytes an element on the wire, scales included: 1.03 for fp8 in blocks of 128. */
  readonly elementBytes: number;
  /** True: one copy for each expert, all cores. False: one copy for each rank (across servers each server), `cores` of them. */
  readonly lowLatency: boolean;
  /** Cores given to a normal kernel; a low-latency one takes what it wants. */
  readonly cores: number;
  /** Ranks in one scale-up domain; `ranks` where all are in one. */
  readonly domain: number;
  /** Scale-out network, B/s one way a rank; needed only beyond one domain. */
  readonly network: number;
  /** Servers a token's experts may lie on, where routing is limited. */
  readonly mostServers?: number;
}

/** Copies of one token: made in all, over the scale-up link, and over the network. Experts are drawn evenly. */
export function copiesOf(shape: DispatchShape): {
  readonly all: number;
  readonly link: number;
  readonly network: number;
} {
  const { ranks, topk, domain, lowLatency, mostServers } = shape;
  const inside = Math.min(ranks, domain);
  const servers = Math.max(1, ranks / inside);
  const away = (servers - 1) / servers;
  if (lowLatency) {
    const here = topk * (1 - away);
    return { all: topk, link: here * ((inside - 1) / inside), network: topk * away };
  }
  const all = distinct(ranks, topk);
  const reached = Math.min(mostServers ?? servers, distinct(servers, topk));
  // A token crosses the network once for a server; there its own rank hands it on over the link.
  return { all, link: all * ((inside - 1) / inside), network: servers > 1 ? reached * away : 0 };
}

/** Different places that `draws` even draws reach out of `places`. */
const distinct = (places: number, draws: number): number => places * (1 - (1 - 1 / places) ** draws);

/**
 * Dispatch or combine of experts after DeepEP, microseconds: cores copying, the link and the network work at the same time.
 * A token costs a core its look-up, each copy its header and its bytes; a low-latency kernel gives each expert a lane.
 */
export const dispatch: KernelForm<DispatchShape> = {
  kind: 'dispatch',
  formula:
    "t0 + te·experts + [servers>1]·hop + ( T(tt + c(tc + h·b/core))/lanes ⊕ T·h·b·c_link/(sh·link) ⊕ T·h·b·c_net/(net·network) ); c copies: distinct ranks (normal) or topk (low latency); lanes: cores given, or experts up to the chip's cores; ⊕ smooth maximum, p = 2.5",
  source:
    'DeepEP README and kernels (normal: one copy a rank and server; low latency: one a chosen expert); figures of one server fitted, of several published',
  parameters: [
    { name: 't0', unit: 'us', meaning: 'start and end of the kernel', start: 20, low: 1, high: 200 },
    { name: 'te', unit: 'us', meaning: 'one expert: its counter, and the wait for it', start: 0.01, low: 0, high: 0.2 },
    {
      name: 'row',
      unit: 'us/KB',
      meaning: 'one row through the pipeline, however few tokens',
      start: 0.5,
      low: 0,
      high: 10,
    },
    { name: 'tt', unit: 'us', meaning: 'a token on one core: look-up and read', start: 0.4, low: 0, high: 5 },
    { name: 'tc', unit: 'us', meaning: 'a copy on one core: header and slot', start: 0.07, low: 0, high: 5 },
    { name: 'core', unit: 'GB/s', meaning: 'what one core copies', start: 40, low: 1, high: 400 },
    { name: 'sh', unit: '1', meaning: 'share of the link reached', start: 0.75, low: 0.1, high: 1 },
    { name: 'net', unit: '1', meaning: 'share of the network reached', start: 0.85, low: 0.1, high: 1 },
    { name: 'hop', unit: 'us', meaning: 'crossing the network and back', start: 10, low: 0, high: 100 },
  ],
  benchParameters: [],
  microseconds: dispatchMicroseconds,
  coordinates: ({ tokens, hidden, topk, experts, cores }) => [
    Math.log(tokens),
    Math.log(hidden),
    Math.log(topk),
    Math.log(experts),
    Math.log(cores),
  ],
  group: ({ hidden, topk, experts }) => `${hidden} wide, ${topk} of ${experts}`,
  band: ({ tokens }) => (tokens <= 64 ? 0 : tokens <= 512 ? 1 : 2),
};

function dispatchMicroseconds(shape: DispatchShape, p: Values, limits: Limits): number {
  const { tokens, hidden, experts, ranks, elementBytes, lowLatency, network } = shape;
  if (tokens <= 0 || ranks <= 1 || limits.link <= 0) return 0;
  const { t0, te, row: chain, tt, tc, core, sh, net, hop } = p as Record<string, number>;
  const copies = copiesOf(shape);
  const row = hidden * elementBytes; // B of one copy
  const lanes = Math.max(1, lowLatency ? Math.min(experts, limits.cores) : shape.cores);
  const copying = (tokens * (tt! + copies.all * (tc! + row / (core! * 1000)))) / lanes;
  const link = (tokens * row * copies.link * 1e6) / (sh! * limits.link);
  const across = copies.network > 0 && network > 0 ? (tokens * row * copies.network * 1e6) / (net! * network) : 0;
  return t0! + te! * experts + (chain! * row) / 1000 + (across > 0 ? hop! : 0) + smoothMaximum(copying, link, across);
}
