import type { Request } from '../traffic/request.ts';
import {
  BLOCKS,
  CHILDREN,
  DEVICE,
  DEVICE_RING,
  DISK,
  DISK_RING,
  FROM,
  HOST,
  HOST_RING,
  LENGTH,
  PARENT,
  PrefixTree,
  ROOT,
  UNIT,
  USERS,
  WHERE,
} from './prefix-tree.ts';
import type { ReplicaState } from './replica-state.ts';

/**
 * Blocks of prompts that are kept after their request has gone, by content. A prompt is found as far as its leading prefix ids are there.
 * A block in use is counted once whoever uses it; an unused one is idle: it stays until its room is needed, the longest unused goes first.
 * A request that uses an id uses all before it and lets go of the deepest first, so leaves go before what they hang on: what is gone has
 * nothing after it, and a path is first on the device, then in host memory, then on disk.
 *
 * `lru` (vLLM): blocks are found by others from the step on that computes them. `radix` (SGLang): from the end of that step on.
 * With host memory evicted blocks move there, and come back for `swapSecondsPerBlock` each; what host memory evicts moves to disk, where
 * there is one, and comes back for `diskSecondsPerBlock`.
 */
export class PrefixCache {
  /** Blocks kept that no request uses; in host memory; on disk. */
  idle = 0;
  inHost = 0;
  onDisk = 0;
  /** Of the newest look-up: blocks found on the device, those of them that are idle. */
  found = 0;
  foundIdle = 0;
  readonly tree: PrefixTree;
  /** Of the newest look-up: the run that it ended in, and how many ids it found. */
  #foundRun = ROOT;
  #foundDepth = 0;
  readonly #replica: ReplicaState;

  constructor(replica: ReplicaState) {
    this.#replica = replica;
    this.tree = new PrefixTree(replica.settings.blockTokens);
  }

  /** Tokens of a waiting request that need no computing; at least one token is always left. */
  lookup(request: number): number {
    const { tree } = this;
    const { requests, settings } = this.#replica;
    const ids = requests.prefix[request]!;
    const prompt = requests.prompt[request]!;
    const unit = requests.prefixTokens[request]!;
    this.forget();
    const most = unit > 0 ? Math.min(requests.prefixCount[request]!, Math.floor(requests.input[request]! / unit)) : 0;
    // The last token is computed in any case, in a block of its own: ids from here on are of no use.
    const enough = unit > 0 ? Math.ceil(prompt / unit) - 1 : 0;
    let run = ROOT;
    let depth = 0;
    let whole = false;
    while (depth < most && !whole) {
      const child = tree.find(run, ids[depth]!);
      if (child === ROOT) break;
      const agreed = tree.agrees(child, ids, 0, most);
      whole = agreed > enough;
      const end = whole ? enough : agreed;
      if (end === depth) break;
      this.#count(child, end);
      run = child;
      depth = end;
      if (depth < tree.rows[child + FROM]! + tree.rows[child + LENGTH]!) break;
    }
    this.#foundRun = run;
    this.#foundDepth = depth;
    return Math.floor((whole ? prompt - 1 : depth * unit) / settings.blockTokens) * settings.blockTokens;
  }

