import { EventHeap } from '../traffic/generators/event-heap.ts';
import { emptyRequest, type Request } from '../traffic/request.ts';
import { FREE, HELD } from './columns.ts';
import { emptyRecord, type Refusal, type RequestRecord } from './record.ts';
import { Replica } from './replica.ts';
import type { ReplicaListener, ReplicaState, TimerAsker } from './replica-state.ts';
import { outstanding, type Router, routerFor } from './routers.ts';
import { schedulerFor } from './schedulers/index.ts';
import type { ReplicaPool, ServingOptions } from './serving-options.ts';

/** A replica `takes` new requests, only ends what it has (`drains`), or does nothing: not begun, `starts`, or `off`. */
type Standing = 'takes' | 'drains' | 'starts' | 'off';

/** A request on its way: what its next replica must know beside what was asked. */
interface Travelling {
  readonly request: Request;
  scheduled: number;
  firstToken: number;
  cached: number;
  preemptions: number;
  retries: number;
  /** Its prompt is computed and its cache comes along. */
  computed: boolean;
}

/**
 * The replicas of a system as one: who takes requests, what travels between them, what fails and is started. `timeline` holds what is
 * known to happen; `needed` of it must happen before the simulation may end.
 */
export class Fleet {
  readonly replicas: Replica[] = [];
  readonly timeline = new EventHeap<{ readonly needed: boolean; run(seconds: number): void }>();
  needed = 0;
  finished = 0;
  refused = 0;
  /** Some requests are on their way, or no replica takes them. */
  travelling = 0;
  readonly #options: ServingOptions;
  readonly #closed: boolean;
  readonly #pools: ReplicaPool[] = [];
  readonly #standing: Standing[] = [];
  /** Seconds since when a replica is paid for. */
  readonly #since: number[] = [];
  #takers: Replica[] = [];
  #decoders: Replica[] = [];
  readonly #homeless: Travelling[] = [];
  /** Tokens asked of requests whose prefill replica is asked for one. */
  readonly #asked = new Map<number, number>();
  readonly #route: Router;
  readonly #routeDecode: Router = routerFor('least-outstanding');
  readonly #record: RequestRecord = emptyRecord();
  readonly #listener: ReplicaListener;
  /** No front end and no roles: requests go straight to their replica. */
  readonly #plain: boolean;
  readonly #asker: TimerAsker = { last: null };

  constructor(options: ServingOptions) {
    checkRoles(options.pools);
    this.#options = options;
    this.#closed = options.source.finished !== undefined;
    this.#route = routerFor(options.router ?? 'round-robin');
    const { sink } = options;
    this.#listener = {
      finished: (replica, request) => this.#finished(replica as Replica, request),
      refused: (replica, request, why) => this.#refused(replica as Replica, request, why),
      ...(sink?.gap && { gap: (seconds, weight) => sink.gap!(seconds, weight) }),
      ...(sink?.step && { step: (replica, step, start, seconds) => sink.step!(replica, step, start, seconds) }),
    };
    for (const pool of options.pools) {
      for (let i = 0; i < pool.count; i++) {
        this.#pools.push(pool);
        this.#standing.push(i < (pool.scale?.least ?? pool.count) ? 'takes' : 'off');
        this.#since.push(0);
        this.replicas.push(this.#create(this.replicas.length));
      }
      if (pool.scale) this.#lookAgain(pool, pool.scale.everySeconds);
    }
    for (const { replica, seconds, repairSeconds } of options.failures ?? []) {
      this.#at(seconds, false, (now) => this.#fail(replica, now, repairSeconds));
    }
    this.#plain = options.pools.every(({ role, frontEnd }) => (role ?? 'both') === 'both' && !frontEnd);
    this.#listTakers();
  }

