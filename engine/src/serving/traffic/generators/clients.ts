import type { ClientLengths, ClientProfile, ClientWindow } from '../client-profile.ts';
import type { PeekableSource } from '../request.ts';
import { gapOf } from './arrivals.ts';
import { drawerOf, type Lengths } from './lengths.ts';
import { merged } from './merged.ts';
import type { Bounds } from './open-loop.ts';
import { chanceFor, STREAMS } from './random.ts';

export interface ClientsSpec extends Bounds {
  readonly seed: number;
  readonly profiles: readonly ClientProfile[];
  /** Part of the profiles that is played: from here on, `seconds` long. */
  readonly fromSeconds?: number;
  /** Every client sends so many times as often. */
  readonly scale?: number;
  /** For clients whose profile has rates only; without it they are left out. */
  readonly lengths?: Lengths;
}

/**
 * Traffic of many unlike clients laid over each other, as ServeGen (arXiv 2505.09999) found production traffic to be. Each client has its own
 * streams of chance; the session of a request is its client.
 */
export function clients({
  seed,
  profiles,
  fromSeconds = 0,
  scale = 1,
  lengths,
  requests,
  seconds,
}: ClientsSpec): PeekableSource {
  const until = fromSeconds + (seconds ?? Number.POSITIVE_INFINITY);
  const sources = profiles
    .filter((profile) => profile.lengths.length > 0 || lengths !== undefined)
    .map((profile) => oneClient(profile, seed, fromSeconds, until, scale, lengths));
  const all = merged(sources);
  const most = requests ?? Number.POSITIVE_INFINITY;
  let given = 0;
  const peek = (): number => (given < most ? all.peek!() : Number.POSITIVE_INFINITY);
  return {
    peek,
    next(into) {
      if (peek() === Number.POSITIVE_INFINITY || !all.next(into)) return false;
      given++;
      return true;
    },
  };
}

function oneClient(
  profile: ClientProfile,
  seed: number,
  from: number,
  until: number,
  scale: number,
  otherwise: Lengths | undefined,
): PeekableSource {
  const windows = profile.windows.filter((window) => window.perSecond > 0 && window.to > from && window.from < until);
  const chance = chanceFor(seed, STREAMS.arrivals, profile.client + 1);
  const drawers = profile.lengths.map((part) => ({ from: part.from, draw: drawerOf(lengthsOf(part)) }));
  if (drawers.length === 0) drawers.push({ from: 0, draw: drawerOf(otherwise!) });
  let w = 0;
  let now = windows[0] ? Math.max(from, windows[0].from) : Number.POSITIVE_INFINITY;
  let gap = windows[0] ? gapOf(lawOf(windows[0]), chance) : () => 1;
  // The first gap is a part of one: the client did not wait for the trace to begin.
  let need = gap() * chance.uniform();
  let id = 0;
  let at = advance();

  function advance(): number {
    for (;;) {
      const window = windows[w];
      if (!window) return Number.POSITIVE_INFINITY;
      const rate = window.perSecond * scale;
      if (now + need / rate <= window.to) {
        now += need / rate;
        need = gap();
        return now < until ? now : Number.POSITIVE_INFINITY;
      }
      need -= (window.to - now) * rate;
      const next = windows[++w];
      if (!next) return Number.POSITIVE_INFINITY;
      // An idle stretch between two windows ends what was left of a gap.
      if (next.from > window.to) need = -1;
      now = next.from;
      gap = gapOf(lawOf(next), chance);
      if (need < 0) need = gap() * chance.uniform();
    }
  }

  return {
    peek: () => at - from,
    next(into) {
      if (at === Number.POSITIVE_INFINITY) return false;
      let part = 0;
      while (part + 1 < drawers.length && drawers[part + 1]!.from <= at) part++;
      into.id = id;
      into.arrival = at - from;
      drawers[part]!.draw(chanceFor(seed, STREAMS.clients + profile.client, id), into);
      into.session = 0;
      into.priority = 0;
      into.adapter = -1;
      into.prefixFrom = 0;
      into.prefixTo = 0;
      into.prefixTokens = 0;
      into.prefixStays = false;
      id++;
      at = advance();
      return true;
    },
  };
}

const lawOf = ({ gaps, cv }: ClientWindow) => ({ kind: gaps, cv }) as const;
const lengthsOf = ({ input, output }: ClientLengths): Lengths => ({
  input: { kind: 'histogram', histogram: input },
  output: { kind: 'histogram', histogram: output },
});
