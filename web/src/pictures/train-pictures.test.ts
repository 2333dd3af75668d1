import { readCatalogue } from '@ridgepoint/catalogue';
import { messagesFor } from '@ridgepoint/engine/messages';
import { planTrain } from '@ridgepoint/engine/operations/plan-train';
import { readInput } from '@ridgepoint/engine/operations/scenario/read';
import type { TrainReport } from '@ridgepoint/engine/report';
import { simulate } from '@ridgepoint/engine/training/schedule';
import { describe, expect, it } from 'vitest';
import { shownStages } from './shown-stages.ts';
import { stageMemory } from './stage-memory.ts';
import { stepTimeline, stretchesOf } from './step-timeline.ts';
import { strategyFront } from './strategy-front.ts';

const said = { locale: 'zh-CN', messages: messagesFor('zh-CN') } as const;
const report = planTrain.run(
  { catalogue: readCatalogue() },
  readInput(planTrain.input, {
    train: { model: 'llama-3.1-70b', tokens: '1T', sequence: 8192, batch: 256 },
    on: { accelerator: 'a100-80-sxm', count: 256 },
    strategy: { pp: 8 },
  }),
) as TrainReport;

describe('pictures of a plan', () => {
  it('fill every stage from the first start to the last end, without overlaps, and wait no longer than a tensor travels', () => {
    const pipeline = { ...report.pipeline!, microBatches: report.timeline!.drawn };
    const timeline = simulate(pipeline);
    const all = stretchesOf(timeline, pipeline);
    for (let stage = 0; stage < timeline.stages; stage++) {
      const own = all.filter((of) => of.stage === stage);
      expect(own[0]!.from).toBe(0);
      expect(own.at(-1)!.to).toBe(timeline.makespan);
      own.slice(1).forEach((of, i) => {
        expect(of.from).toBe(own[i]!.to);
      });
    }
    for (const { from, to } of all.filter(({ kind }) => kind === 'arriving'))
      expect(to - from).toBeLessThanOrEqual(pipeline.hop * 1.000001);
    expect(stepTimeline(report, said)!.table.rows).toHaveLength(all.length);
  });

  it('hold on the fullest stage what the plan says at its peak, and no more on any other', () => {
    const { columns, rows } = stageMemory(report, said)!.table;
    expect(columns[0]!.key).toBe('stage');
    const totals = rows.map(([, ...parts]) => parts.reduce((sum: number, bytes) => sum + Number(bytes), 0));
    expect(totals).toHaveLength(8);
    expect(Math.max(...totals)).toBeCloseTo(report.memory!.peak.value, 0);
    expect(totals.indexOf(Math.max(...totals))).toBe(report.memory!.stage);
    // The later a stage, the fewer micro-batches are in flight on it.
    expect(totals.at(-2)).toBeLessThan(Math.max(...totals));
  });

  it('end the front at what was chosen, where nothing is faster', () => {
    const front = strategyFront(report, said)!;
    const steps = front.marks.flatMap((mark) => (mark.kind === 'line' ? mark.points.map(([, y]) => y!) : []));
    expect(Math.min(...steps)).toBeLessThanOrEqual(report.figures!.step.value);
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
  });

  it('draw some stages of many, the fullest among them', () => {
    expect(shownStages(4)).toEqual([0, 1, 2, 3]);
    const some = shownStages(64, 37);
    expect(some.length).toBeLessThanOrEqual(16);
    expect(some).toEqual(expect.arrayContaining([0, 37, 63]));
  });
});
