import { type Evidence, type JudgedBar, judge } from './bar.ts';
import { INTERVAL_BARS } from './intervals.ts';
import { KERNEL_BARS } from './kernels.ts';
import { SERVING_BARS } from './serving.ts';
import { TRAINING_BARS } from './training.ts';

export type { BarArea, Evidence as BarEvidence, JudgedBar, LeftOutRun, ServingRowMark } from './bar.ts';

/** What accuracy has to reach, in the order of the page. */
export const BARS = [...TRAINING_BARS, ...KERNEL_BARS, ...INTERVAL_BARS, ...SERVING_BARS] as const;

export type BarId = (typeof BARS)[number]['id'];

/** Every bar with its figure from these rows, reached or not. */
export const judgeBars = (evidence: Evidence): JudgedBar[] => BARS.map((bar) => judge(bar, evidence));
