import { find as findReason } from '../because/index.ts';
import type { Bill } from '../economics/bill.ts';
import type { ExchangeRate } from '../economics/index.ts';
import type { MemoryParts, StepParts, TrainingEstimate } from '../training/answer.ts';
import type { Strategy } from '../training/strategy.ts';
import { inCurrency } from './assertion.ts';
import type { Figures, MemoryChart, Part, Row } from './train-report.ts';

/** Every number of a run; without a price there is no cost. */
export function figuresOf(estimate: TrainingEstimate, bill: Bill, priced: boolean, rate: ExchangeRate): Figures {
  const { run } = estimate;
  const hourly = {
    value: bill.usdPerAcceleratorHour,
    low: bill.usdPerAcceleratorHour,
    high: bill.usdPerAcceleratorHour,
  };
  const price = find(bill, 'price') ?? hourly;
  return {
    wall: run.wallSeconds,
    acceleratorHours: { ...run.acceleratorHours, unit: 'GPU-h' },
    cost: priced ? bill.cost : null,
    energy: bill.energy.value > 0 ? bill.energy : null,
    carbon: bill.energy.value > 0 ? bill.carbon : null,
    sitePower: bill.energy.value > 0 ? bill.sitePower : null,
    step: estimate.step,
    mfu: estimate.mfu,
    hfu: estimate.hfu,
    tokensPerSecond: estimate.tokensPerSecondPerAccelerator,
    steps: run.steps,
    goodput: run.goodput,
    interruptions: run.interruptions,
    checkpointEvery: run.checkpointEverySeconds,
    flopsPerToken: estimate.flopsPerToken,
    price: priced ? { ...price, unit: 'USD/h' } : null,
    money: priced
      ? {
          currency: rate.currency,
          perUsd: rate.perUsd,
          cost: inCurrency(bill.cost, rate.perUsd, rate.currency),
          price: inCurrency(price, rate.perUsd, rate.currency),
        }
      : null,
  };
}

function find(bill: Bill, name: string) {
  const cost = bill.because.inputs?.find((node) => node.name === 'cost');
  const node = cost?.inputs?.find((inner) => inner.name === name);
  return node && { value: node.value, low: node.low ?? node.value, high: node.high ?? node.value };
}

/** Parts of a whole, largest first, nothing that is zero. */
export function partsOf<K extends string>(parts: Readonly<Record<K, number>>): Part<K>[] {
  const entries = Object.entries(parts) as [K, number][];
  const whole = entries.reduce((total, [, value]) => total + value, 0);
  return entries
    .filter(([, value]) => value > 0)
    .map(([key, value]) => ({ key, value, share: value / whole }))
    .sort((a, b) => b.value - a.value);
}

export const stepParts = (estimate: TrainingEstimate): Part<keyof StepParts>[] =>
  partsOf<keyof StepParts>({ ...estimate.parts }).map((part) => {
    const path = REASONS[part.key];
    const grade = path && (findReason(estimate.because, `step_time.${path}`)?.grade as Part['grade']);
    return grade ? { ...part, grade } : part;
  });

/** Where the reasons of a step say whose measurements price its operators. */
const REASONS: Readonly<Partial<Record<keyof StepParts, string>>> = {
  matmul: 'compute.matmul',
  attention: 'compute.attention',
  elementwise: 'compute.elementwise',
  exposedTp: 'communication.tp',
  exposedCp: 'communication.cp',
  exposedEp: 'communication.ep',
  exposedPp: 'communication.pp',
  exposedDp: 'communication.dp',
};

/** The fullest stage; `perStage` holds one row for each kind of stage. */
export function memoryChart({ memory, pipeline }: TrainingEstimate): MemoryChart {
  const total = (parts: MemoryParts) => Object.values(parts).reduce((sum: number, bytes: number) => sum + bytes, 0);
  const fullest = memory.perStage.reduce((best, parts) => (total(parts) > total(best) ? parts : best));
  return {
    capacity: memory.capacity,
    peak: memory.peak,
    stage: memory.stage,
    stages: pipeline.stages,
    parts: partsOf<keyof MemoryParts>({ ...fullest }),
    perStage: memory.byStage,
  };
}

export const rowOf = (estimate: TrainingEstimate, best: TrainingEstimate): Row => ({
  strategy: estimate.strategy,
  step: estimate.step,
  mfu: estimate.mfu.value,
  peakMemory: estimate.memory.peak.value,
  ratio: estimate.step.value / best.step.value,
});

const KIND = ['tp', 'pp', 'vp', 'cp', 'ep', 'zero', 'recompute', 'schedule'] as const;

/** Choices that make two strategies different in kind; data parallel degree and micro-batch follow from the others. */
export const differences = (a: Strategy, b: Strategy): (keyof Strategy)[] => KIND.filter((key) => a[key] !== b[key]);
