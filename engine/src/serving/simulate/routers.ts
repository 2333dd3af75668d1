import type { Request } from '../traffic/request.ts';
import type { Replica } from './replica.ts';
import type { RouterName } from './settings.ts';

/** Chooses one of the replicas that take requests; never called with none. */
export type Router = (request: Readonly<Request>, replicas: readonly Replica[]) => Replica;

/** Requests that wait or run there. */
export const outstanding = (replica: Replica): number => replica.waiting.length + replica.resident;

/** The replica with the least of something, the first of equals. */
function least(replicas: readonly Replica[], of: (replica: Replica) => number): Replica {
  let best = replicas[0]!;
  let value = of(best);
  for (let i = 1; i < replicas.length; i++) {
    const other = of(replicas[i]!);
    if (other < value) {
      best = replicas[i]!;
      value = other;
    }
  }
  return best;
}

/**
 * The replica with the least of something; of equals the one that was given a request longest ago, as balancers take turns among equals
 * (nginx's least_conn). Always the first of equals would fill the first replicas of a fleet that is hardly asked anything.
 */
function leastInTurn(of: (replica: Replica, request: Readonly<Request>) => number): Router {
  const given: number[] = [];
  let turn = 0;
  return (request, replicas) => {
    let best = replicas[0]!;
    let value = of(best, request);
    for (let i = 1; i < replicas.length; i++) {
      const replica = replicas[i]!;
      const other = of(replica, request);
      if (other < value || (other === value && (given[replica.index] ?? 0) < (given[best.index] ?? 0))) {
        best = replica;
        value = other;
      }
    }
    given[best.index] = ++turn;
    return best;
  };
}

/** One more request outstanding weighs as much as so many tokens of prompt to be computed: a router's rule of thumb (assumption). */
const TOKENS_A_REQUEST = 256;

function roundRobin(): Router {
  let turn = 0;
  return (_, replicas) => replicas[turn++ % replicas.length]!;
}

/** 2^32 / golden ratio: spreads neighbouring sessions (Knuth, TAOCP 6.4). */
const SPREAD = 0x9e3779b1;

function bySession(): Router {
  const other = roundRobin();
  return (request, replicas) =>
    request.session < 0
      ? other(request, replicas)
      : replicas[(Math.imul(request.session + 1, SPREAD) >>> 0) % replicas.length]!;
}

const BY_NAME: Readonly<Record<RouterName, () => Router>> = {
  'round-robin': roundRobin,
  'least-outstanding': () => leastInTurn(outstanding),
  /** Tokens of the prompt not cached there, and a charge for each request outstanding. */
  'prefix-aware': () =>
    leastInTurn((r, request) => outstanding(r) * TOKENS_A_REQUEST - (r.cache ? r.cache.cachedTokensOf(request) : 0)),
  session: bySession,
  /** Vidur's "least outstanding": it counts only those that wait, and takes the first of equals (lor_global_scheduler.py). */
  'vidur-lor': () => (_, replicas) => least(replicas, (r) => r.waiting.length),
};

/** A router that remembers nothing but whose turn it is. */
export const routerFor = (name: RouterName): Router => BY_NAME[name]();
