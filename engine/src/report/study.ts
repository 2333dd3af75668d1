import type { Because } from '../because/index.ts';
import type { Ranged } from '../training/answer.ts';
import type { Currency } from '../units/index.ts';
import type { Assumed } from './assumed.ts';
import type { Table } from './table.ts';

/** Answers that are told in one shape: verdict, figures, pictures, reasons. Their words are in messages/study/, by name and key. */
export type StudyName = 'chip' | 'dataflow' | 'supply' | 'scaling' | 'worth';

/** A figure in a sentence: an amount with its range, a name that stays as it is, or a word of the study by its key. */
export type Said = Ranged | string | { readonly word: string };

/** A sentence by its key in the study's words, with its values. */
export interface Told {
  readonly key: string;
  readonly values: Readonly<Record<string, Said>>;
}

export interface StudyFigure {
  readonly key: string;
  readonly of: Ranged;
}

export type StudyBlock =
  | { readonly kind: 'bars'; readonly title: Told; readonly rows: readonly StudyBar[] }
  | {
      readonly kind: 'table';
      readonly title: Told;
      /** Keys of the study's words; the first column is text. */
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Said[])[];
      /** Rows that are told in the cool ink. */
      readonly marked?: readonly number[];
    };

export interface StudyBar {
  readonly label: Said;
  readonly value: number;
  readonly text: readonly Said[];
  readonly marked?: boolean;
}

/** The answer of a study: plain data, base units; words and formats are put in by the faces. */
export interface StudyReport {
  readonly study: StudyName;
  readonly title: string;
  readonly verdict: readonly Told[];
  /** The verdict is bad news. */
  readonly warm: boolean;
  readonly told: readonly Told[];
  readonly question: readonly Told[];
  readonly figures: readonly StudyFigure[];
  readonly blocks: readonly StudyBlock[];
  /** Reasons under a heading that is a word of the study. */
  readonly sections: readonly { readonly heading: string; readonly lines: readonly Told[] }[];
  readonly assumed: readonly Assumed[];
  readonly money: { readonly currency: Currency; readonly perUsd: number };
  readonly because: Because | null;
}

export const exactly = (value: number, unit: string): Ranged => ({ value, low: value, high: value, unit });
export const tell = (key: string, values: Told['values'] = {}): Told => ({ key, values });

/** Every figure of a study, a row each. */
export const studyTable = ({ figures }: StudyReport): Table => ({
  name: 'study',
  columns: [
    { key: 'figure' },
    { key: 'unit' },
    { key: 'value', unit: '1' },
    { key: 'low', unit: '1' },
    { key: 'high', unit: '1' },
  ],
  rows: figures.map(({ key, of }) => [key, of.unit, of.value, of.low, of.high]),
});
