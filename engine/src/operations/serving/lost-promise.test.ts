import { expect, it } from 'vitest';
import { emptyRecord } from '../../serving/index.ts';
import { lostPromise } from './lost-promise.ts';

it('a promise is lost once more requests are late than its percentile allows of all', () => {
  const { sink, lost } = lostPromise([{ quantity: 'ttft', percentile: 0.9, seconds: 1 }]);
  const ended = (firstToken: number, count: number) => {
    for (let i = 0; i < count; i++) sink.record!({ ...emptyRecord(), arrival: 0, firstToken, finished: 10, output: 5 });
  };
  ended(1.01, 50); // within what a sketch of percentiles cannot tell
  ended(5, 10);
  expect(lost(100)).toBe(false);
  ended(5, 2);
  expect(lost(100)).toBe(true);
  expect(lost(1000)).toBe(false);
});
