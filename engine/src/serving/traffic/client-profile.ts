import type { Histogram } from './generators/lengths.ts';

/** Ten minutes (or another step) of one client: requests at a mean rate, gaps of a gamma or Weibull law with this CV. */
export interface ClientWindow {
  /** Seconds from the start of the profile, and to the next window. */
  readonly from: number;
  readonly to: number;
  readonly perSecond: number;
  readonly cv: number;
  readonly gaps: 'gamma' | 'weibull';
}

/** Lengths that a client's requests have from a time on. Histograms of both, drawn apart: the profiles do not say how they go together. */
export interface ClientLengths {
  readonly from: number;
  readonly input: Histogram;
  readonly output: Histogram;
}

/** One client of a service as ServeGen describes it. No `lengths` = the profile has rates only. */
export interface ClientProfile {
  readonly client: number;
  readonly windows: readonly ClientWindow[];
  readonly lengths: readonly ClientLengths[];
}
