import { describe, expect } from 'vitest';
import { type Because, find } from '../../engine/src/because/index.ts';
import { estimateTraining, type TrainingEstimate } from '../../engine/src/training/index.ts';
import { PARTS } from '../../engine/src/training/memory.ts';
import { cases } from './cases.ts';
import { atMost, holdsOn, near } from './holds.ts';

const holds = holdsOn(300);

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('what a step is made of', () => {
  holds('the parts add up to the step, and none is negative', cases(), ({ problem, strategy }) => {
    const { parts, step } = estimateTraining(problem, strategy);
    const values = Object.values(parts) as number[];
    expect(near(total(values), step.value), `${total(values)} ${step.value}`).toBe(true);
    expect(Object.entries(parts).filter(([, value]) => !(value >= -1e-9 * step.value))).toEqual([]);
  });

  holds("the user's own runs move every part alike, and are told by themselves", cases(), ({ problem, strategy }) => {
    const plain = estimateTraining(problem, strategy);
    const local = { factor: 0.4, low: 0.3, high: 0.5, source: 'mine' };
    const own = estimateTraining({ ...problem, local }, strategy);
    expect(near(own.step.value, 0.4 * plain.step.value)).toBe(true);
    for (const [part, seconds] of Object.entries(own.parts))
      expect(near(seconds, 0.4 * plain.parts[part as keyof typeof plain.parts]), part).toBe(true);
    const reason = find(own.because, 'step_time')!;
    expect(near(total(reason.inputs!.map(({ value }) => value)), own.step.value)).toBe(true);
    expect(find(reason, 'own_runs.local_factor')?.value).toBe(0.4);
  });

  holds('the memory of a stage adds up to the peak, inside its range', cases(), ({ problem, strategy }) => {
    const { memory } = estimateTraining(problem, strategy);
    const stages = memory.perStage.map((stage) => total(Object.values(stage)));
    expect(memory.perStage.flatMap((stage) => Object.entries(stage).filter(([, value]) => !(value >= 0)))).toEqual([]);
    expect(near(Math.max(...stages), memory.peak.value)).toBe(true);
    expect(memory.peak.low).toBeLessThanOrEqual(memory.peak.value);
    expect(memory.peak.high).toBeGreaterThanOrEqual(memory.peak.value);
  });
});

/** Nodes that say they are a sum: the named children make the value. */
const SUMS: readonly (readonly [string, readonly string[] | 'all'])[] = [
  ['step_time', 'all'],
  ['step_time.compute', 'all'],
  ['step_time.compute.matmul', 'all'],
  ['step_time.communication', 'all'],
  ['memory', PARTS],
];

function walk(node: Because, visit: (node: Because, path: string) => void, path = node.name): void {
  visit(node, path);
  for (const child of node.inputs ?? []) walk(child, visit, `${path}.${child.name}`);
}

const faults = (e: TrainingEstimate): string[] => {
  const found: string[] = [];
  walk(e.because, (node, path) => {
    if (!Number.isFinite(node.value)) found.push(`${path} is ${node.value}`);
    if (node.low !== undefined && node.low > node.value) found.push(`${path} lies under its range`);
    if ((node.kind === 'fact' || node.kind === 'assumption') && !node.source) found.push(`${path} has no source`);
    if (node.kind === 'formula' && !node.formula) found.push(`${path} has no formula`);
    // What is nothing needs no reason; everything else ends in facts, inputs and assumptions.
    if (node.kind === 'formula' && (node.inputs ?? []).length === 0 && node.value !== 0)
      found.push(`${path} = ${node.value} has no reason`);
    if (node.kind !== 'formula' && (node.inputs ?? []).length > 0) found.push(`${path} is a leaf with reasons`);
  });
  return found;
};

describe('the reasons of an estimate', () => {
  holds('sums are the sums of their parts', cases(), ({ problem, strategy }) => {
    const e = estimateTraining(problem, strategy);
    for (const [path, names] of SUMS) {
      const node = find(e.because, path);
      expect(node, path).toBeDefined();
      const parts = node!.inputs!.filter((i) => names === 'all' || names.includes(i.name));
      expect(
        near(total(parts.map((p) => p.value)), node!.value),
        `${path}: ${total(parts.map((p) => p.value))} is not ${node!.value}`,
      ).toBe(true);
    }
  });

  holds('the tree says what the estimate says', cases(), ({ problem, strategy }) => {
    const e = estimateTraining(problem, strategy);
    const at = (path: string) => find(e.because, path)?.value ?? Number.NaN;
    return (
      near(at('step_time'), e.step.value) &&
      near(at('memory'), e.memory.peak.value) &&
      near(at('mfu'), e.mfu.value) &&
      near(at('run'), e.run.wallSeconds.value) &&
      atMost(0, at('step_time.compute.matmul'))
    );
  });

  holds('every leaf is a fact, an input or a stated assumption', cases(), ({ problem, strategy }) => {
    expect(faults(estimateTraining(problem, strategy))).toEqual([]);
  });

  holds('names beside each other differ, so that paths are unique', cases(), ({ problem, strategy }) => {
    walk(estimateTraining(problem, strategy).because, (node, path) => {
      const names = (node.inputs ?? []).map((i) => i.name);
      if (new Set(names).size !== names.length) throw new Error(`${path}: ${names.join(' ')}`);
    });
  });
});
