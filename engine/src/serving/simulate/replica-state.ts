import { emptyStep, type StepSums, type StepTimer } from '../iteration/step.ts';
import { DECODING, PROMPT, RequestColumns, WAITING } from './columns.ts';
import { FinishHeap } from './finish-heap.ts';
import { PrefixCache } from './prefix-cache.ts';
import { emptyTotals, type Refusal } from './record.ts';
import type { Scheduler } from './schedulers/scheduler.ts';
import type { ReplicaSettings } from './settings.ts';
import { Speculation } from './speculation.ts';
import { WaitingLine } from './waiting-line.ts';

/** Told by a replica what happens to its requests; places are valid during the call only. */
export interface ReplicaListener {
  /** Its last token is there, at the replica's clock. True = keep its blocks until `letGo`. */
  finished(replica: ReplicaState, request: number): boolean;
  refused(replica: ReplicaState, request: number, why: Refusal): void;
  gap?(seconds: number, weight: number): void;
  step?(replica: number, step: Readonly<StepSums>, start: number, seconds: number): void;
}

export interface ReplicaOptions {
  /** Plan every step, also where nothing has changed. The same answers, slower: for tests. */
  readonly stepwise?: boolean;
  readonly seed?: number;
  /** Shared by all replicas whose timers may share tables. Absent = this one is alone. */
  readonly asker?: TimerAsker;
}

/** Whose step a timer was last asked for in full: only that replica may go on from it. */
export interface TimerAsker {
  last: ReplicaState | null;
}

/**
 * What one replica holds: requests, blocks of the cache, the step that is being filled. Changed by schedulers; time is in `Replica`.
 *
 * All that a step needs is kept as sums: contexts of decoding requests all grow by one a decode step, so each is stored as `base`, its
 * context less the `tick` (decode steps done so far), and the sum of contexts is `decodeBase + decodes x tick`; who needs a new block in a
 * step is a count by remainder; who ends is on top of a heap of ticks. While the batch stays as it is a step costs one call of the timer.
 */
export class ReplicaState {
  readonly index: number;
  readonly settings: ReplicaSettings;
  readonly timer: StepTimer;
  readonly scheduler: Scheduler;
  readonly listener: ReplicaListener;
  readonly requests: RequestColumns;
  readonly waiting: WaitingLine;
  readonly heap: FinishHeap;
  readonly cache: PrefixCache | null;
  readonly speculation: Speculation | null;
  readonly totals = emptyTotals();
  readonly step: StepSums = emptyStep();

  /** End of the newest finished step, or a later moment at which something came. Seconds. */
  clock = 0;
  /** Seconds that the step being filled waits for blocks to be moved. */
  moveSeconds = 0;
  /** Decode steps done. */
  tick = 0;
  /** Decoding requests, in no order; the sum of their bases. */
  decoding = new Int32Array(64);
  decodeCount = 0;
  decodeBase = 0;
  /** Requests let in whose prompt is not through, in order of admission. */
  partials = new Int32Array(16);
  partialCount = 0;
  /** All that are let in. */
  resident = 0;
  /** Blocks that requests hold; shared ones count once, ones that only the prefix cache keeps do not. */
  used = 0;
  /** Rows of a padded batch that have ended: how many, the sum of their bases, their blocks. */
  ghosts = 0;
  ghostBase = 0;
  ghostBlocks = 0;
  /** What the step being filled runs. */
  decodesRun = false;
  chunks = new Int32Array(16);
  chunkCount = 0;
  /** Somebody was preempted in it: the next step may differ though nothing leaves. */
  unsettled = false;
  /** Times of newest tokens are kept: somebody wants the gaps. Somebody wants to see each step. */
  readonly keepsGaps: boolean;
  readonly showsSteps: boolean;
  /** Of decoding requests, those that joined since the last decode step, and when that ended. */
  readonly joined: number[] = [];
  lastDecode = 0;

