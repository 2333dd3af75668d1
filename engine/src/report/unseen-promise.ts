/** A promise of a percentile that a mean alone was held against: only a simulation knows whether it is kept. */
export interface UnseenPromise {
  readonly quantity: 'ttft' | 'tpot' | 'e2e';
  /** A share: 0.99. */
  readonly percentile: number;
  /** Seconds. */
  readonly limit: number;
}