  /** Whether what one replica does can reach another before the next arrival or entry of the timeline. */
  get linked(): boolean {
    return this.replicas.length > 1 && (this.#closed || this.#pools.some(({ role }) => role === 'prefill'));
  }

  /** Whether somebody listens to every step: then they are told in order of time. */
  get heard(): boolean {
    return this.#listener.gap !== undefined || this.#listener.step !== undefined;
  }

  get waiting(): number {
    return this.replicas.reduce((sum, { waiting }) => sum + waiting.length, this.#homeless.length);
  }

  get running(): number {
    return this.replicas.reduce((sum, { resident }) => sum + resident, 0);
  }

  /** A request comes from outside. */
  arrive(request: Readonly<Request>, seconds: number): void {
    if (this.#plain && this.#takers.length > 0) this.#route(request, this.#takers).enqueue(request, seconds);
    else {
      this.travelling++;
      const prefixIds = request.prefixIds.slice(request.prefixFrom, request.prefixTo);
      const own = { ...request, prefixIds, prefixFrom: 0, prefixTo: prefixIds.length, prefixStays: true };
      this.#send({ ...NEW, request: own }, seconds);
    }
  }

  /** Somebody outside may have asked a timer. */
  forgetAsker(): void {
    this.#asker.last = null;
  }

  /** Does what is due at the head of the timeline. */
  happen(): void {
    const seconds = this.timeline.first;
    const event = this.timeline.pop();
    if (event.needed) this.needed--;
    event.run(seconds);
  }

  /** The end: idle power and paid time up to `seconds`. */
  close(seconds: number): void {
    this.replicas.forEach((_, i) => {
      if (this.#standing[i] !== 'off') this.#stopPaying(i, seconds);
    });
  }

  #at(seconds: number, needed: boolean, run: (seconds: number) => void): void {
    if (needed) this.needed++;
    this.timeline.push(seconds, { needed, run });
  }

  #create(index: number): Replica {
    const { settings, timer } = this.#pools[index]!;
    return new Replica(index, settings, timer, schedulerFor(settings), this.#listener, {
      ...this.#options,
      asker: this.#asker,
    });
  }

  #listTakers(): void {
    const takes = (decodes: boolean) =>
      this.replicas.filter((_, i) => this.#standing[i] === 'takes' && (this.#pools[i]!.role === 'decode') === decodes);
    this.#takers = takes(false);
    this.#decoders = takes(true);
  }

  // -- requests ------------------------------------------------------------------------------------------------------------------------

  /** Chooses a replica; the request reaches its queue when the front end is through with it. */
  #send(travelling: Travelling, seconds: number): void {
    const { request, computed } = travelling;
    const replicas = computed ? this.#decoders : this.#takers;
    if (replicas.length === 0) {
      this.#homeless.push(travelling);
      return;
    }
    const { index } = (computed ? this.#routeDecode : this.#route)(request, replicas);
    const { frontEnd } = this.#pools[index]!;
    if (!frontEnd || computed) return this.#deliver(travelling, index, seconds);
    this.#at(seconds + frontEnd.request + frontEnd.inputToken * request.input, true, (now) =>
      this.#standing[index] === 'takes' ? this.#deliver(travelling, index, now) : this.#send(travelling, now),
    );
  }

