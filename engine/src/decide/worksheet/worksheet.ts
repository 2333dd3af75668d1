/** A text for readers; both languages where the worksheet is meant for both. */
export type Words = string | { readonly en: string; readonly 'zh-CN': string };

interface AnyLine {
  /** What the line is called where people read it. */
  readonly label?: Words;
  readonly note?: Words;
}

/** A number that is put in: cited, or an assumption that says what it stands on. */
export interface ValueLine extends AnyLine {
  readonly kind: 'value';
  /** With its unit: "150 char", "1.50 USD/GPU-h", "40 %". */
  readonly value: string;
  readonly low?: string;
  readonly high?: string;
  readonly source?: string;
  readonly date?: string;
  /** Why this number, where nobody published it. */
  readonly assumption?: Words;
  /** It is what a claim says, to be held against what is reckoned. */
  readonly as_claimed?: boolean;
}

/** A number of the catalogue, with its citation and date. */
export interface FactLine extends AnyLine {
  readonly kind: 'fact';
  /** `chip.h100-sxm.memory.bandwidth` */
  readonly fact: string;
  /** In which unit; what is counted may be added: a rent in USD/h becomes USD/GPU-h. */
  readonly unit?: string;
  /** What stands for a figure that the entry does not have: a T4 has no bf16 peak. */
  readonly absent?: string;
}

export interface FormulaLine extends AnyLine {
  readonly kind: 'formula';
  readonly formula: string;
  readonly unit?: string;
}

/** A number of another operation's answer, with its range. */
export interface AskLine extends AnyLine {
  readonly kind: 'ask';
  readonly command: string;
  readonly scenario: unknown;
  /** Path in the answer: `figures.acceleratorHours`. */
  readonly take: string;
  readonly unit?: string;
}

export type Line = ValueLine | FactLine | FormulaLine | AskLine;

/** Named quantities that are reckoned from each other. */
export interface Worksheet {
  readonly title?: Words;
  /** The line that is the answer; the last one unless said otherwise. */
  readonly answer?: string;
  /** Which answer is the better one where two worksheets are compared; the smaller unless said otherwise. */
  readonly better?: 'smaller' | 'larger';
  /** Countable things of its own, singular: `[wheel]`. */
  readonly nouns?: readonly string[];
  readonly lines: Readonly<Record<string, Line>>;
}