  /** Adds a run up to a place on its path to what was found. */
  #count(run: number, end: number): void {
    const { rows } = this.tree;
    if (rows[run + WHERE] !== DEVICE) return;
    const blocks = this.tree.blocksBetween(rows[run + FROM]!, end, rows[run + UNIT]!);
    this.found += blocks;
    if (rows[run + USERS] === 0) this.foundIdle += blocks;
  }

  /** As if nothing had been found. */
  forget(): void {
    this.#foundRun = ROOT;
    this.#foundDepth = 0;
    this.found = this.foundIdle = 0;
  }

  /** Tokens that a request from outside would find; changes nothing. */
  cachedTokensOf({ prefixIds, prefixFrom, prefixTo, prefixTokens }: Readonly<Request>): number {
    const { tree } = this;
    const most = prefixTo - prefixFrom;
    let run = ROOT;
    let depth = 0;
    while (depth < most) {
      run = tree.find(run, prefixIds[prefixFrom + depth]!);
      if (run === ROOT) break;
      depth = tree.agrees(run, prefixIds, prefixFrom, most);
      if (depth < tree.rows[run + FROM]! + tree.rows[run + LENGTH]!) break;
    }
    return depth * prefixTokens;
  }

  /** Gives a request that is let in what the newest look-up found, and new blocks for the rest of what it holds. */
  claim(request: number): void {
    const replica = this.#replica;
    const { requests, settings } = replica;
    const deepest = this.#upTo(this.#foundRun, this.#foundDepth);
    const { rows } = this.tree;
    requests.node[request] = deepest;
    requests.nodeDepth[request] = this.#foundDepth;
    let shared = 0;
    for (let run = deepest; run !== ROOT; run = rows[run + PARENT]!) {
      const blocks = rows[run + BLOCKS]!;
      shared += blocks;
      const where = rows[run + WHERE];
      if (where !== DEVICE) {
        const each = where === HOST ? settings.swapSecondsPerBlock : (settings.diskSecondsPerBlock ?? 0);
        // Moved one by one, the deepest first.
        const from = rows[run + FROM]!;
        for (let at = from + rows[run + LENGTH]! - 1; at >= from; at--) {
          replica.moveSeconds += this.tree.blocksBetween(at, at + 1, rows[run + UNIT]!) * each;
        }
        replica.used += blocks;
      }
      this.#use(run);
    }
    replica.used += replica.blocksFor(requests.held[request]!) - shared;
    this.forget();
    this.makeRoom();
  }

  /** A run that ends at this place on its path. */
  #upTo(run: number, depth: number): number {
    const { rows } = this.tree;
    return run !== ROOT && depth < rows[run + FROM]! + rows[run + LENGTH]! ? this.tree.split(run, depth) : run;
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
    for (let run = this.#replica.requests.node[request]!; run !== ROOT; run = rows[run + PARENT]!) {
      shared += rows[run + BLOCKS]!;
    }
    return shared;
  }

  /** Lets go of `blocks`, shared ones among them. */
  release(request: number, blocks: number): void {
    const { tree } = this;
    const { rows } = tree;
    const replica = this.#replica;
    const { requests } = replica;
    let shared = 0;
    for (let run = requests.node[request]!; run !== ROOT; run = rows[run + PARENT]!) {
      const own = rows[run + BLOCKS]!;
      shared += own;
      if (--rows[run + USERS]! > 0) continue;
      this.idle += own;
      replica.used -= own;
      tree.append(DEVICE_RING, run);
    }
    requests.node[request] = ROOT;
    requests.nodeDepth[request] = 0;
    replica.used -= blocks - shared;
  }

  /** Evicts what is idle, id by id, until all that is used has room. */
  makeRoom(): void {
    const replica = this.#replica;
    const { blocks, offloadBlocks, diskBlocks = 0 } = replica.settings;
    while (replica.used + this.idle > blocks) {
      const run = this.tree.oldest(DEVICE_RING);
      if (run === DEVICE_RING) throw new Error('the prefix cache has nothing left to evict');
      if (offloadBlocks === 0 && diskBlocks === 0) this.idle -= this.tree.shorten(run);
      else this.#offload(run, offloadBlocks, diskBlocks);
    }
  }

  /** Moves the last id of an idle run to host memory, where the oldest give it room; those go to disk, where there is one. */
  #offload(run: number, most: number, mostOnDisk: number): void {
    const { tree } = this;
    this.idle -= this.#moveLast(run, HOST, HOST_RING);
    this.inHost += tree.rows[run + BLOCKS]!;
    while (this.inHost > most) {
      const oldest = tree.oldest(HOST_RING);
      if (mostOnDisk === 0) {
        this.inHost -= tree.shorten(oldest);
        continue;
      }
      const moved = this.#moveLast(oldest, DISK, DISK_RING);
      this.inHost -= moved;
      this.onDisk += moved;
      while (this.onDisk > mostOnDisk) this.onDisk -= tree.shorten(tree.oldest(DISK_RING));
    }
  }

  /** The last id of an unused run goes to another place. Its blocks. */
  #moveLast(run: number, where: number, ring: number): number {
    const { tree } = this;
    const end = tree.rows[run + FROM]! + tree.rows[run + LENGTH]!;
    if (tree.rows[run + LENGTH]! > 1) tree.split(run, end - 1);
    const { rows } = tree;
    tree.unlink(run);
    rows[run + WHERE] = where;
    tree.append(ring, run);
    return rows[run + BLOCKS]!;
  }

  /** One more request uses a run. Its blocks are the caller's to count where it was not on the device; idle ones are counted here. */
  #use(run: number): void {
    const { tree } = this;
    const { rows } = tree;
    const blocks = rows[run + BLOCKS]!;
    if (rows[run + WHERE] !== DEVICE) {
      tree.unlink(run);
      if (rows[run + WHERE] === HOST) this.inHost -= blocks;
      else this.onDisk -= blocks;
    } else if (rows[run + USERS] === 0) {
      tree.unlink(run);
      this.idle -= blocks;
      this.#replica.used += blocks;
    }
    rows[run + WHERE] = DEVICE;
    rows[run + USERS]!++;
  }

  /** What has been computed of a prompt becomes a run others find; where it is one already, the request's own copy goes. */
  #share(request: number): void {
    const { tree } = this;
    const replica = this.#replica;
    const { requests } = replica;
    const unit = requests.prefixTokens[request]!;
    if (unit <= 0) return;
    const ids = requests.prefix[request]!;
    const tokens = Math.min(requests.done[request]!, requests.input[request]!);
    const most = Math.min(requests.prefixCount[request]!, Math.floor(tokens / unit));
    let run = requests.node[request]!;
    let depth = requests.nodeDepth[request]!;
    while (depth < most) {
      const child = tree.find(run, ids[depth]!);
      if (child === ROOT) {
        if (this.#grows(run, unit)) tree.extend(run, ids, most);
        else run = tree.add(run, ids, depth, most, unit);
        depth = most;
        break;
      }
      const end = tree.agrees(child, ids, 0, most);
      run = this.#upTo(child, end);
      // A second copy on the device is given back.
      if (tree.rows[run + WHERE] === DEVICE) replica.used -= tree.blocksBetween(depth, end, unit);
      this.#use(run);
      depth = end;
    }
    requests.node[request] = run;
    requests.nodeDepth[request] = depth;
  }

  /** Whether nobody but the request that goes on uses a run, and nothing else goes on from it. */
  #grows(run: number, unit: number): boolean {
    const { rows } = this.tree;
    return run !== ROOT && rows[run + USERS] === 1 && rows[run + CHILDREN] === 0 && rows[run + UNIT] === unit;
  }
}
