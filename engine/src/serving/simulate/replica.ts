import type { QuietSteps, StepTimer } from '../iteration/step.ts';
import type { Request } from '../traffic/request.ts';
import { HELD } from './columns.ts';
import type { Refusal } from './record.ts';
import {
  type ReplicaListener,
  type ReplicaOptions,
  ReplicaState,
  remainder,
  type TimerAsker,
  wider,
} from './replica-state.ts';
import type { Scheduler } from './schedulers/scheduler.ts';
import type { ReplicaSettings } from './settings.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** Plans in a row that run nothing and only preempt, before the first of the waiting is given up. */
const TRIES = 4;
/** Steps of an unchanged batch from which on the timer runs them by itself: below, the way there is longer. */
const WORTH_A_RUN = 3;
/** Sums of equal times differ from their product by less than this. */
const ROUNDED_DOWN = 1 - 1e-9;

/** One replica in time: takes requests in, runs one step after the other. Time passes only through `advance`. */
export class Replica extends ReplicaState {
  /** Set by whoever must act on each finish before time goes on; `advance` then returns. */
  paused = false;
  /** End of the step in flight; Infinity when none is. */
  stepEnd = NEVER;
  #stepSeconds = 0;
  #stepWatts = 0;
  /** Further steps with the same batch that need no planning. */
  #quiet = 0;
  #awake = false;
  #ending = new Int32Array(16);
  #endingCount = 0;
  readonly #stepwise: boolean;
  readonly #asker: TimerAsker;
  readonly #run: QuietSteps = { clock: 0, stepEnd: 0, seconds: 0, busySeconds: 0, left: 0, limit: 0 };

  constructor(
    index: number,
    settings: ReplicaSettings,
    timer: StepTimer,
    scheduler: Scheduler,
    listener: ReplicaListener,
    options: ReplicaOptions = {},
  ) {
    super(index, settings, timer, scheduler, listener, options);
    this.#stepwise = options.stepwise ?? false;
    this.#asker = options.asker ?? { last: null };
  }

  /** Seconds at which something happens here by itself; Infinity when only an arrival can change anything. */
  get next(): number {
    return this.stepEnd < NEVER ? this.stepEnd : this.#awake ? this.clock : NEVER;
  }

  /** A moment before which nobody outside can learn anything from what happens here by itself: steps of an unchanged batch tell nothing. */
  get heard(): number {
    const { stepEnd } = this;
    const quiet = this.#quiet;
    if (quiet === 0 || stepEnd === NEVER || this.timer.rises !== true) return this.next;
    const { blockTokens, blocks } = this.settings;
    const most = this.decodeCount * (Math.floor(quiet / blockTokens) + 1);
    const room = blocks - (this.scheduler.spare ?? 0) - (this.cache ? this.cache.idle : 0);
    // Where blocks may run out the batch may change.
    return this.used + most > room ? stepEnd : stepEnd + quiet * this.#stepSeconds * ROUNDED_DOWN;
  }

  /** Takes a request in at `seconds`, not before anything told so far. Its place, or -1 where it is refused. */
  enqueue(request: Readonly<Request>, seconds: number): number {
    const place = this.requests.add(request);
    const why = this.#refusal(request);
    this.#wake(seconds);
    if (why) {
      this.listener.refused(this, place, why);
      this.requests.remove(place);
      return -1;
    }
    const { byPriority, maxAdapters } = this.settings;
    // Behind a request that must wait for another to leave, one more changes nothing.
    if (this.waiting.length === 0 || byPriority || maxAdapters > 0) this.#quiet = 0;
    this.waiting.join(place);
    return place;
  }

