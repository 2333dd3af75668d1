import { describe, expect, it } from 'vitest';
import type { Machine, Tier } from '../machine/index.ts';
import {
  type CollectiveKind,
  collective,
  collectiveLines,
  fastestSeconds,
  rankBandwidth,
  ranksPerTier,
} from './collective.ts';

/** 64 accelerators: eight on NVLink with an adding switch, 400 Gbit/s of network cards each. */
const inner: Tier = {
  name: 'NVLink',
  size: 8,
  bytesPerSecond: 450e9,
  efficiency: 0.8,
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
const machine = { tiers: [inner, outer] } as unknown as Machine;
const torus: Tier = { ...inner, topology: 'torus', dims: [4, 4, 4], size: 64, inSwitchReduction: false };
const pod = { tiers: [torus] } as unknown as Machine;

const lineOf = (kind: CollectiveKind, algorithm: string, n = 16, m = machine) =>
  collectiveLines(m, kind, n, 1).find((line) => line.algorithm === algorithm);

/** Rates after efficiency. */
const NVLINK = 360e9;
const NIC = 40e9;

describe('16 ranks on two servers of eight, by hand', () => {
  it.each([
    // [kind, algorithm, seconds of latency, seconds a byte]
    ['reduce-scatter', 'nested ring', 6e-6 + 5e-6, 7 / 8 / NVLINK + 1 / 2 / 8 / NIC],
    ['all-gather', 'nested ring', 6e-6 + 5e-6, 7 / 8 / NVLINK + 1 / 2 / 8 / NIC],
    ['all-reduce', 'nested ring', 12e-6 + 10e-6, 2 * (7 / 8 / NVLINK + 1 / 2 / 8 / NIC)],
    // One ring is paced by the slowest: eight cards of a server against one NVLink port.
    ['reduce-scatter', 'ring', 15 * 5e-6, 15 / 16 / (8 * NIC)],
    ['all-reduce', 'ring', 30 * 5e-6, (2 * 15) / 16 / (8 * NIC)],
    ['all-reduce', 'tree', 2 * 3 * 1e-6 + 2 * 5e-6, 2 / 0.9 / (8 * NIC)],
    // Up and down through the switch at 0.6 of line rate, and an eighth of the buffer over the cards twice.
    ['all-reduce', 'in-switch reduction', 2e-6 + 10e-6, 1 / (0.6 * 450e9) + (2 * (1 / 2 / NIC)) / 8],
    // Half of all goes to the other server.
    ['all-to-all', 'direct', 3e-6 + 5e-6, 8 / 16 / NIC],
    ['send', 'send', 5e-6, 1 / NIC],
  ] as const)('%s by %s', (kind, algorithm, alpha, beta) => {
    const line = lineOf(kind, algorithm);
    expect(line!.alpha / alpha).toBeCloseTo(1, 12);
    expect(line!.beta / beta).toBeCloseTo(1, 12);
  });

  it('two of one server take one step of NVLink', () => {
    expect(lineOf('reduce-scatter', 'ring', 2)).toEqual({ alpha: 1e-6, beta: 0.5 / NVLINK, algorithm: 'ring' });
    expect(lineOf('send', 'send', 8)).toEqual({ alpha: 1e-6, beta: 1 / NVLINK, algorithm: 'send' });
  });

  it('a switch adds from five ranks up, and nothing beyond its own server', () => {
    expect(lineOf('all-reduce', 'in-switch reduction', 4)).toBeUndefined();
    expect(lineOf('all-reduce', 'in-switch reduction', 8)).toEqual({
      alpha: 2e-6,
      beta: 1 / (0.6 * 450e9),
      algorithm: 'in-switch reduction',
    });
    // Eight ranks, one a server, meet over cards that do not add.
    expect(collectiveLines(machine, 'all-reduce', 8, 8).map((l) => l.algorithm)).not.toContain('in-switch reduction');
  });

  it('one rank has nobody to talk to', () => {
    expect(collective(machine, 'all-reduce', 1, 1, 1e9)).toEqual({ alpha: 0, beta: 0, algorithm: 'none' });
  });

  it('small messages take the switch or the tree, large ones a ring', () => {
    expect(collective(machine, 'all-reduce', 16, 1, 1).algorithm).toBe('in-switch reduction');
    const plain = { tiers: [{ ...inner, inSwitchReduction: false }, outer] } as unknown as Machine;
    expect(collective(plain, 'all-reduce', 16, 1, 1).algorithm).toBe('tree');
    expect(collective(plain, 'all-reduce', 16, 1, 1e9).algorithm).toBe('ring');
    const lines = collectiveLines(plain, 'all-reduce', 16, 1);
    expect(fastestSeconds(lines, 0)).toBeCloseTo(16e-6, 15);
  });
});

describe('ranks on tiers', () => {
  it.each([
    [16, 1, [8, 2]],
    [8, 1, [8, 1]],
    [8, 8, [1, 8]], // one a server: data parallel over tensor parallel 8
    [8, 2, [4, 2]],
    [4, 16, [1, 4]],
    [6, 3, [2, 3]], // two of three-wide groups fit a server of eight
    [128, 1, [8, 16]], // more than there are: the last tier carries the rest
  ])('%i ranks, %i apart', (n, stride, counts) => expect(ranksPerTier([inner, outer], n, stride)).toEqual(counts));

  it('no tiers hold nobody', () => expect(ranksPerTier([], 4, 1)).toEqual([]));
});

describe('what a rank gets of a tier', () => {
  it.each([
    [2, 1 / 6], // part of one axis of three, without the wrap-around link
    [4, 1 / 3],
    [8, 1 / 3], // one axis and part of another
    [16, 2 / 3],
    [64, 1],
  ])('%i ranks of a 4 x 4 x 4 torus get %d of its links', (ranks, share) => {
    expect(rankBandwidth(torus, ranks) / NVLINK).toBeCloseTo(share, 12);
  });

  it('a torus without sides and a switch give all', () => {
    expect(rankBandwidth({ ...torus, dims: undefined }, 2)).toBe(NVLINK);
    expect(rankBandwidth({ ...torus, dims: [] }, 2)).toBe(NVLINK);
    expect(rankBandwidth(inner, 2)).toBe(NVLINK);
  });

  it('a mesh gives each pair its own link, and no more than all of them', () => {
    const mesh: Tier = { ...inner, topology: 'mesh', pairBytesPerSecond: 64e9 };
    expect(rankBandwidth(mesh, 2)).toBeCloseTo(0.8 * 64e9, 0);
    expect(rankBandwidth(mesh, 4)).toBeCloseTo(3 * 0.8 * 64e9, 0);
    expect(rankBandwidth(mesh, 16)).toBe(NVLINK);
    const two = { tiers: [mesh] } as unknown as Machine;
    expect(lineOf('send', 'send', 2, two)!.beta).toBeCloseTo(1 / (0.8 * 64e9), 20);
  });

  it('a torus walks round: n - 1 steps, one link of six to a neighbour, a quarter of an axis on average', () => {
    expect(lineOf('all-gather', 'ring', 64, pod)).toMatchObject({ alpha: 63e-6 });
    expect(lineOf('send', 'send', 64, pod)!.beta * NVLINK).toBeCloseTo(6, 12);
    expect(lineOf('all-to-all', 'direct', 64, pod)!.beta * NVLINK).toBeCloseTo(63 / 64, 12);
    const larger = { tiers: [{ ...torus, dims: [8, 8, 8], size: 512 }] } as unknown as Machine;
    expect(lineOf('all-to-all', 'direct', 512, larger)!.beta * NVLINK).toBeCloseTo((511 / 512) * 2, 12);
  });
});
