import type { Machine } from '../../../engine/src/machine/index.ts';

/**
 * A machine on which seconds are bytes: links of 1 B/s without latency, everything else without cost. What the engine prices as
 * communication then reads as bytes that a rank puts on the wire, with no second copy of the engine's formulae in the test.
 */
export function probeMachine(count: number): Machine {
  const endless = Number.POSITIVE_INFINITY;
  const formats = { fp16: endless, bf16: endless, fp8: endless };
  return {
    chip: {
      id: 'probe',
      name: 'probe',
      vendor: 'none',
      architecture: 'probe',
      kind: 'other',
      status: 'available',
      peak: {},
      memory: { type: 'none', capacity: unitFact('B'), bandwidth: unitFact('B/s') },
    } as unknown as Machine['chip'],
    count,
    tiers: [
      {
        name: 'probe',
        size: Math.max(count, 1e7),
        bytesPerSecond: 1,
        efficiency: 1,
        latency: 0,
        topology: 'switch',
        inSwitchReduction: false,
        direct: true,
      },
    ],
    rates: {
      matmul: formats,
      peak: formats,
      attentionForward: endless,
      attentionBackward: endless,
      memory: endless,
      memoryPeak: endless,
      capacity: 80 * 2 ** 30,
      cores: 0,
      host: endless,
      nvme: endless,
      hostCapacity: endless,
      tdp: 0,
      serverPowerFactor: 1,
    },
    grade: 'datasheet',
    name: 'probe',
  };
}

const unitFact = (unit: string) => ({ value: 1, unit, source: 'probe' });