  /** Lets all happen that happens before `limit`; a step that ends at it stays in flight, so that arrivals of that moment see it. */
  advance(limit: number): void {
    while (!this.paused) {
      if (this.stepEnd === NEVER) {
        if (!this.#awake || this.clock >= limit) return;
        if (!this.#begin()) {
          this.#awake = false;
          return;
        }
      }
      if (this.stepEnd >= limit) return;
      if (this.#quiet > 0) this.#runQuiet(limit);
      else this.#complete();
    }
  }

  /** Idle power up to `seconds`. */
  idle(seconds: number): void {
    if (this.stepEnd < NEVER || seconds <= this.clock) return;
    this.totals.joules += (this.timer.idleWatts ?? 0) * (seconds - this.clock);
    this.clock = seconds;
  }

  /** Time passes unpaid up to `seconds`. */
  skip(seconds: number): void {
    if (seconds > this.clock) this.clock = seconds;
  }

  /** All is lost at `seconds`; the step in flight has cost its part. */
  crash(seconds: number): void {
    if (this.stepEnd === NEVER) return this.idle(seconds);
    this.totals.busySeconds += seconds - this.clock;
    this.totals.joules += this.#stepWatts * (seconds - this.clock);
    this.stepEnd = NEVER;
    this.clock = seconds;
  }

  /** Frees what a request held that was kept after its last token. */
  letGo(request: number, seconds: number): void {
    this.#wake(seconds);
    this.release(request, this.blocksFor(this.requests.held[request]!));
    this.requests.remove(request);
    this.#quiet = 0;
  }

  #wake(seconds: number): void {
    this.idle(seconds);
    this.#awake = true;
  }

  #refusal({ input, output }: Readonly<Request>): Refusal | null {
    const { maxModelTokens, maxBatchedTokens, chunkedPrefill, blocks, blockTokens, maxWaiting } = this.settings;
    const most = input + output - 1 + this.ahead;
    if (input + output > maxModelTokens) return 'too-long';
    const atOnce = this.scheduler.reservesOutput ? most : input;
    if (most > blocks * blockTokens || this.blocksFor(atOnce) > blocks - this.kept) return 'exceeds-cache';
    if (!chunkedPrefill && input > maxBatchedTokens) return 'exceeds-batch-tokens';
    return maxWaiting > 0 && this.waiting.length >= maxWaiting ? 'queue-full' : null;
  }

  // -- a step --------------------------------------------------------------------------------------------------------------------------

  #begin(): boolean {
    if (!this.#fill()) return false;
    const { step, waiting, timer } = this;
    this.#endingCount = 0;
    if (this.decodesRun) this.#sumDecodes();
    const seconds = timer.seconds(step) + this.moveSeconds;
    this.#asker.last = this;
    if (!(seconds >= 0 && seconds < NEVER)) throw new Error(`a timer gave ${seconds} s for a step`);
    this.#stepSeconds = seconds;
    this.stepEnd = this.clock + seconds;
    if (timer.watts) this.#stepWatts = timer.watts(step, seconds);
    this.totals.moveSeconds += this.moveSeconds;
    this.totals.promptTokens += step.chunkTokens;
    this.#quiet = 0;
    const same = !this.unsettled && this.chunkCount === 0 && this.#endingCount === 0 && this.moveSeconds === 0;
    if (same && !this.#stepwise && !this.speculation && (waiting.length === 0 || !this.scheduler.relents)) {
      this.#quiet = Math.max(0, this.heap.tick - this.tick - 2);
    }
    this.moveSeconds = 0;
    return true;
  }

