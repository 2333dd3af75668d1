import type { Because } from '../because/index.ts';
import type { PublishedRun } from '../facts/index.ts';
import type { Lever, MemoryParts, Problem, Ranged, Refusal, StepParts } from '../training/answer.ts';
import type { PipelineSpec } from '../training/schedule/spec.ts';
import type { Strategy } from '../training/strategy.ts';
import type { Currency } from '../units/index.ts';
import type { Assertion } from './assertion.ts';
import type { Assumed } from './assumed.ts';
import type { TimelineChart } from './timeline-chart.ts';

/** What came of the question; every face words it first. */
export type Outcome = 'fits' | 'too-slow' | 'over-budget' | 'does-not-fit' | 'no-legal-strategy';

/** The answer to "what does it take to train this?": plain data, base units, ready for a terminal, a page or JSON. */
export interface TrainReport {
  readonly kind: 'plan' | 'estimate';
  /** The published run of the same question, where its layout is known and another one was found. */
  readonly ranAs: PublishedRun | null;
  readonly outcome: Outcome;
  readonly question: Question;
  readonly strategy: Strategy | null;
  /** Rules that the given strategy breaks (estimate). */
  readonly problems: readonly Problem[];
  readonly figures: Figures | null;
  readonly step: readonly Part<keyof StepParts>[];
  /** Of the strategy; where none fits, of the one that needs least. */
  readonly memory: MemoryChart | null;
  readonly timeline: TimelineChart | null;
  /** The pipeline behind the drawing, task times included: what a trace is made from. */
  readonly pipeline: PipelineSpec | null;
  readonly search: Search | null;
  readonly binds: Binds | null;
  readonly lever: ReportLever | null;
  readonly flips: readonly Flip[];
  /** The same under the software of the model's published run; null where that is the one in use, none is known, or nothing fits. */
  readonly asPublished: AsPublished | null;
  readonly assumed: readonly Assumed[];
  readonly alternatives: readonly Row[];
  readonly pareto: readonly Row[];
  readonly refused: readonly Refusal[];
  readonly assertions: readonly Assertion[];
  readonly limits: { readonly deadline: number | null; readonly budget: number | null };
  readonly grade: 'silicon' | 'family' | 'datasheet' | null;
  /** Root `answer`; children estimate and bill. */
  readonly because: Because | null;
}

export interface Question {
  readonly model: string;
  readonly modelName: string;
  readonly parameters: number;
  readonly activeParameters: number;
  readonly chip: string;
  readonly chipName: string;
  readonly machine: string;
  readonly accelerators: number;
  readonly tokens: number;
  readonly sequence: number;
  readonly globalBatch: number;
  readonly batchTokens: number;
  readonly precision: string;
  readonly optimizer: string;
  readonly preset: string;
}

/** Numbers of the run, each with its 90 % range where it has one. */
export interface Figures {
  readonly wall: Ranged; // s
  readonly acceleratorHours: Ranged; // GPU-h
  readonly cost: Ranged | null; // USD; null where no price is known
  readonly energy: Ranged | null; // J; null where neither the chip's power nor its system's is published
  readonly carbon: Ranged | null; // kgCO2e
  readonly sitePower: Ranged | null; // W
  readonly step: Ranged; // s
  readonly mfu: Ranged; // 1
  readonly hfu: Ranged; // 1
  readonly tokensPerSecond: Ranged; // token/s of one accelerator
  readonly steps: number;
  readonly goodput: number;
  readonly interruptions: number;
  readonly checkpointEvery: number; // s
  readonly flopsPerToken: number;
  readonly price: Ranged | null; // USD/h of one accelerator
  /** The same money in the currency asked for. */
  readonly money: {
    readonly currency: Currency;
    readonly perUsd: number;
    readonly cost: Ranged;
    readonly price: Ranged;
  } | null;
}

export interface Part<Key extends string = string> {
  readonly key: Key;
  readonly value: number;
  /** Of the whole. */
  readonly share: number;
  /** Whose measurements price an operator; absent where the part is none. */
  readonly grade?: 'silicon' | 'family' | 'datasheet';
}

export interface MemoryChart {
  readonly capacity: number; // B
  readonly peak: Ranged; // B
  /** From 0. */
  readonly stage: number;
  readonly stages: number;
  /** Of the fullest stage. */
  readonly parts: readonly Part<keyof MemoryParts>[];
  /** Bytes on a rank of each stage, first to last. */
  readonly perStage: readonly MemoryParts[];
}

export interface Search {
  readonly evaluated: number;
  readonly legal: number;
  readonly fitting: number;
  readonly complete: boolean;
}

/** The largest part of the step and the next. */
export interface Binds {
  readonly first: Part<keyof StepParts>;
  readonly second: Part<keyof StepParts> | null;
  readonly memory: Part<keyof MemoryParts>;
}

/** One change and what it brings: what makes a refused strategy fit, or the cheapest gain of one that fits. */
export interface ReportLever extends Lever {
  readonly wall: Ranged | null;
  readonly fits: boolean;
}

/** Beyond this count of accelerators another kind of strategy is best. */
export interface Flip {
  readonly side: 'below' | 'above';
  readonly accelerators: number;
  readonly strategy: Strategy;
  /** Degrees and choices in which it differs from the best. */
  readonly differs: readonly (keyof Strategy)[];
}

export interface AsPublished {
  readonly preset: string;
  readonly wall: Ranged; // s
  readonly mfu: Ranged; // 1
}

export interface Row {
  readonly strategy: Strategy;
  readonly step: Ranged;
  readonly mfu: number;
  readonly peakMemory: number; // B
  /** Step time over the best one's. */
  readonly ratio: number;
}
