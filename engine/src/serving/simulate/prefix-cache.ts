import type { Request } from '../traffic/request.ts';
import {
  BLOCKS,
  DEVICE,
  DEVICE_RING,
  GONE,
  HOST,
  HOST_RING,
  PARENT,
  PrefixTree,
  ROOT,
  USERS,
  WHERE,
  WHERE_BITS,
} from './prefix-tree.ts';
import type { ReplicaState } from './replica-state.ts';

/**
 * Blocks of prompts that are kept after their request has gone, by content. A prompt is found as far as its leading prefix ids are there.
 * A block in use is counted once whoever uses it; an unused one is idle: it stays until its room is needed, the longest unused goes first.
 * A request that uses a node uses all before it and lets go of the deepest first, so leaves go before what they hang on.
 *
 * `lru` (vLLM): blocks are found by others from the step on that computes them. `radix` (SGLang): from the end of that step on.
 * With host memory evicted blocks move there, and come back for `swapSecondsPerBlock` each.
 */
export class PrefixCache {
  /** Blocks kept that no request uses; in host memory. */
  idle = 0;
  inHost = 0;
  /** Of the newest look-up: blocks found on the device, those of them that are idle. */
  found = 0;
  foundIdle = 0;
  readonly tree = new PrefixTree();
  #foundNode = ROOT;
  #foundDepth = 0;
  readonly #replica: ReplicaState;

  constructor(replica: ReplicaState) {
    this.#replica = replica;
  }

  /** Tokens of a waiting request that need no computing; at least one token is always left. */
  lookup(request: number): number {
    const { requests } = this.#replica;
    const ids = requests.prefix[request]!;
    const prompt = requests.prompt[request]!;
    const unit = requests.prefixTokens[request]!;
    const { blockTokens } = this.#replica.settings;
    this.forget();
    const most = unit > 0 ? Math.min(ids.length, Math.floor(requests.input[request]! / unit)) : 0;
    const { tree } = this;
    const { rows } = tree;
    let node = ROOT;
    let depth = 0;
    let found = 0;
    let foundIdle = 0;
    let whole = false;
    for (; depth < most; depth++) {
      const child = tree.find(node, ids[depth]!);
      if (child === ROOT) break;
      const state = rows[child + BLOCKS]!;
      const where = state & WHERE;
      if (where === GONE) break;
      // The last token is computed in any case, in a block of its own.
      whole = (depth + 1) * unit >= prompt;
      if (whole) break;
      node = child;
      if (where === HOST) continue;
      found += state >> WHERE_BITS;
      if (rows[child + USERS] === 0) foundIdle += state >> WHERE_BITS;
    }
    this.#foundNode = node;
    this.#foundDepth = depth;
    this.found = found;
    this.foundIdle = foundIdle;
    if (whole) return Math.floor((prompt - 1) / blockTokens) * blockTokens;
    return Math.floor((depth * unit) / blockTokens) * blockTokens;
  }

  /** As if nothing had been found. */
  forget(): void {
    this.#foundNode = ROOT;
    this.#foundDepth = 0;
    this.found = this.foundIdle = 0;
  }

  /** Tokens that a request from outside would find; changes nothing. */
  cachedTokensOf({ prefixIds, prefixFrom, prefixTo, prefixTokens }: Readonly<Request>): number {
    const { tree } = this;
    let node = ROOT;
    let at = prefixFrom;
    for (; at < prefixTo; at++) {
      node = tree.find(node, prefixIds[at]!);
      if (node === ROOT || (tree.rows[node + BLOCKS]! & WHERE) === GONE) break;
    }
    return (at - prefixFrom) * prefixTokens;
  }

  /** Gives a request that is let in what the newest look-up found, and new blocks for the rest of what it holds. */
  claim(request: number): void {
    const { rows } = this.tree;
    const replica = this.#replica;
    const { requests } = replica;
    requests.node[request] = this.#foundNode;
    requests.nodeDepth[request] = this.#foundDepth;
    let shared = 0;
    for (let node = this.#foundNode; node !== ROOT; node = rows[node + PARENT]!) {
      const state = rows[node + BLOCKS]!;
      const blocks = state >> WHERE_BITS;
      shared += blocks;
      if ((state & WHERE) === HOST) {
        replica.moveSeconds += blocks * replica.settings.swapSecondsPerBlock;
        replica.used += blocks;
      }
      this.#use(node);
    }
    replica.used += replica.blocksFor(requests.held[request]!) - shared;
    this.forget();
    this.makeRoom();
  }

