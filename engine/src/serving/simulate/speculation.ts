import { type Chance, chanceFor } from '../traffic/generators/random.ts';
import { type ReplicaState, remainder, wider } from './replica-state.ts';

/** What the draws are for, apart from those of traffic. */
const ACCEPTANCE = 101;

/**
 * Speculative decoding: in every decode step each request writes `speculativeTokens` tokens ahead, holds blocks for them, and keeps the
 * first of them as long as each is accepted by chance. The draws of a request are its own: they do not depend on who runs beside it.
 */
export class Speculation {
  /** Blocks that requests need in the next decode step beyond those of one token: for tokens accepted, and for the first look-ahead. */
  owedByAll = 0;
  #owed = new Int32Array(64);
  #extra = new Int32Array(64);
  readonly #streams: (Chance | undefined)[] = [];
  #accepted = 0;
  readonly #replica: ReplicaState;
  readonly #seed: number;

  constructor(replica: ReplicaState, seed: number) {
    this.#replica = replica;
    this.#seed = seed;
  }

  owes(request: number): number {
    return this.#owed[request]!;
  }

  join(request: number, context: number): void {
    const replica = this.#replica;
    while (this.#owed.length < replica.requests.capacity) {
      this.#owed = wider(this.#owed);
      this.#extra = wider(this.#extra);
    }
    const id = replica.requests.id[request]!;
    // A request that comes back after a preemption goes on with a stream of its own for that stay.
    const stay = replica.requests.preemptions[request]! + 131 * replica.requests.retries[request]!;
    this.#streams[request] = chanceFor(this.#seed, ACCEPTANCE + stay, id);
    this.#extra[request] = 0;
    this.#owe(request, replica.blocksFor(context + replica.ahead) - replica.blocksFor(context));
  }

  leave(request: number): void {
    this.owedByAll -= this.#owed[request]!;
    this.#owed[request] = 0;
    this.#streams[request] = undefined;
  }

  /** All that was owed has been taken. */
  paid(): void {
    const { decoding, decodeCount } = this.#replica;
    for (let i = 0; i < decodeCount; i++) this.#owed[decoding[i]!] = 0;
    this.owedByAll = 0;
  }

  /** How many guesses of the step that is being filled will be accepted: a request may end with it. */
  draw(): void {
    const replica = this.#replica;
    const { decoding, decodeCount, requests, settings, heap, tick } = replica;
    this.#accepted = 0;
    for (let i = 0; i < decodeCount; i++) {
      const request = decoding[i]!;
      const stream = this.#streams[request]!;
      const most = Math.min(replica.ahead, requests.finishTick[request]! - tick - 1);
      let extra = 0;
      while (extra < most && stream.uniform() < settings.acceptance) extra++;
      this.#extra[request] = extra;
      this.#accepted += extra;
      if (extra === 0) continue;
      heap.remove(request);
      requests.finishTick[request]! -= extra;
      heap.push(request);
    }
  }

  /** The step has ended: contexts grow by what was accepted. Those that ended with it have left. */
  accept(): void {
    const replica = this.#replica;
    const { decoding, decodeCount, requests, residues, settings, tick, ahead } = replica;
    replica.totals.outputTokens += this.#accepted;
    for (let i = 0; i < decodeCount; i++) {
      const request = decoding[i]!;
      const extra = this.#extra[request]!;
      if (extra === 0) continue;
      const base = requests.base[request]!;
      residues[remainder(base, settings.blockTokens)]!--;
      residues[remainder(base + extra, settings.blockTokens)]!++;
      requests.base[request] = base + extra;
      replica.decodeBase += extra;
      if (base + extra > replica.longest) replica.longest = base + extra;
      const written = base + tick - 1 + ahead;
      this.#owe(request, replica.blocksFor(written + extra) - replica.blocksFor(written));
    }
  }

  #owe(request: number, blocks: number): void {
    if (this.#replica.scheduler.reservesOutput) return;
    this.#owed[request]! += blocks;
    this.owedByAll += blocks;
  }
}
