import type { Leader, ReckonedLine } from '../decide/index.ts';
import type { Currency, Locale } from '../units/index.ts';
import type { Assumed } from './assumed.ts';
import type { Table } from './table.ts';

/** What a claim turns out to be. */
export const VERDICTS = ['holds', 'conditional', 'mix-up', 'arithmetic', 'refuted', 'stale', 'unchecked'] as const;
export type VerdictClass = (typeof VERDICTS)[number];

export type InBoth = Readonly<Record<Locale, string>>;

/** Where the verdict, or the better of two choices, changes along one line. */
export interface CaseCrossover {
  readonly over: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly log: boolean;
  /** Where the worksheet stands. */
  readonly here: number;
  readonly a: InBoth;
  readonly b: InBoth;
  readonly flips: readonly {
    readonly at: number;
    readonly low: number;
    readonly high: number;
    readonly from: Leader;
    readonly to: Leader;
    /** The lines that move it most, most first. */
    readonly moved: readonly string[];
  }[];
  readonly stretches: readonly { readonly low: number; readonly high: number; readonly leader: Leader }[];
  readonly says: InBoth;
}

/** One claim of the casebook, reckoned again. Texts have their numbers put in. */
export interface CaseReport {
  readonly id: string;
  readonly topic: string;
  readonly title: InBoth;
  readonly claim: InBoth;
  readonly leavesOut: InBoth;
  readonly verdict: VerdictClass;
  /** One sentence that goes with the verdict. */
  readonly says: InBoth;
  readonly reading: InBoth;
  /** What an earlier reckoning had, and why this one is another; null where they agree. */
  readonly differs: InBoth | null;
  readonly claimed: ReckonedLine | null;
  readonly recomputed: ReckonedLine | null;
  /** Lines that, at an end of their range, change the verdict. */
  readonly wavers: readonly {
    readonly line: string;
    readonly value: number;
    readonly unit: string;
    readonly verdict: VerdictClass;
  }[];
  readonly lines: readonly ReckonedLine[];
  readonly crossover: CaseCrossover | null;
  readonly sources: readonly CaseSource[];
  /** In which money is told; amounts of lines stay in US dollars. */
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  /** The rate of that currency, where the case has money. */
  readonly assumed: readonly Assumed[];
}

export interface CaseSource {
  readonly title: string;
  readonly url: string;
  readonly date: string;
  /** Lines that stand on it. */
  readonly lines: readonly string[];
}

/** The casebook at a glance. */
export interface Casebook {
  readonly cases: readonly Pick<CaseReport, 'id' | 'topic' | 'title' | 'verdict' | 'says' | 'claimed' | 'recomputed'>[];
}

/** What a case asks, before anything is reckoned. */
export interface CaseQuestion extends Pick<CaseReport, 'id' | 'topic' | 'title' | 'claim' | 'leavesOut' | 'differs'> {
  readonly rules: readonly { readonly verdict: VerdictClass; readonly when: string }[];
  readonly lines: readonly {
    readonly name: string;
    readonly label: InBoth;
    readonly text: string;
    readonly source: string;
  }[];
}

/** A case a row. */
export const casebookTable = ({ cases }: Casebook): Table => ({
  name: 'casebook',
  columns: ['id', 'topic', 'verdict', 'title', 'claimed', 'recomputed', 'low', 'high', 'unit'].map((key) => ({ key })),
  rows: cases.map(({ id, topic, verdict, title, claimed, recomputed }) => [
    id,
    topic,
    verdict,
    title.en,
    claimed?.value ?? null,
    recomputed?.value ?? null,
    recomputed?.low ?? null,
    recomputed?.high ?? null,
    recomputed?.unit ?? null,
  ]),
});