  /** Most requests let in at once: every one that decodes needs its tokens of each step. */
  readonly slots: number;
  /** Blocks kept free when a request is let in. */
  readonly kept: number;
  /** Tokens that decoding may write ahead. */
  readonly ahead: number;
  /** Decoding requests by base mod block, and the entry of those that need a block in the next decode step. */
  readonly residues: Int32Array;
  residueAt: number;
  /** Requests let in by adapter. */
  readonly adapters = new Map<number, number>();
  longest = Number.NEGATIVE_INFINITY;
  longestKnown = true;
  #sequence = 0;
  #firstSequence = 0;

  constructor(
    index: number,
    settings: ReplicaSettings,
    timer: StepTimer,
    scheduler: Scheduler,
    listener: ReplicaListener,
    { seed = 0 }: ReplicaOptions,
  ) {
    this.index = index;
    this.settings = settings;
    this.timer = timer;
    this.scheduler = scheduler;
    this.listener = listener;
    this.ahead = settings.speculativeTokens;
    this.slots = Math.min(settings.maxBatch, Math.max(1, Math.floor(settings.maxBatchedTokens / (1 + this.ahead))));
    this.kept = Math.floor(settings.watermark * settings.blocks);
    this.keepsGaps = listener.gap !== undefined;
    this.showsSteps = listener.step !== undefined;
    this.requests = new RequestColumns(settings.prefixCache !== 'off');
    this.waiting = new WaitingLine(this.requests, settings.byPriority);
    this.heap = new FinishHeap(this.requests);
    this.cache = settings.prefixCache === 'off' ? null : new PrefixCache(this);
    this.speculation = this.ahead > 0 ? new Speculation(this, seed) : null;
    this.residues = new Int32Array(settings.blockTokens);
    this.residueAt = remainder(1 - this.ahead, settings.blockTokens);
  }

  /** Blocks that are not held by any request. */
  get free(): number {
    return this.settings.blocks - this.used;
  }

  blocksFor(tokens: number): number {
    const { blockTokens } = this.settings;
    return Math.floor((tokens + blockTokens - 1) / blockTokens);
  }

  /** Context of a decoding request in the next decode step, the new token included. */
  contextOf(request: number): number {
    return this.requests.base[request]! + this.tick;
  }

  /** Blocks that a request let in holds, shared ones included. */
  blocksOf(request: number): number {
    const { requests } = this;
    if (requests.state[request] !== DECODING || this.scheduler.reservesOutput) {
      return this.blocksFor(requests.held[request]!);
    }
    const blocks = this.blocksFor(requests.base[request]! + this.tick - 1 + this.ahead);
    return this.speculation ? blocks - this.speculation.owes(request) : blocks;
  }

  /** Blocks that all decoding requests together take in the next decode step. */
  get decodeBlocks(): number {
    if (this.scheduler.reservesOutput) return 0;
    const blocks = this.residues[this.residueAt]!;
    return this.speculation ? blocks + this.speculation.owedByAll : blocks;
  }

  /** Blocks that one of them takes. */
  decodeBlocksOf(request: number): number {
    if (this.scheduler.reservesOutput) return 0;
    const crosses = remainder(this.requests.base[request]!, this.settings.blockTokens) === this.residueAt ? 1 : 0;
    return this.speculation ? crosses + this.speculation.owes(request) : crosses;
  }

  /** Tokens that blocks are held for where a request is let in with `context` tokens. */
  heldFor(request: number, context: number): number {
    return this.scheduler.reservesOutput ? this.requests.total[request]! - 1 + this.ahead : context;
  }

  take(blocks: number): void {
    this.used += blocks;
    if (this.cache) this.cache.makeRoom();
  }

  /** Whether the batch may take one more request of this adapter. */
  takesAdapter(request: number): boolean {
    const { maxAdapters } = this.settings;
    const adapter = this.requests.adapter[request]!;
    return maxAdapters === 0 || adapter < 0 || this.adapters.has(adapter) || this.adapters.size < maxAdapters;
  }