  /** Plans a step with something in it; false when there is none. */
  #fill(): boolean {
    const { step, waiting } = this;
    step.starts = 0;
    for (let tries = 0; ; ) {
      step.decodes = step.decodeContext = step.longestContext = step.chunks = step.chunkTokens = step.chunkPrior = 0;
      step.chunkSquares = step.chunkPairs = step.logits = step.ends = 0;
      this.chunkCount = 0;
      this.decodesRun = false;
      this.unsettled = false;
      this.scheduler.plan(this);
      if (this.decodesRun || this.chunkCount > 0) return true;
      if (waiting.length === 0) return false;
      if (this.unsettled && ++tries < TRIES) continue;
      // Blocks without a running request wait to be fetched by another replica: room will come.
      if (this.resident > 0 || this.used > 0) return false;
      const request = waiting.at(0);
      waiting.removeAt(0);
      this.listener.refused(this, request, 'never-fits');
      this.requests.remove(request);
    }
  }

  #sumDecodes(): void {
    const { step, heap, tick } = this;
    if (this.speculation) this.speculation.draw();
    if (!this.longestKnown) this.findLongest();
    const rows = this.decodeCount + this.ghosts;
    step.decodes = rows;
    step.decodeContext = this.decodeBase + this.ghostBase + rows * tick;
    step.longestContext = this.longest + tick;
    step.logits += rows;
    while (heap.tick === tick + 1) {
      if (this.#endingCount === this.#ending.length) this.#ending = wider(this.#ending);
      this.#ending[this.#endingCount++] = heap.pop();
    }
    step.ends += this.#endingCount;
  }

  /** Ends the step in flight and starts the next ones with the same batch, as long as nothing else happens. */
  #runQuiet(limit: number): void {
    const { step, timer, totals, residues, decodeCount } = this;
    const { blockTokens, blocks } = this.settings;
    const rows = step.decodes;
    const room = blocks - (this.scheduler.spare ?? 0) - (this.cache ? this.cache.idle : 0);
    const reserved = this.scheduler.reservesOutput === true;
    let { clock, stepEnd, residueAt, used } = this;
    let seconds = this.#stepSeconds;
    let watts = this.#stepWatts;
    let quiet = this.#quiet;
    let { busySeconds, joules } = totals;
    let context = step.decodeContext;
    let longest = step.longestContext;
    let ran = 0;
    const again = timer.again !== undefined && !this.showsSteps;
    const runs = again && timer.runs?.of === timer.again && !timer.watts && !this.keepsGaps ? timer.runs : undefined;
    // The timer may serve others too: where they asked it since, it is asked in full once, then for what only contexts change.
    let known = this.#asker.last === this;
    while (quiet > 0 && stepEnd < limit) {
      if (runs && known && watts === 0) {
        // Blocks for as many whole rounds as there is room for need no watching. Most often there is room for all.
        const whole = reserved || (room - used - decodeCount) * blockTokens >= decodeCount * quiet;
        const left = whole ? quiet : Math.min(quiet, Math.floor((room - used) / decodeCount) * blockTokens);
        if (left > WORTH_A_RUN) {
          const run = this.#run;
          run.clock = clock;
          run.stepEnd = stepEnd;
          run.seconds = seconds;
          run.busySeconds = busySeconds;
          run.left = left;
          run.limit = limit;
          runs.again(step, run);
          const done = left - run.left;
          clock = run.clock;
          stepEnd = run.stepEnd;
          seconds = run.seconds;
          busySeconds = run.busySeconds;
          if (!(seconds >= 0 && seconds < NEVER)) throw new Error(`a timer gave ${seconds} s for a step`);
          if (!reserved) used += this.#blocksOfSteps(done, residueAt);
          residueAt = remainder(residueAt - done, blockTokens);
          context = step.decodeContext;
          longest = step.longestContext;
          ran += done;
          quiet -= done;
          continue;
        }
      }
      const at = residueAt === 0 ? blockTokens - 1 : residueAt - 1;
      const more = reserved ? 0 : residues[at]!;
      if (used + more > room) {
        quiet = 0;
        break;
      }
      if (this.keepsGaps) this.tellGaps(stepEnd, decodeCount);
      if (this.showsSteps) this.listener.step!(this.index, step, clock, seconds);
      clock = stepEnd;
      busySeconds += seconds;
      joules += watts * seconds;
      residueAt = at;
      used += more;
      context += rows;
      longest++;
      step.decodeContext = context;
      step.longestContext = longest;
      if (again && known) seconds = timer.again!(step);
      else {
        seconds = timer.seconds(step);
        this.#asker.last = this;
        known = true;
      }
      if (!(seconds >= 0 && seconds < NEVER)) throw new Error(`a timer gave ${seconds} s for a step`);
      if (timer.watts) watts = timer.watts(step, seconds);
      stepEnd = clock + seconds;
      ran++;
      quiet--;
    }
    this.tick += ran;
    this.clock = clock;
    this.stepEnd = stepEnd;
    this.residueAt = residueAt;
    this.used = used;
    this.#stepSeconds = seconds;
    this.#stepWatts = watts;
    this.#quiet = quiet;
    totals.steps += ran;
    totals.outputTokens += ran * decodeCount;
    totals.busySeconds = busySeconds;
    totals.joules = joules;
  }

  /** Blocks that decoding takes in so many steps. */
  #blocksOfSteps(steps: number, residueAt: number): number {
    const { blockTokens } = this.settings;
    let at = residueAt;
    let blocks = Math.floor(steps / blockTokens) * this.decodeCount;
    for (let n = steps % blockTokens; n > 0; n--) {
      at = at === 0 ? blockTokens - 1 : at - 1;
      blocks += this.residues[at]!;
    }
    return blocks;
  }

  #complete(): void {
    const { totals } = this;
    if (this.showsSteps) this.listener.step!(this.index, this.step, this.clock, this.#stepSeconds);
    this.clock = this.stepEnd;
    this.stepEnd = NEVER;
    totals.steps++;
    totals.busySeconds += this.#stepSeconds;
    totals.joules += this.#stepWatts * this.#stepSeconds;
    if (this.decodesRun) {
      if (this.keepsGaps) this.tellGaps(this.clock, this.decodeCount);
      this.tick++;
      this.residueAt = this.residueAt === 0 ? this.settings.blockTokens - 1 : this.residueAt - 1;
      totals.outputTokens += this.decodeCount;
      for (let i = 0; i < this.#endingCount; i++) this.#endDecoding(this.#ending[i]!);
      if (this.speculation) this.speculation.accept();
    }
    for (let i = 0; i < this.chunkCount; i++) this.#endChunk(this.chunks[i]!);
    if (this.resident === 0 && this.ghosts > 0) {
      this.used -= this.ghostBlocks;
      this.ghosts = this.ghostBase = this.ghostBlocks = 0;
      this.longest = Number.NEGATIVE_INFINITY;
    }
  }

  #endDecoding(request: number): void {
    const blocks = this.blocksOf(request);
    const own = blocks - (this.cache ? this.cache.sharedBy(request) : 0);
    if (this.scheduler.pads) {
      this.ghosts++;
      this.ghostBase += this.requests.base[request]!;
      this.ghostBlocks += own;
    }
    this.leaveDecoding(request);
    this.#end(request, blocks);
    // The row goes on, and so do its blocks; shared ones may be kept by others or the cache alone.
    if (this.scheduler.pads) this.used += own;
  }

  #endChunk(request: number): void {
    const { requests, cache } = this;
    if (cache) cache.computed(request);
    const done = requests.done[request]!;
    if (done < requests.prompt[request]!) return;
    this.totals.outputTokens++;
    if (requests.firstToken[request]! < 0) requests.firstToken[request] = this.clock;
    else if (this.keepsGaps) this.listener.gap!(this.clock - requests.lastToken[request]!, 1);
    requests.lastToken[request] = this.clock;
    this.leavePartials(request);
    if (done + 1 === requests.total[request]) this.#end(request, this.blocksOf(request));
    else this.startDecoding(request, done);
  }

  #end(request: number, blocks: number): void {
    this.leave(request);
    this.totals.finished++;
    if (this.listener.finished(this, request)) {
      this.requests.state[request] = HELD;
      return;
    }
    this.release(request, blocks);
    this.requests.remove(request);
  }
}
