import { describe, expect, it } from 'vitest';
import type { PipelineSpec } from '../training/schedule/spec.ts';
import { timelineChart } from './timeline-chart.ts';

const spec = (over: Partial<PipelineSpec>): PipelineSpec => {
  const n = (over.stages ?? 4) * (over.chunks ?? 1);
  const list = (seconds: number) => new Array(n).fill(seconds);
  return {
    schedule: '1f1b',
    stages: 4,
    chunks: 1,
    microBatches: 8,
    forward: list(1),
    backwardInput: list(1),
    backwardWeight: list(1),
    hop: 0,
    ...over,
  };
};

describe('the drawing of a pipeline', () => {
  it('is not made where there is one stage', () => expect(timelineChart(spec({ stages: 1 }))).toBeNull());

  it('shows the fill and drain of 1F1B', () => {
    const chart = timelineChart(spec({}))!;
    expect(chart).toMatchObject({ stages: 4, microBatches: 8, drawn: 8 });
    expect(chart.rows.map((row) => row.stage)).toEqual([0, 1, 2, 3]);
    for (const { cells } of chart.rows) expect(cells).toHaveLength(60);
    // The last stage waits for three forwards and is done three backwards before the first.
    expect(chart.rows[0]!.cells).toMatch(/^F.*B$/);
    expect(chart.rows[3]!.cells).toMatch(/^\.{3,}F.*\.{5,}$/);
    expect(chart.seconds).toBeCloseTo(8 * 3 + 3 * 3, 9);
  });

  it('draws at most six stages and only as many micro-batches as can be seen', () => {
    const chart = timelineChart(spec({ stages: 64, microBatches: 4096 }))!;
    expect(chart.rows.length).toBeLessThanOrEqual(6);
    expect(chart.drawn).toBe(72);
  });

  it('keeps the groups that interleaving and DualPipe need', () => {
    expect(timelineChart(spec({ schedule: 'interleaved', stages: 12, chunks: 2, microBatches: 48 }))!.drawn % 12).toBe(
      0,
    );
    expect(timelineChart(spec({ schedule: 'dualpipe', stages: 4, chunks: 1, microBatches: 16 }))!.drawn % 2).toBe(0);
  });
});