  /** A piece of a prompt is in the step. */
  scheduled(request: number): void {
    if (this.#replica.settings.prefixCache === 'lru') this.#share(request);
  }

  /** A piece of a prompt has been computed. */
  computed(request: number): void {
    if (this.#replica.settings.prefixCache === 'radix') this.#share(request);
  }

  /** Blocks that a request shares, or would with whoever comes. */
  sharedBy(request: number): number {
    const { rows } = this.tree;
    let shared = 0;
    for (let node = this.#replica.requests.node[request]!; node !== ROOT; node = rows[node + PARENT]!) {
      shared += rows[node + BLOCKS]! >> WHERE_BITS;
    }
    return shared;
  }

  /** Lets go of `blocks`, shared ones among them. */
  release(request: number, blocks: number): void {
    const { tree } = this;
    const { rows } = tree;
    const replica = this.#replica;
    let shared = 0;
    let idle = 0;
    for (let node = replica.requests.node[request]!; node !== ROOT; node = rows[node + PARENT]!) {
      const own = rows[node + BLOCKS]! >> WHERE_BITS;
      shared += own;
      if (--rows[node + USERS]! > 0) continue;
      idle += own;
      tree.append(DEVICE_RING, node);
    }
    this.idle += idle;
    replica.used -= idle;
    replica.requests.node[request] = ROOT;
    replica.requests.nodeDepth[request] = 0;
    replica.used -= blocks - shared;
  }

  /** Evicts what is idle until all that is used has room. */
  makeRoom(): void {
    const { blocks } = this.#replica.settings;
    while (this.#replica.used + this.idle > blocks) this.#evict(this.tree.oldest(DEVICE_RING));
  }

  #evict(node: number): void {
    const { tree } = this;
    const { offloadBlocks } = this.#replica.settings;
    if (node === DEVICE_RING) throw new Error('the prefix cache has nothing left to evict');
    tree.unlink(node);
    this.idle -= tree.blocksOf(node);
    if (offloadBlocks === 0) {
      tree.move(node, GONE);
      tree.prune(node);
      return;
    }
    tree.move(node, HOST);
    tree.append(HOST_RING, node);
    this.inHost += tree.blocksOf(node);
    while (this.inHost > offloadBlocks) {
      const oldest = tree.oldest(HOST_RING);
      this.#leaveHost(oldest);
      tree.move(oldest, GONE);
      tree.prune(oldest);
    }
  }

  #leaveHost(node: number): void {
    this.tree.unlink(node);
    this.inHost -= this.tree.blocksOf(node);
  }

  /** One more request uses a node. Its blocks are the caller's to count where it was not on the device; idle ones are counted here. */
  #use(node: number): void {
    const { tree } = this;
    const { rows } = tree;
    const state = rows[node + BLOCKS]!;
    const where = state & WHERE;
    if (where === HOST) this.#leaveHost(node);
    else if (where === DEVICE && rows[node + USERS] === 0) {
      tree.unlink(node);
      this.idle -= state >> WHERE_BITS;
      this.#replica.used += state >> WHERE_BITS;
    }
    tree.move(node, DEVICE);
    rows[node + USERS]!++;
  }

  /** What has been computed of a prompt becomes a node others find; where it is one already, the request's own copy goes. */
  #share(request: number): void {
    const { tree } = this;
    const replica = this.#replica;
    const { requests, settings } = replica;
    const unit = requests.prefixTokens[request]!;
    if (unit <= 0) return;
    const ids = requests.prefix[request]!;
    const { blockTokens } = settings;
    const tokens = Math.min(requests.done[request]!, requests.input[request]!);
    const most = Math.min(ids.length, Math.floor(tokens / unit));
    let node = requests.node[request]!;
    for (let depth = requests.nodeDepth[request]!; depth < most; depth++) {
      let child = tree.find(node, ids[depth]!);
      const blocks = Math.floor(((depth + 1) * unit) / blockTokens) - Math.floor((depth * unit) / blockTokens);
      if (child === ROOT) child = tree.add(node, ids[depth]!, blocks);
      // A second copy on the device is given back.
      if ((tree.rows[child + BLOCKS]! & WHERE) === DEVICE) replica.used -= blocks;
      this.#use(child);
      node = child;
    }
    requests.node[request] = node;
    if (most > requests.nodeDepth[request]!) requests.nodeDepth[request] = most;
  }
}
