import { describe, expect, it } from 'vitest';
import type { Machine, Tier } from '../machine/index.ts';
import {
  type CollectiveKind,
  collective,
  collectiveLines,
  fastest,
  fastestSeconds,
  lineSeconds,
} from './collective.ts';
import { type CollectiveOperation, ncclCollective } from './kernels/collective.ts';
import type { Limits } from './kernels/form.ts';

const inner: Tier = {
  name: 'NVLink',
  size: 8,
  bytesPerSecond: 450e9,
  efficiency: 0.81,
  latency: 1e-6,
  topology: 'switch',
  inSwitchReduction: true,
};
const outer: Tier = {
  name: 'NICs',
  size: 64,
  bytesPerSecond: 50e9,
  efficiency: 0.8,
  latency: 5e-6,
  topology: 'switch',
  inSwitchReduction: false,
};
const collectives = { a0: 6, lam: 0.6, sh: 0.85, bc: 2, gam: 5.5, pair: 1, nv: 0.7, sw: 4.8, from: 5 };
const plain = { tiers: [inner, outer] } as unknown as Machine;
const fitted = { tiers: [inner, outer], collectives } as unknown as Machine;
const limits: Limits = { peak: 1, bandwidth: 1, cores: 1, cache: 1, link: 450e9 };
const KINDS: readonly CollectiveKind[] = ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all', 'send'];
const seconds = (machine: Machine, kind: CollectiveKind, n: number, stride: number, bytes: number) =>
  fastestSeconds(collectiveLines(machine, kind, n, stride), bytes);
const lineOf = (kind: CollectiveKind, algorithm: string, n: number) =>
  collectiveLines(fitted, kind, n, 1).find((line) => line.algorithm === algorithm)!;

