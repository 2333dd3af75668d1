import { PROMPT } from '../columns.ts';
import type { ReplicaState } from '../replica-state.ts';

/** In which order decoding requests ask for blocks; the last in it is preempted first. */
type Order = (replica: ReplicaState) => (a: number, b: number) => number;

export const byAdmission: Order =
  ({ requests: { sequence } }) =>
  (a, b) =>
    sequence[a]! - sequence[b]!;

export const byArrival: Order =
  ({ requests: { arrival, id } }) =>
  (a, b) =>
    arrival[a]! - arrival[b]! || id[a]! - id[b]!;

const byUrgency: Order =
  ({ requests: { priority, arrival, id } }) =>
  (a, b) =>
    priority[b]! - priority[a]! || arrival[a]! - arrival[b]! || id[a]! - id[b]!;

/**
 * Takes the blocks of one decode step. Where they do not suffice, requests are gone through in order, and each that lacks a block
 * preempts from the end of the order, at last itself. With `spare` a request asks for that many free blocks even if it takes none.
 */
export function reserveDecodes(replica: ReplicaState, order: Order, spare = 0): void {
  if (replica.decodeCount === 0) return;
  const blocks = replica.decodeBlocks;
  if (blocks + spare <= replica.free) {
    if (blocks > 0) replica.take(blocks);
    if (replica.speculation) replica.speculation.paid();
    return;
  }
  const before = (replica.settings.byPriority ? byUrgency : order)(replica);
  if (spare > 0 || replica.cache) preemptInTurn(replica, before, spare);
  else {
    // Nobody minds who takes a block first: whoever is last leaves until the others have theirs.
    while (replica.decodeBlocks > replica.free) replica.preempt(lastOf(replica, before));
    replica.take(replica.decodeBlocks);
  }
  if (replica.speculation) replica.speculation.paid();
}

function lastOf(
  { decoding, decodeCount, partials, partialCount }: ReplicaState,
  before: (a: number, b: number) => number,
): number {
  let last = decoding[0]!;
  for (let i = 1; i < decodeCount; i++) if (before(last, decoding[i]!) < 0) last = decoding[i]!;
  for (let i = 0; i < partialCount; i++) if (before(last, partials[i]!) < 0) last = partials[i]!;
  return last;
}

function preemptInTurn(replica: ReplicaState, before: (a: number, b: number) => number, spare: number): void {
  const { decoding, decodeCount, partials, partialCount, requests } = replica;
  const line = [...decoding.subarray(0, decodeCount), ...partials.subarray(0, partialCount)];
  line.sort(before);
  let end = line.length;
  for (let i = 0; i < end; i++) {
    const request = line[i]!;
    // A prompt under way asks for blocks when its next piece is cut.
    if (requests.state[request] === PROMPT) continue;
    const needs = replica.decodeBlocksOf(request);
    while (replica.free < Math.max(needs, spare) && end > i) replica.preempt(line[--end]!);
    if (end > i && needs > 0) replica.take(needs);
  }
}