  #deliver(travelling: Travelling, index: number, seconds: number): void {
    const { request, computed } = travelling;
    const { id, output } = request;
    this.travelling--;
    const splits = this.#pools[index]!.role === 'prefill' && output > 1;
    if (splits) {
      this.#asked.set(id, output);
      request.output = 1;
    }
    const replica = this.replicas[index]!;
    const place = replica.enqueue(request, seconds);
    request.output = output;
    if (place < 0) return;
    const { requests } = replica;
    requests.retries[place] = travelling.retries;
    requests.preemptions[place] = travelling.preemptions;
    if (!computed) return;
    requests.scheduled[place] = travelling.scheduled;
    requests.firstToken[place] = travelling.firstToken;
    requests.lastToken[place] = travelling.firstToken;
    requests.cached[place] = travelling.cached;
    requests.prompt[place] = request.input + 1;
    requests.fetch[place] = 0;
  }

  #finished(replica: Replica, request: number): boolean {
    const { requests } = replica;
    if (this.#closed || this.#asked.size > 0) replica.paused = true;
    const output = this.#asked.size > 0 ? this.#asked.get(requests.id[request]!) : undefined;
    if (output === undefined) {
      this.finished++;
      this.#tell(replica, request, null);
      return false;
    }
    this.#asked.delete(requests.id[request]!);
    replica.totals.finished--;
    this.travelling++;
    const travelling = { ...this.#travelling(replica, request, output), computed: true };
    const { seconds = 0, secondsPerToken = 0 } = this.#options.transfer ?? {};
    this.#at(replica.clock + seconds + secondsPerToken * requests.input[request]!, true, (now) => {
      if (this.replicas[replica.index] === replica) {
        replica.letGo(request, now);
        this.#send(travelling, now);
      } else this.#send(anew(travelling), now);
    });
    return true;
  }

  #refused(replica: Replica, request: number, why: Refusal): void {
    this.#asked.delete(replica.requests.id[request]!);
    this.refused++;
    if (this.#closed) replica.paused = true;
    this.#tell(replica, request, why);
  }

  #travelling({ requests }: ReplicaState, at: number, output: number): Travelling {
    const ids = requests.prefix[at];
    return {
      request: {
        ...emptyRequest(),
        id: requests.id[at]!,
        arrival: requests.arrival[at]!,
        input: requests.input[at]!,
        output,
        session: requests.session[at]!,
        priority: requests.priority[at]!,
        adapter: requests.adapter[at]!,
        ...(ids && {
          prefixIds: ids,
          prefixTo: requests.prefixCount[at]!,
          prefixTokens: requests.prefixTokens[at]!,
          prefixStays: true,
        }),
      },
      scheduled: requests.scheduled[at]!,
      firstToken: requests.firstToken[at]!,
      cached: requests.cached[at]!,
      preemptions: requests.preemptions[at]!,
      retries: requests.retries[at]!,
      computed: false,
    };
  }

  #tell(replica: Replica, at: number, why: Refusal | null): void {
    const { requests, clock } = replica;
    const { sink, source } = this.#options;
    if (sink?.record) {
      const record = this.#record;
      record.id = requests.id[at]!;
      record.arrival = requests.arrival[at]!;
      record.input = requests.input[at]!;
      record.output = requests.output[at]!;
      record.session = requests.session[at]!;
      record.priority = requests.priority[at]!;
      record.scheduled = requests.scheduled[at]!;
      record.firstToken = requests.firstToken[at]!;
      record.finished = clock;
      record.preemptions = requests.preemptions[at]!;
      record.retries = requests.retries[at]!;
      record.cachedTokens = requests.cached[at]!;
      record.lastRunOutput = requests.total[at]! - requests.prompt[at]!;
      record.replica = replica.index;
      record.refused = why;
      sink.record(record);
    }
    if (this.#closed) source.finished!(requests.id[at]!, requests.session[at]!, clock);
  }

  // -- replicas ------------------------------------------------------------------------------------------------------------------------

  #takeAgain(index: number, seconds: number): void {
    this.#standing[index] = 'takes';
    this.#listTakers();
    for (const travelling of this.#homeless.splice(0)) this.#send(travelling, seconds);
  }

  #startPaying(index: number, seconds: number): void {
    this.#since[index] = seconds;
    this.replicas[index]!.skip(seconds);
  }

  #stopPaying(index: number, seconds: number): void {
    const replica = this.replicas[index]!;
    replica.idle(seconds);
    replica.totals.upSeconds += seconds - this.#since[index]!;
  }

  #fail(index: number, seconds: number, repairSeconds: number): void {
    const lost = this.replicas[index];
    if (!lost || this.#standing[index] === 'off' || this.#standing[index] === 'starts') return;
    const { requests } = lost;
    const survivors: Travelling[] = [];
    for (let at = 0; at < requests.capacity; at++) {
      // What is held travels already: its transfer will find the replica gone.
      if (requests.state[at] === FREE || requests.state[at] === HELD) continue;
      const id = requests.id[at]!;
      survivors.push(anew(this.#travelling(lost, at, this.#asked.get(id) ?? requests.output[at]!)));
      this.#asked.delete(id);
    }
    this.travelling += survivors.length;
    lost.crash(seconds);
    const fresh = this.#create(index);
    Object.assign(fresh.totals, lost.totals);
    fresh.skip(seconds);
    this.replicas[index] = fresh;
    // It is paid for while it is repaired.
    this.#standing[index] = 'starts';
    this.#listTakers();
    this.#at(seconds + repairSeconds, true, (now) => this.#takeAgain(index, now));
    survivors.sort((a, b) => a.request.arrival - b.request.arrival || a.request.id - b.request.id);
    for (const travelling of survivors) this.#send(travelling, seconds);
  }

  #lookAgain(pool: ReplicaPool, seconds: number): void {
    this.#at(seconds, false, (now) => {
      this.#scale(pool, now);
      this.#lookAgain(pool, now + pool.scale!.everySeconds);
    });
  }

  #scale(pool: ReplicaPool, seconds: number): void {
    const { least, above, below, startSeconds } = pool.scale!;
    const own = this.replicas.map((_, i) => i).filter((i) => this.#pools[i] === pool);
    for (const i of own) {
      if (this.#standing[i] !== 'drains' || this.replicas[i]!.requests.count > 0) continue;
      this.#stopPaying(i, seconds);
      this.#standing[i] = 'off';
    }
    const taking = own.filter((i) => this.#standing[i] === 'takes');
    const there = taking.length + own.filter((i) => this.#standing[i] === 'starts').length;
    const load = taking.reduce((sum, i) => sum + outstanding(this.replicas[i]!), this.#homeless.length) / there;
    if (load > above) {
      const draining = own.find((i) => this.#standing[i] === 'drains');
      const next = draining ?? own.find((i) => this.#standing[i] === 'off');
      if (draining !== undefined) this.#takeAgain(draining, seconds);
      else if (next !== undefined) {
        this.#standing[next] = 'starts';
        this.#startPaying(next, seconds);
        this.#at(seconds + startSeconds, true, (now) => this.#takeAgain(next, now));
      }
    } else if (load < below && taking.length > least) {
      this.#standing[taking[taking.length - 1]!] = 'drains';
      this.#listTakers();
    }
  }
}

/** A request that starts from its prompt once more. */
const anew = ({ request, preemptions, retries }: Travelling): Travelling => ({
  ...NEW,
  request,
  preemptions,
  retries: retries + 1,
});

const NEW = { scheduled: -1, firstToken: -1, cached: 0, preemptions: 0, retries: 0, computed: false } as const;

function checkRoles(pools: readonly ReplicaPool[]): void {
  const count = (role: ReplicaPool['role']): number =>
    pools.reduce((sum, pool) => sum + ((pool.role ?? 'both') === role ? pool.count : 0), 0);
  const [both, prefill, decode] = [count('both'), count('prefill'), count('decode')];
  if (both + prefill === 0) throw new Error('no replica takes new requests: one of role "both" or "prefill" is needed');
  if (prefill > 0 !== decode > 0) {
    throw new Error(`${prefill} replicas prefill and ${decode} decode: either none of both or some of each`);
  }
  for (const { role, settings } of pools) {
    if (role === 'decode' && ['static', 'vidur-vllm', 'vidur-sarathi'].includes(settings.scheduler)) {
      throw new Error(
        `scheduler "${settings.scheduler}" computes every prompt itself; nearest that can decode only: "vllm-v1"`,
      );
    }
  }
}
