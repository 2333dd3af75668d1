import type { Currency } from '@ridgepoint/engine/units';

/**
 * A picture as plain data: what is drawn, along which axes, and the rows of numbers behind it. Whatever draws it (today
 * Observable Plot) is told nothing else, and exports are made from the same rows. Numbers are in base units, money in USD.
 */
export interface ChartSpec {
  /** Stable; files that are saved are named after it. */
  readonly id: string;
  readonly title: string;
  /** What the picture says, for whoever does not see it. */
  readonly sentence: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn in this order, later ones on top. */
  readonly marks: readonly Mark[];
  /** What colours mean, where words beside the marks cannot say it. */
  readonly legend?: readonly { readonly tone: Tone; readonly text: string }[];
  readonly table: ChartTable;
  /** Where the numbers come from, in one line beneath. */
  readonly note?: string;
  readonly sources?: readonly ChartSource[];
  /** What must be known beside the numbers; travels with every export. */
  readonly warnings: readonly string[];
  /** Pixels; by default in relation to the width. */
  readonly height?: number;
}

export interface ChartSource {
  readonly title: string;
  /** The number that it gives, in words. */
  readonly says?: string;
  readonly url?: string;
  readonly date?: string;
}

export interface Axis {
  readonly label: string;
  readonly unit: string;
  /** Of a unitless number: told in percent. */
  readonly share?: boolean;
  readonly money?: ChartMoney;
  readonly log?: boolean;
  /** Both ends; by default what the marks cover, with zero where `zero` is said. */
  readonly domain?: readonly [number, number];
  readonly zero?: boolean;
  /** Words in place of numbers, in their order; marks then name the place by its number in this list. */
  readonly words?: readonly string[];
  /** The only places worth a mark, such as doublings. */
  readonly places?: readonly number[];
  /** What stands at those places, where it is not their number. */
  readonly names?: readonly string[];
}

export interface ChartMoney {
  readonly currency: Currency;
  readonly perUsd: number;
}

/** Names of colours in tokens.css. Cool is ours and what is chosen, warm the other and what warns. */
export type Tone =
  | 'cool'
  | 'cool-2'
  | 'cool-3'
  | 'cool-4'
  | 'warm'
  | 'warm-2'
  | 'warm-3'
  | 'idle'
  | 'free'
  | 'line'
  | 'quiet'
  | 'ink';

export type Mark =
  | {
      readonly kind: 'line';
      readonly tone: Tone;
      /** A null leaves a gap. */
      readonly points: readonly (readonly [number, number | null])[];
      /** Written at its end, in place of a legend. */
      readonly label?: string;
      readonly dashed?: boolean;
      readonly thin?: boolean;
    }
  /** Between two heights along x: what is not known of a line. */
  | {
      readonly kind: 'area';
      readonly tone: Tone;
      readonly points: readonly (readonly [x: number, low: number, high: number])[];
    }
  /** A stretch of one axis over the whole of the other. */
  | {
      readonly kind: 'band';
      readonly tone: Tone;
      readonly along: 'x' | 'y';
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'rule';
      readonly tone: Tone;
      readonly along: 'x' | 'y';
      readonly at: number;
      readonly dashed?: boolean;
      readonly label?: string;
    }
  /** Rectangles: bars along a row of words, cells of a map. */
  | {
      readonly kind: 'boxes';
      readonly boxes: readonly Box[];
      /** With a hair between neighbours of one colour. */
      readonly apart?: boolean;
    }
  | { readonly kind: 'dots'; readonly dots: readonly Dot[] }
  /** From where to where a value may lie. */
  | {
      readonly kind: 'ranges';
      readonly tone: Tone;
      readonly along: 'x' | 'y';
      readonly ranges: readonly { readonly at: number; readonly low: number; readonly high: number }[];
    }
  | { readonly kind: 'texts'; readonly texts: readonly Label[] };

export interface Box {
  readonly tone: Tone;
  /** Ends along x; along y too where y has numbers, else its place among the words. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number] | number;
  readonly title?: string;
}

export interface Dot {
  readonly tone: Tone;
  readonly x: number;
  readonly y: number;
  readonly shape?: 'circle' | 'diamond' | 'square' | 'triangle' | 'cross';
  readonly hollow?: boolean;
  readonly radius?: number;
  readonly label?: string;
  readonly title?: string;
  /** Where a click leads. */
  readonly href?: string;
}

export interface Label {
  readonly tone: Tone;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** The numbers of a picture: base units, a word for every column. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface ChartColumn {
  readonly key: string;
  readonly label: string;
  /** Of numbers; absent of text. */
  readonly unit?: string;
  readonly share?: boolean;
  readonly money?: ChartMoney;
}
