import { describe, expect, test } from 'vitest';
import { type Because, find } from '../../because/index.ts';
import type { Catalogue, Fact } from '../../facts/index.ts';
import { constantOf, defaultCheckpointBytes, defaultReliability, RUN_CONSTANTS } from './default-reliability.ts';
import { estimateRun } from './estimate-run.ts';
import { runBecause } from './run-because.ts';

const fact = (value: number, unit: string): Fact => ({
  value,
  unit,
  low: value / 2,
  high: value * 2,
  date: '2026-01',
  source: 'https://example.org',
  grade: 'estimate',
});
const constants = [
  { id: RUN_CONSTANTS.hoursPerInterruption, name: 'a', fact: fact(50_000, 'h') },
  { id: RUN_CONSTANTS.restart, name: 'b', fact: fact(600, 's') },
  { id: RUN_CONSTANTS.writeBandwidth, name: 'c', fact: fact(150, 'MB/s') },
  { id: RUN_CONSTANTS.bytesPerParameter, name: 'd', fact: fact(14, 'B') },
];
const catalogue: Catalogue = {
  ...{
    kernels: [],
    transfers: [],
    places: [],
    tokenPrices: [],
    sources: [],
    chips: [],
    systems: [],
    fabrics: [],
    models: [],
    prices: [],
    grids: [],
  },
  constants,
};
const step = { value: 5, low: 4, high: 6, unit: 's' };
const common = { step, tokens: 1e12, tokensPerStep: 2 ** 22, accelerators: 1024 };

/** Every formula node computes from its inputs what it claims. */
function leaves(node: Because): Because[] {
  return node.inputs ? node.inputs.flatMap(leaves) : [node];
}

describe('default reliability', () => {
  const { reliability, because } = defaultReliability(catalogue, 1024, 14e12);
  test('reads the catalogue in base units', () => {
    expect(reliability).toEqual({
      acceleratorHoursPerInterruption: 50_000,
      restartSeconds: 600,
      checkpointSeconds: 14e12 / (1024 * 150e6),
      checkpointEverySeconds: null,
    });
    expect(find(because, 'checkpoint_seconds.write_bandwidth')).toMatchObject({ value: 150e6, low: 75e6, unit: 'B/s' });
    expect(defaultCheckpointBytes(catalogue, 1e9)).toBe(14e9);
  });
  test('takes a bandwidth without a range', () => {
    const { low: _, high: __, ...bare } = fact(0.15, 'GB/s');
    const plain = {
      ...catalogue,
      constants: [...constants, { id: RUN_CONSTANTS.writeBandwidth, name: 'e', fact: bare }],
    };
    const found = find(defaultReliability(plain, 8, 1e9).because, 'checkpoint_seconds.write_bandwidth');
    expect(found).toMatchObject({ value: 150e6, low: undefined, high: undefined });
  });
  test('names what is missing', () => {
    expect(() => constantOf({ constants: [] }, 'restart-seconds')).toThrow(
      'constant "restart-seconds" is not in the catalogue',
    );
  });
});

describe('the reason of a run', () => {
  const { reliability, because } = defaultReliability(catalogue, 1024, 14e12);
  const input = { ...common, reliability };
  const tree = runBecause(input, { reliability: because });
  test('has the values of the estimate', () => {
    const run = estimateRun(input);
    expect(tree).toMatchObject({ name: 'run', ...run.wallSeconds });
    expect(find(tree, 'wall')).toMatchObject(run.wallSeconds);
    expect(find(tree, 'goodput')?.value).toBe(run.goodput);
    expect(find(tree, 'interruptions')?.value).toBe(run.interruptions);
    expect(find(tree, 'checkpoints')?.value).toBe(run.checkpointSeconds);
    expect(find(tree, 'accelerator_hours')).toMatchObject(run.acceleratorHours);
    expect(find(tree, 'wall.checkpoint_every')?.value).toBe(run.checkpointEverySeconds);
    expect(find(tree, 'wall.productive.steps')?.value).toBe(run.steps);
  });
  test('ends in facts and inputs only', () => {
    for (const leaf of leaves(tree)) expect(['fact', 'input']).toContain(leaf.kind);
    expect(find(tree, 'wall.mtbf.accelerator_hours_per_interruption')?.kind).toBe('fact');
  });
  test("shows a value that the user overrode as the user's", () => {
    const own = runBecause(
      { ...common, reliability: { ...reliability, restartSeconds: 60 } },
      { reliability: because },
    );
    expect(find(own, 'wall.restart_seconds')).toEqual({ name: 'restart_seconds', value: 60, unit: 's', kind: 'input' });
  });
  test('takes the step and the interval that the caller gives', () => {
    const reason: Because = { name: 'step', value: 5, unit: 's', kind: 'formula', inputs: [] };
    const own = runBecause(
      { ...common, reliability: { ...reliability, checkpointEverySeconds: 900 } },
      { step: reason },
    );
    expect(find(own, 'wall.productive.step')).toBe(reason);
    expect(find(own, 'wall.checkpoint_every')).toMatchObject({ value: 900, kind: 'input' });
  });
  test('says when the run is shorter than its checkpoint interval', () => {
    const short = runBecause({ ...common, tokens: 2 ** 22, reliability });
    expect(find(short, 'wall.checkpoint_every')).toMatchObject({
      value: 5,
      note: expect.stringContaining('one checkpoint'),
    });
  });
});
