import { describe, expect, it } from 'vitest';
import { type EngineProfile, profileFor } from '../profile/index.ts';
import { type Hosts, hostOf } from './host.ts';
import { emptyStep } from './step.ts';

const profile: EngineProfile = {
  ...profileFor('trtllm-1.0'),
  overlaps: true,
  overheads: { ...profileFor('trtllm-1.0').overheads, step: 1e-3, floor: 2e-3, sequence: 20e-6, chunk: 0 },
};
const one: Hosts = { ranks: 1, slowness: 1 };
const seconds = (decodes: number, device: number, hosts = one, { batches = 1, launched = 0 } = {}): number =>
  hostOf(profile, hosts).seconds({ ...emptyStep(), decodes }, device, batches, launched);

describe('the host of an iteration', () => {
  it('that works ahead is hidden behind the devices until it is the slower one', () => {
    expect(seconds(100, 10e-3)).toBeCloseTo(11e-3, 9);
    expect(seconds(1000, 10e-3)).toBeCloseTo(22e-3, 9);
  });

  it('is one a rank of attention data parallelism, each with its own requests', () => {
    expect(seconds(1000, 1e-3, { ...one, ranks: 8 })).toBeCloseTo(4.5e-3, 9);
  });

  it('does not work ahead in a pipeline: micro-batches wait for it in turn', () => {
    expect(seconds(1000, 10e-3, one, { batches: 4 })).toBeCloseTo(10e-3 + 4e-3 + 20e-3, 9);
  });

  it('launches what no graph replays, on top of its other work, never quicker than the devices run it', () => {
    expect(seconds(1000, 1e-3, one, { launched: 15e-3 })).toBeCloseTo(37e-3, 9);
    expect(seconds(10, 40e-3, one, { launched: 15e-3 })).toBeCloseTo(41e-3, 9);
  });

  it('beside a slower processor takes longer where it decides', () => {
    const slow = { ...one, slowness: 1.5 };
    expect(seconds(1000, 1e-3, slow)).toBeCloseTo(32e-3, 9);
    expect(seconds(10, 40e-3, slow)).toBe(seconds(10, 40e-3));
  });
});