describe('collectives with parameters fitted on the chip', () => {
  it('inside one domain are exactly the fitted law, whatever the size', () => {
    for (const operation of ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all'] as CollectiveOperation[]) {
      for (const ranks of [2, 4, 5, 8]) {
        for (const bytes of [512, 1e5, 1e6, 64e6, 8e9]) {
          const law = ncclCollective.microseconds({ operation, ranks, bytes, floats: true }, collectives, limits);
          expect((1e6 * seconds(fitted, operation, ranks, 1, bytes)) / law).toBeCloseTo(1, 12);
        }
      }
    }
  });

  it('carry the fill in alpha at the size asked for, so that alpha + beta·bytes is the time', () => {
    const lines = collectiveLines(fitted, 'all-gather', 8, 1);
    const line = fastest(lines, 8e6);
    expect(line.gamma).toBeUndefined();
    expect(line.alpha).toBeCloseTo(lines[0]!.alpha + lines[0]!.gamma! * Math.sqrt(8e6), 15);
    expect(lineSeconds(line.alpha, line.beta, 8e6)).toBe(fastestSeconds(lines, 8e6));
  });

  it('a machine without them is priced as before: the same lines, the same objects', () => {
    for (const kind of KINDS) {
      const lines = collectiveLines(plain, kind, 16, 1);
      expect(lines.every(({ gamma }) => gamma === undefined)).toBe(true);
      expect(lines).toContain(fastest(lines, 1e6));
    }
  });

  it('two servers of eight by hand: stages add up, an eighth of the buffer crosses', () => {
    const { alpha, beta, gamma } = lineOf('all-gather', 'nested ring', 16);
    expect(alpha).toBeCloseTo(6e-6 + 7 * 0.6e-6 + 5e-6, 12);
    expect(beta * 1e12).toBeCloseTo(
      1e12 * (7 / 8 / (0.85 * 450e9) + 1 / 8 / (2 * 450e9) + 1 / 2 / 8 / (0.8 * 50e9)),
      9,
    );
    expect(gamma).toBeCloseTo(5.5e-6 * Math.sqrt(7 / 8 / 1e6), 15);
  });

  it('one ring of 16 waits for a slice at each hop, or for words at twice the bytes', () => {
    const rates = [0.85 * 450e9, 8 * 0.8 * 50e9] as const; // a crossing has eight cards
    const inside = 14 * (0.6e-6 + 2 ** 19 / rates[0]);
    const across = 2 * (5e-6 + 2 ** 19 / rates[1]);
    const ring = lineOf('all-reduce', 'ring', 16);
    expect(ring.alpha).toBeCloseTo(6e-6 + (2 * 15 * (inside + across)) / 16, 12);
    expect(ring.beta).toBeCloseTo((2 * 15) / 16 / rates[1], 22);
    const words = lineOf('all-reduce', 'ring of flagged words', 16);
    expect(words.alpha).toBeCloseTo(6e-6 + (2 * 15 * (14 * 0.6e-6 + 2 * 5e-6)) / 16, 12);
    expect(words.beta).toBe(2 * ring.beta);
  });

  it('a switch that does not add is not asked to', () => {
    const dull = { tiers: [{ ...inner, inSwitchReduction: false }, outer], collectives } as unknown as Machine;
    for (const n of [8, 16]) {
      expect(collectiveLines(dull, 'all-reduce', n, 1).map((l) => l.algorithm)).not.toContain('in-switch reduction');
      expect(collectiveLines(fitted, 'all-reduce', n, 1).map((l) => l.algorithm)).toContain('in-switch reduction');
    }
  });

  it('protocols that are told apart stay apart: the law at every size, small and large', () => {
    const pcie = { ...collectives, from: 1000, pair: 1.7, words: 2 ** 19, ll: 0.3, across: 1.3, crowd: 0.2 };
    const machine = { tiers: [{ ...inner, inSwitchReduction: false }, outer], collectives: pcie } as unknown as Machine;
    for (const operation of ['all-reduce', 'all-gather', 'all-to-all'] as CollectiveOperation[]) {
      for (const ranks of [2, 4, 8]) {
        for (const bytes of [512, 2 ** 17, 2 ** 19, 2 ** 20, 1e9]) {
          const law = ncclCollective.microseconds({ operation, ranks, bytes, floats: true }, pcie, limits);
          expect((1e6 * seconds(machine, operation, ranks, 1, bytes)) / law).toBeCloseTo(1, 12);
        }
      }
    }
  });

  it('two ranks of a mesh have one link', () => {
    const mesh: Tier = { ...inner, topology: 'mesh', pairBytesPerSecond: 64e9 };
    const machine = { tiers: [mesh, outer], collectives } as unknown as Machine;
    const shape = { operation: 'all-gather', ranks: 2, bytes: 1e9, floats: true } as const;
    expect(1e6 * seconds(machine, 'all-gather', 2, 1, 1e9)).toBeCloseTo(
      ncclCollective.microseconds(shape, collectives, { ...limits, link: 64e9 }),
      3,
    );
    expect(seconds(machine, 'all-gather', 8, 1, 1e9)).toBeCloseTo(
      seconds(
        { tiers: [{ ...mesh, topology: 'switch', bytesPerSecond: 7 * 64e9 }], collectives } as unknown as Machine,
        'all-gather',
        8,
        1,
        1e9,
      ),
      12,
    );
  });

  it('sends and groups of one rank a server are outside the fit', () => {
    expect(collectiveLines(fitted, 'send', 16, 1)).toEqual(collectiveLines(plain, 'send', 16, 1));
    expect(collectiveLines(fitted, 'all-reduce', 8, 8)).toEqual(collectiveLines(plain, 'all-reduce', 8, 8));
    expect(collective(fitted, 'all-reduce', 1, 1, 1e9)).toEqual({ alpha: 0, beta: 0, algorithm: 'none' });
  });

  it('never beat the bytes over the link or the cards, and grow with them', () => {
    for (const kind of ['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all'] as const) {
      for (const n of [8, 16, 64]) {
        let before = 0;
        for (let bytes = 1024; bytes < 2 ** 34; bytes *= 4) {
          const now = seconds(fitted, kind, n, 1, bytes);
          expect(now).toBeGreaterThan(before);
          expect(now).toBeGreaterThan((7 / 8) * (bytes / 450e9) * (kind === 'all-to-all' ? 8 / n : 1));
          // What leaves a server crosses its eight cards: all but the server's own part, at least once.
          if (n > 8) expect(now).toBeGreaterThan(((n - 8) / n) * (bytes / (8 * 50e9)));
          before = now;
        }
      }
    }
  });
});
