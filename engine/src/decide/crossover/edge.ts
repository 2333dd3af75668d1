import { bracketed, type Leader, type Sample } from './leader.ts';

/** Where the better choice changes. */
export interface Flip {
  /** The input at the flip; on an axis of whole numbers the first that `from` leads no more. */
  readonly at: number;
  /** As near as it was looked at: at the first end `from` leads, at the second it does not any more. */
  readonly bracket: readonly [number, number];
  readonly from: Leader;
  readonly to: Leader;
  /** `crossing` where the two are equal at the flip, `jump` where they pass each other without meeting, `limit` where one stops being possible. */
  readonly kind: 'crossing' | 'jump' | 'limit';
}

/** Brackets are closed until they are this narrow in relation to the whole axis. */
export const NARROW = 2 ** -46;
/** Of the distance of ITP's interpolation from the middle; n0 = 1 and k1 = 0.2 as its authors advise, k2 = 2. */
const ITP = { k1: 0.2, slack: 1 };

/**
 * Narrows two samples of different leaders around a place where `from` stops leading; what lies behind it need not be led by
 * `to`. By ITP where the gap has a sign at both ends (never more than one step beyond bisection), by bisection where a choice
 * stops being possible.
 * Source: I. F. D. Oliveira, R. H. C. Takahashi, An enhancement of the bisection method, ACM TOMS 47(1), 2020.
 */
export function closeEdge(
  look: (position: number) => Sample,
  from: Sample,
  to: Sample,
  narrow = NARROW,
): readonly [Sample, Sample] {
  let [left, right] = [from, to];
  const first = right.position - left.position;
  const most = Math.ceil(Math.log2(Math.max(2, first / narrow))) + ITP.slack;
  for (let step = 0; right.position - left.position > narrow && left.x !== right.x; step++) {
    const middle = look(probe(left, right, { step, most, first, narrow }));
    if (middle.position <= left.position || middle.position >= right.position) break;
    if (middle.leader === left.leader) left = middle;
    else right = middle;
  }
  return [left, right];
}

/** The next position to look at: the false-position point pulled towards the middle, kept where bisection would end in time. */
function probe(
  left: Sample,
  right: Sample,
  { step, most, first, narrow }: { step: number; most: number; first: number; narrow: number },
): number {
  const width = right.position - left.position;
  const middle = left.position + width / 2;
  if (!bracketed(left, right)) return middle;
  const falsi = (left.position * right.gap - right.position * left.gap) / (right.gap - left.gap);
  const pull = Math.min((ITP.k1 * width * width) / first, Math.abs(middle - falsi));
  const towards = falsi + Math.sign(middle - falsi) * pull;
  const radius = Math.max(0, narrow * 2 ** (most - step - 1) - width / 2);
  const kept = Math.abs(towards - middle) <= radius ? towards : middle - Math.sign(middle - falsi) * radius;
  return kept > left.position && kept < right.position ? kept : middle;
}

/** The flip in a closed bracket. */
export function flipOf(look: (position: number) => Sample, left: Sample, right: Sample, narrow = NARROW): Flip {
  const at = left.leader === 'tie' ? left.x : right.leader === 'tie' ? right.x : nearer(left, right);
  return {
    at,
    bracket: [left.x, right.x],
    from: left.leader,
    to: right.leader,
    kind: kindOf(look, left, right, narrow),
  };
}

/** On whole numbers the first of the new leader; on reals the end at which the two are closer to equal. */
const nearer = (left: Sample, right: Sample): number =>
  Number.isInteger(left.x) && Number.isInteger(right.x) && right.x - left.x === 1
    ? right.x
    : Math.abs(left.gap) < Math.abs(right.gap)
      ? left.x
      : right.x;

/** Whether the gap goes through zero or jumps over it: a jump does not shrink with the bracket. */
function kindOf(look: (position: number) => Sample, left: Sample, right: Sample, narrow: number): Flip['kind'] {
  if (!Number.isFinite(left.gap) || !Number.isFinite(right.gap)) return 'limit';
  const [before, after] = [aside(look, left, -1, narrow), aside(look, right, 1, narrow)];
  const around = Math.abs(before.gap) + Math.abs(after.gap);
  const close = Math.abs(left.gap) + Math.abs(right.gap);
  return Number.isFinite(around) && close > around / 2 && close > 0 ? 'jump' : 'crossing';
}

/** A sample a little way off, on whole numbers at another number. */
function aside(look: (position: number) => Sample, from: Sample, way: 1 | -1, narrow: number): Sample {
  for (let far = Math.min(1024 * narrow, 1 / 256); far < 1; far *= 4) {
    const there = look(Math.min(1, Math.max(0, from.position + way * far)));
    if (there.x !== from.x) return there;
  }
  return from;
}