  /** Puts all decoding requests into the step; their blocks must have been taken. */
  decodeAll(): void {
    this.decodesRun = this.decodeCount > 0;
  }

  /** Lets a waiting request in: `cached` of its tokens need no computing, blocks are taken for `held` tokens. Its place. */
  admit(index: number, cached: number, held: number): number {
    const { requests } = this;
    const request = this.waiting.at(index);
    this.waiting.removeAt(index);
    requests.state[request] = PROMPT;
    requests.sequence[request] = this.#sequence++;
    requests.done[request] = cached;
    requests.held[request] = held;
    if (this.cache) this.cache.claim(request);
    else this.used += this.blocksFor(held);
    this.resident++;
    if (requests.scheduled[request]! < 0) requests.cached[request] = cached;
    this.totals.cachedTokens += cached;
    if (this.settings.maxAdapters > 0) this.#countAdapter(requests.adapter[request]!, 1);
    if (this.partialCount === this.partials.length) this.partials = wider(this.partials);
    this.partials[this.partialCount++] = request;
    return request;
  }

  /** A request whose cache was kept elsewhere comes back and goes on decoding: it holds blocks for its context so far. */
  resume(index: number): void {
    const { requests } = this;
    const context = requests.prompt[this.waiting.at(index)]! - 1;
    if (this.cache) this.cache.forget();
    const request = this.admit(index, context, this.heldFor(this.waiting.at(index), context));
    this.totals.cachedTokens -= context;
    this.partialCount--;
    this.moveSeconds += this.blocksFor(context) * requests.fetch[request]!;
    requests.fetch[request] = -1;
    this.#begin(request);
    this.startDecoding(request, context);
  }

