import { keptButTooLong, type SimulationReport } from '../../../report/index.ts';
import type { Context } from '../../operation.ts';
import type { ServingSetting } from '../settle-serving.ts';
import { simulateGroups } from '../simulate-serve.ts';
import type { Group } from '../simulation-setup.ts';
import { bestFirst } from './best-first.ts';
import { sliceOf } from './plan-disaggregated.ts';
import { acceleratorsOf, bitsOf, type Way } from './plan-rows.ts';

/** Replicas that are simulated together; of a larger system a slice. */
export const SLICE = 32;
/** Requests that a way is confirmed with, at most. */
const REQUESTS = 20_000;
/** Replicas added, as shares of those there are, where the whole traffic asks for a little more than a replica's share did. */
const MORE = [0.02, 0.02, 0.02, 0.04, 0.08];
/** Ways that a reader is shown, and of each kind of accelerator one more: so many are seen to keep the promise. */
const WANTED = 8;
/** Looks at most once one way keeps it. */
const LOOKS = 24;

/** Ways held against the whole traffic. */
export interface Confirmed {
  /** Seen to keep the promise, best first. */
  readonly kept: readonly Way[];
  /** Those that nobody looked at so, for enough others keep it. */
  readonly unseen: readonly Way[];
  /** Those that miss it, as large as they were looked at last. */
  readonly late: readonly Way[];
  /** What was seen of each that was looked at. */
  readonly seen: ReadonlyMap<Way, SimulationReport>;
  /** False where it was cut short. */
  readonly complete: boolean;
}

export interface Looks {
  readonly context: Context;
  readonly setting: ServingSetting;
  /** What is to be least. */
  readonly worth: (way: Way) => number;
  /** Most accelerators that there may be. */
  readonly most: number;
  /** How far a look is, and at how many requests. */
  readonly progress: (share: number, requests: number) => boolean;
  /** The first that keeps the promise is enough. */
  readonly first?: boolean;
}

/**
 * Ways under all of their traffic, as `simulate serve` would show them: the best first, with a few replicas more where one asks for that,
 * and then in its new place. One that even then misses its promise is no way.
 */
export function confirmed(ways: readonly Way[], looks: Looks): Confirmed {
  const { worth, most, first = false } = looks;
  let open = ways.map((way) => ({ way, growths: 0 }));
  const kept: Way[] = [];
  const unseen: Way[] = [];
  const late: Way[] = [];
  const seen = new Map<Way, SimulationReport>();
  const chipOf = ({ option }: Way) => option.chip.id;
  const enough = (way: Way) =>
    kept.length > 0 &&
    (first || seen.size >= LOOKS || (kept.length >= WANTED && kept.some((other) => chipOf(other) === chipOf(way))));
  while (open.length > 0) {
    open = bestFirst(open, ({ way }) => ({ worth: worth(way), strain: way.strain, bits: bitsOf(way) }));
    const { way, growths } = open.shift()!;
    if (enough(way)) {
      if (growths === 0) unseen.push(way);
      continue;
    }
    const simulation = look(looks, way);
    if (simulation.outcome === 'stopped') {
      const rest = [{ way, growths }, ...open].filter((one) => one.growths === 0);
      return { kept, unseen: [...unseen, ...rest.map((one) => one.way)], late, seen, complete: false };
    }
    seen.set(way, simulation);
    if (!isMissed(simulation)) {
      kept.push(way);
      continue;
    }
    const tooLong = keptButTooLong(simulation);
    // What the model itself does not take, no other way takes; what one cache does not hold, no more of its kind do.
    if (tooLong && takesLongest(looks.setting, way)) return { kept: [], unseen: [], late: [way], seen, complete: true };
    const larger = growths < MORE.length && !tooLong ? grown(way, simulation, MORE[growths]!) : null;
    if (larger && acceleratorsOf(larger) <= most) open.push({ way: larger, growths: growths + 1 });
    else late.push(way);
  }
  return { kept, unseen, late, seen, complete: true };
}

/** Whether a request may be as long as the model or the scenario lets any be. */
const takesLongest = ({ scenario, network }: ServingSetting, { option }: Way): boolean =>
  option.replica.maxModelTokens >=
  (scenario.serve.context ?? (network.architecture.maxPositions || Number.MAX_SAFE_INTEGER));

/** Whether it does not do what was promised. */
const isMissed = ({ outcome }: SimulationReport): boolean => outcome === 'missed' || outcome === 'overloaded';

/** Replicas more, of the role that is late where there are two. */
function grown(way: Way, { promises }: SimulationReport, share: number): Way {
  const { replicas, roles } = way;
  const step = Math.max(1, Math.round(share * replicas));
  if (!roles) return { ...way, replicas: replicas + step };
  const { prefill, decode } = roles;
  const prompts = promises.find(({ kept }) => !kept)?.quantity === 'ttft';
  return {
    ...way,
    replicas: replicas + step,
    roles: prompts ? { prefill: prefill + step, decode } : { prefill, decode: decode + step },
  };
}

/** One way under the whole traffic; `ranges`: also with slower and faster steps. */
export function look(
  { context, setting, progress }: Pick<Looks, 'context' | 'setting' | 'progress'>,
  { option, replicas, roles }: Pick<Way, 'option' | 'replicas' | 'roles'>,
  ranges = false,
): SimulationReport {
  const sliced = roles && sliceOf(roles, SLICE);
  const count = Math.min(replicas, SLICE);
  const groups: Group[] = sliced
    ? [
        { role: 'prefill', option, count: sliced.roles.prefill },
        { role: 'decode', option, count: sliced.roles.decode },
      ]
    : [{ role: 'both', option, count }];
  return simulateGroups(
    { ...context, onProgress: (done, _, total) => progress(done / Math.max(1, total), total) },
    setting,
    groups,
    [],
    { share: sliced ? sliced.share : count / replicas, most: REQUESTS, ranges },
  );
}
