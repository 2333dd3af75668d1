import { describe, expect, it } from 'vitest';
import type { Trace } from '../../traffic/request.ts';
import type { RequestRecord } from '../record.ts';
import { type HoldBack, PLAIN_REPLICA, type ReplicaSettings } from '../settings.ts';
import { simulateReplica } from '../simulate-replica.ts';

const settings: ReplicaSettings = {
  ...PLAIN_REPLICA,
  scheduler: 'trtllm',
  maxBatch: 8,
  maxBatchedTokens: 100,
  chunkedPrefill: false,
  blockTokens: 4,
  blocks: 1000,
  watermark: 0,
  maxModelTokens: 1000,
};

/** One request from the start on, others at the given seconds; every step takes a second. When each was let in. */
function letInAt(arrivals: readonly number[], holdBack?: HoldBack, input = 10): number[] {
  const all = [0, ...arrivals];
  const traffic: Trace = {
    count: all.length,
    arrival: Float64Array.from(all),
    input: Int32Array.from(all, () => input),
    output: Int32Array.from(all, () => 40),
  };
  const records: RequestRecord[] = [];
  const how = { ...settings, ...(holdBack && { waitsFor: holdBack }) };
  simulateReplica(traffic, how, { seconds: () => 1 }, { sink: { record: (r) => void records.push({ ...r }) } });
  return records.sort((a, b) => a.id - b.id).map((r) => r.scheduled);
}

describe('prompts held back beside answers', () => {
  it('are let in at once without the flag, after so many steps with it', () => {
    expect(letInAt([2.5])).toEqual([0, 3]);
    expect(letInAt([2.5], { steps: 5 })).toEqual([0, 8]);
  });

  it('run together once enough of them wait, or once they fill their share of a step', () => {
    expect(letInAt([2.5, 4.5], { steps: 20, requests: 2 })).toEqual([0, 5, 5]);
    expect(letInAt([2.5, 4.5], { steps: 20, share: 0.5 }, 30)).toEqual([0, 5, 5]);
    expect(letInAt([2.5], { steps: 20, requests: 2 })).toEqual([0, 23]);
  });

  it('never wait where nobody answers', () => {
    expect(letInAt([60], { steps: 5 })).toEqual([0, 60]);
  });
});
