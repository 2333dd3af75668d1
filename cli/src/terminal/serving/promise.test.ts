import { messagesFor } from '@ridgepoint/engine/messages';
import type { SimulationReport } from '@ridgepoint/engine/report';
import { promisePhrases } from '@ridgepoint/engine/wording';
import { describe, expect, it } from 'vitest';
import type { Face } from '../../face.ts';

const promised = (low: number, value: number, high: number) =>
  ({
    promises: [
      { quantity: 'ttft', percentile: 0.99, limit: 1, value: { value, low, high, unit: 's' }, kept: true, sure: true },
    ],
  }) as unknown as SimulationReport;

describe('a promise', () => {
  it('has the far end of its range in a unit of its own', () => {
    const face = { locale: 'en', messages: messagesFor('en'), colour: false, width: 80 } satisfies Face;
    expect(promisePhrases(promised(0.2, 0.532, 116), face)[0]).toBe('TTFT p99 532 ms (200 ms–116 s), within 1 s');
    expect(promisePhrases(promised(0.2, 0.532, 0.9), face)[0]).toBe('TTFT p99 532 ms (200–900), within 1 s');
  });
});
