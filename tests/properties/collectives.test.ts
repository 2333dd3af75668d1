import fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  type CollectiveKind,
  collective,
  collectiveLines,
  fastestSeconds,
  ranksPerTier,
} from '../../engine/src/cost/index.ts';
import { machines, scaled } from './chips.ts';
import { atMost, holds, near } from './holds.ts';

const KINDS: readonly CollectiveKind[] = ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all', 'send'];

/** A group of ranks on a machine that has room for it, and a message. */
const groups = fc
  .record({
    n: fc.constantFrom(1, 2, 3, 4, 6, 8, 16, 32, 128),
    stride: fc.constantFrom(1, 2, 3, 4, 8),
    spare: fc.constantFrom(1, 2, 3),
  })
  .chain(({ n, stride, spare }) =>
    fc.record({
      machine: machines(n * stride * spare),
      n: fc.constant(n),
      stride: fc.constant(stride),
      bytes: fc.oneof(
        fc.constant(0),
        fc.double({ min: 1, max: 1e11, noNaN: true }),
        fc.double({ min: 1, max: 1e6, noNaN: true }),
      ),
    }),
  );

type Group = typeof groups extends fc.Arbitrary<infer T> ? T : never;

const time = ({ machine, n, stride, bytes }: Group, kind: CollectiveKind, size = bytes): number =>
  fastestSeconds(collectiveLines(machine, kind, n, stride), size);

describe('collectives', () => {
  holds('a group of one is free, and a group of more is not', groups, (g) => {
    for (const kind of KINDS) expect(time(g, kind) > 0).toBe(g.n > 1);
    for (const kind of KINDS) if (g.n === 1) expect(time(g, kind)).toBe(0);
  });

  holds('nothing sent costs latency alone', groups, (g) => {
    for (const kind of KINDS) expect(time(g, kind, 0)).toBe(collective(g.machine, kind, g.n, g.stride, 0).alpha);
  });

  holds(
    'more bytes never take less',
    fc.record({ g: groups, k: fc.double({ min: 1, max: 1e3, noNaN: true }) }),
    ({ g, k }) => KINDS.every((kind) => atMost(time(g, kind), time(g, kind, g.bytes * k))),
  );

  holds('the chosen algorithm is the fastest of all at that size', groups, (g) =>
    KINDS.every((kind) =>
      collectiveLines(g.machine, kind, g.n, g.stride).every((line) =>
        atMost(time(g, kind), line.alpha + line.beta * g.bytes),
      ),
    ),
  );

  // Of small messages an all-reduce may be the faster: libraries have trees and adding switches for it, rings alone for the two halves.
  holds('a reduce-scatter and an all-gather move no more than an all-reduce', groups, (g) => {
    const slope = (kind: CollectiveKind) =>
      Math.min(...collectiveLines(g.machine, kind, g.n, g.stride).map((line) => line.beta));
    return atMost(slope('reduce-scatter'), slope('all-reduce')) && atMost(slope('all-gather'), slope('all-reduce'));
  });

  holds('an all-reduce takes no more than both of them', groups, (g) =>
    atMost(time(g, 'all-reduce'), time(g, 'reduce-scatter') + time(g, 'all-gather')),
  );

  holds('a ring all-reduce is a reduce-scatter and an all-gather', groups, (g) => {
    for (const algorithm of ['ring', 'nested ring']) {
      const of = (kind: CollectiveKind) =>
        collectiveLines(g.machine, kind, g.n, g.stride).findLast((line) => line.algorithm === algorithm);
      const [reduce, gather, both] = [of('reduce-scatter'), of('all-gather'), of('all-reduce')];
      if (!both) continue;
      expect(near(both.alpha, reduce!.alpha + gather!.alpha) && near(both.beta, reduce!.beta + gather!.beta)).toBe(
        true,
      );
    }
  });

  holds(
    'better links are never slower',
    fc.record({ g: groups, k: fc.double({ min: 1, max: 50, noNaN: true }) }),
    ({ g, k }) =>
      KINDS.every((kind) =>
        [{ link: k }, { efficiency: k }, { latency: 1 / k }].every((by) =>
          atMost(time({ ...g, machine: scaled(g.machine, by) }, kind), time(g, kind)),
        ),
      ),
  );

  holds('no rank sends faster than all its links together', groups, (g) => {
    if (g.n === 1) return true;
    // A ring's ranks bring all the cards of their node, so the bound is the fastest tier times the ranks of a node.
    const rate = Math.max(...g.machine.tiers.map((t) => t.bytesPerSecond)) * g.n;
    return atMost((((g.n - 1) / g.n) * g.bytes) / rate, time(g, 'reduce-scatter'));
  });
});

describe('placement on tiers', () => {
  holds('ranks of all tiers multiply to the group', groups, ({ machine, n, stride }) => {
    const counts = ranksPerTier(machine.tiers, n, stride);
    return (
      counts.length === machine.tiers.length &&
      counts.every((c) => c >= 1) &&
      near(
        counts.reduce((a, b) => a * b, 1),
        n,
      )
    );
  });

  holds('a group that fits the first tier stays there', groups, ({ machine, n, stride }) => {
    fc.pre(n * stride <= machine.tiers[0]!.size);
    return ranksPerTier(machine.tiers, n, stride)[0] === n;
  });
});
