import type { Comparison } from '../../report/assertion.ts';
import type { Data } from '../measures/index.ts';

/** When somebody wants to hear of a decision. */
export type When =
  /** Of several scenarios another becomes the best on the measure; of one, another choice (strategy, cut) becomes its best. */
  | { readonly kind: 'best'; readonly measure: string | null }
  /** Fits becomes does not fit, late, dear, overloaded; or back. */
  | { readonly kind: 'verdict' }
  /** A measure of the first scenario crosses a limit, either way. */
  | { readonly kind: 'rule'; readonly measure: string; readonly comparison: Comparison; readonly limit: number };

/** A decision that was saved: scenarios as their files were, and when to speak up. */
export interface Decision {
  readonly name: string;
  readonly scenarios: readonly { readonly name: string; readonly data: Data }[];
  readonly when: When;
  /** Also when it comes within this share of changing; null = only when it does. */
  readonly near: number | null;
}

/** What a decision comes to on some facts. */
export interface Standing {
  /** One word that changes exactly when the decision does. */
  readonly answer: string;
  /** How far it is from another answer, as a share; null where no distance is known. */
  readonly margin: number | null;
  /** Money of each scenario: USD, or USD a year where it falls due by the hour; null where none is known. */
  readonly money: readonly (number | null)[];
  /** Place of the best scenario, where several were compared. */
  readonly best: number | null;
  /** What was judged, by scenario. */
  readonly values: readonly (number | null)[];
  readonly measure: string | null;
}
