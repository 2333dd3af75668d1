import { besideHost } from './host.ts';
import {
  BOTTOM,
  BOTTOM_NEXT,
  DOWN,
  HIGH_END,
  inCell,
  LOW,
  ONE_OVER,
  type PlaneRow,
  TOP,
  TOP_NEXT,
} from './octave-axis.ts';
import type { QuietSteps, StepSums } from './step.ts';

/** Of a step of decoding requests alone, all that does not depend on their contexts. Seconds unless said otherwise. */
export interface Unchanged {
  /** Attention by mean context. */
  readonly row: PlaneRow;
  /** How far uneven contexts wait for the longest; ranks and batches among which contexts are dealt; requests of each. */
  readonly skew: number;
  readonly shares: number;
  readonly each: number;
  readonly state: number;
  readonly device: number;
  readonly head: number;
  readonly sends: number;
  readonly launches: number;
  readonly requests: number;
  readonly fixed: number;
  readonly floor: number;
  readonly batches: number;
  readonly looksAhead: boolean;
}

/** Tokens in the cache that decoding waits for: uneven contexts wait for the longest. */
export const heldFor = (rows: number, context: number, longest: number, skew: number): number =>
  rows > 0 && longest * rows > context ? context + skew * (longest * rows - context) : context;

/** See `StepTimer.runs`. All in local numbers: a simulated week is mostly this loop. */
export function runAgain(step: StepSums, quiet: QuietSteps, unchanged: Unchanged): void {
  const { row, skew, shares, each, state, device, head, sends } = unchanged;
  const { launches, requests, fixed, floor, batches, looksAhead } = unchanged;
  const { now } = row;
  const { limit } = quiet;
  const rows = step.decodes;
  let { clock, stepEnd, seconds, busySeconds, left } = quiet;
  let { decodeContext: context, longestContext: longest } = step;
  let low = now[LOW]!;
  let end = now[HIGH_END]!;
  let oneOver = now[ONE_OVER]!;
  let down = now[DOWN]!;
  let top = now[TOP]!;
  let topNext = now[TOP_NEXT]!;
  let bottom = now[BOTTOM]!;
  let bottomNext = now[BOTTOM_NEXT]!;
  // Contexts grow together: by how much the longest is ahead stays, to the last bit (whole numbers).
  const gap = longest * rows - context;
  const ahead = gap > 0 ? skew * gap : 0;
  while (left > 0 && stepEnd < limit) {
    clock = stepEnd;
    busySeconds += seconds;
    context += rows;
    longest++;
    const held = context + ahead;
    const x = (shares === 1 ? held : held / shares) / each;
    if (!(low <= x && x < end)) {
      row.at(x);
      low = now[LOW]!;
      end = now[HIGH_END]!;
      oneOver = now[ONE_OVER]!;
      down = now[DOWN]!;
      top = now[TOP]!;
      topNext = now[TOP_NEXT]!;
      bottom = now[BOTTOM]!;
      bottomNext = now[BOTTOM_NEXT]!;
    }
    const attended = inCell(x, low, oneOver, down, top, topNext, bottom, bottomNext) + state;
    seconds = besideHost(device + (attended + head + sends), launches, requests, fixed, floor, batches, looksAhead);
    stepEnd = clock + seconds;
    left--;
  }
  quiet.clock = clock;
  quiet.stepEnd = stepEnd;
  quiet.seconds = seconds;
  quiet.busySeconds = busySeconds;
  quiet.left = left;
  step.decodeContext = context;
  step.longestContext = longest;
}
