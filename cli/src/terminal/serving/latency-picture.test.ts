import { messagesFor } from '@ridgepoint/engine/messages';
import { LATENCIES, type LatencyFigures } from '@ridgepoint/engine/report';
import { expect, it } from 'vitest';
import { latencyTable } from './latency-picture.ts';

it('keeps the range of a latency apart from the figure before it', () => {
  const of = (value: number) => ({ value, low: 0.71 * value, high: 3.15 * value, unit: 's' }) as const;
  const minutes = 60 * 23.1;
  const figures: LatencyFigures = {
    ...{ mean: of(minutes), p50: of(minutes), p90: of(minutes), p95: of(minutes), p99: of(minutes) },
    max: minutes,
  };
  const latency = { ...Object.fromEntries(LATENCIES.map((name) => [name, null])), ttft: figures } as Parameters<
    typeof latencyTable
  >[0];
  const face = { locale: 'zh-CN', messages: messagesFor('zh-CN'), colour: false, width: 80 } as const;
  const [, row] = latencyTable(latency, face);
  expect(row).toMatch(/23\.1 分钟 {2,}16\.4 分钟–72\.8 分钟$/);
});