  /** Its first step is the one being filled; a static batch lets in more than its first step runs. */
  #begin(request: number): void {
    if (this.requests.scheduled[request]! >= 0) return;
    this.requests.scheduled[request] = this.clock;
    this.step.starts++;
  }

  /** Puts the next `tokens` of a prompt into the step. */
  addChunk(request: number, tokens: number): void {
    const { requests, step } = this;
    this.#begin(request);
    const prior = requests.done[request]!;
    const done = prior + tokens;
    requests.done[request] = done;
    step.chunks++;
    step.chunkTokens += tokens;
    step.chunkPrior += prior;
    step.chunkSquares += tokens * tokens;
    step.chunkPairs += tokens * (prior + (tokens + 1) / 2);
    if (done === requests.prompt[request]) {
      step.logits++;
      if (done + 1 === requests.total[request]) step.ends++;
    }
    if (this.chunkCount === this.chunks.length) this.chunks = wider(this.chunks);
    this.chunks[this.chunkCount++] = request;
    if (this.cache) this.cache.scheduled(request);
  }

  /** Takes blocks for more tokens of a prompt that is under way. */
  extend(request: number, held: number): void {
    const { requests } = this;
    const more = this.blocksFor(held) - this.blocksFor(requests.held[request]!);
    requests.held[request] = held;
    if (more > 0) this.take(more);
  }

  /** Sends a running request back to the front of the waiting, or to their end: its blocks are free at once. */
  preempt(request: number, toEnd = false): void {
    const { requests, settings } = this;
    const blocks = this.blocksOf(request);
    this.totals.preemptions++;
    requests.preemptions[request]!++;
    this.unsettled = true;
    if (requests.state[request] === DECODING) {
      requests.prompt[request] = this.contextOf(request);
      if (settings.preemption === 'swap') {
        requests.fetch[request] = settings.swapSecondsPerBlock;
        this.moveSeconds += blocks * settings.swapSecondsPerBlock;
      }
      if (this.keepsGaps && !this.#forgetJoined(request)) requests.lastToken[request] = this.lastDecode;
      this.heap.remove(request);
      this.leaveDecoding(request);
    } else {
      if (this.scheduler.forgetsPrompt) requests.prompt[request] = requests.done[request]!;
      this.leavePartials(request);
    }
    this.release(request, blocks);
    this.leave(request);
    requests.state[request] = WAITING;
    requests.done[request] = 0;
    requests.held[request] = 0;
    if (toEnd) this.waiting.join(request);
    else this.waiting.rejoin(request);
  }

  /** Moves a running request to the front of the order of admission. */
  toFront(request: number): void {
    this.requests.sequence[request] = --this.#firstSequence;
  }

  // -- membership ----------------------------------------------------------------------------------------------------------------------

  /** With `context` tokens in the cache the request generates one token in each decode step from now on. */
  startDecoding(request: number, context: number): void {
    const { requests } = this;
    const base = context + 1 - this.tick;
    requests.state[request] = DECODING;
    requests.base[request] = base;
    requests.finishTick[request] = this.tick + requests.total[request]! - context - 1;
    if (this.decodeCount === this.decoding.length) this.decoding = wider(this.decoding);
    requests.place[request] = this.decodeCount;
    this.decoding[this.decodeCount++] = request;
    this.decodeBase += base;
    this.residues[remainder(base, this.settings.blockTokens)]!++;
    if (base > this.longest) this.longest = base;
    this.heap.push(request);
    if (this.speculation) this.speculation.join(request, context);
    if (this.keepsGaps) this.joined.push(request);
  }

  /** Takes a request out of the decoding; the heap has been told. */
  leaveDecoding(request: number): void {
    const { requests } = this;
    const at = requests.place[request]!;
    const last = this.decoding[--this.decodeCount]!;
    this.decoding[at] = last;
    requests.place[last] = at;
    const base = requests.base[request]!;
    this.decodeBase -= base;
    this.residues[remainder(base, this.settings.blockTokens)]!--;
    if (this.speculation) this.speculation.leave(request);
    if (this.decodeCount === 0 && this.ghosts === 0) {
      this.longest = Number.NEGATIVE_INFINITY;
      this.longestKnown = true;
    } else if (base === this.longest && !this.scheduler.pads) this.longestKnown = false;
  }

  leavePartials(request: number): void {
    const { partials } = this;
    const last = --this.partialCount;
    for (let at = partials.indexOf(request); at < last; at++) partials[at] = partials[at + 1]!;
  }

  leave(request: number): void {
    this.resident--;
    if (this.settings.maxAdapters > 0) this.#countAdapter(this.requests.adapter[request]!, -1);
  }

  /** Gives back `blocks` that a request held, shared ones among them. */
  release(request: number, blocks: number): void {
    if (this.cache) this.cache.release(request, blocks);
    else this.used -= blocks;
  }

  findLongest(): void {
    const { decoding, decodeCount } = this;
    const { base } = this.requests;
    let longest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < decodeCount; i++) {
      const own = base[decoding[i]!]!;
      if (own > longest) longest = own;
    }
    this.longest = longest;
    this.longestKnown = true;
  }

  /** A decode step ended: tells the gaps between tokens. */
  tellGaps(seconds: number, decodes: number): void {
    const { listener, joined } = this;
    if (decodes > joined.length) listener.gap!(seconds - this.lastDecode, decodes - joined.length);
    for (const request of joined) listener.gap!(seconds - this.requests.lastToken[request]!, 1);
    joined.length = 0;
    this.lastDecode = seconds;
  }

  #forgetJoined(request: number): boolean {
    const at = this.joined.indexOf(request);
    if (at >= 0) this.joined.splice(at, 1);
    return at >= 0;
  }

  #countAdapter(adapter: number, by: number): void {
    if (adapter < 0) return;
    const count = (this.adapters.get(adapter) ?? 0) + by;
    if (count > 0) this.adapters.set(adapter, count);
    else this.adapters.delete(adapter);
  }
}

export const remainder = (a: number, n: number): number => {
  const r = a % n;
  return r < 0 ? r + n : r;
};

export function wider(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(2 * column.length);
  wide.set(column);
  return wide;
}
