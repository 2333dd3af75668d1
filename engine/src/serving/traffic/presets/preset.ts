import type { Figure } from '../human/figure.ts';

export const PRESET_IDS = [
  'personal-assistant',
  'customer-service-speech',
  'document-processing',
  'coding-agent',
  'tutoring',
  'game-character',
  'medical-assistant',
  'control-loop',
  'rag-search',
] as const;
export type PresetId = (typeof PRESET_IDS)[number];

export type Modality = 'text' | 'speech' | 'image' | 'action';

/** A length or a time by its median and 95th percentile (log-normal between and beyond). */
export interface Spread {
  readonly median: Figure;
  readonly p95: Figure;
}

/** What an application promises: this share of requests is no slower. */
export interface LatencyTarget {
  readonly percentile: number;
  readonly seconds: Figure;
}

/** A kind of application as traffic: what one use of it sends, how often it is used, how fast it must answer. Tokens and seconds. */
export interface Preset {
  readonly id: PresetId;
  readonly modalities: readonly Modality[];
  /** Requests of one task: turns of a conversation, steps of an agent. */
  readonly turns: Spread;
  /** Tokens that every task begins with: instructions, descriptions of tools, a persona. */
  readonly system: Figure;
  /** New in the first request and in each later one. */
  readonly first: Spread;
  readonly next: Spread;
  readonly output: Spread;
  /** Seconds from an answer to the next request: a person who reads, listens and writes, or a tool that runs. */
  readonly think: Spread;
  readonly context: Figure;
  /** Tasks of one user (or machine) in a day. */
  readonly tasksPerDay: Figure;
  /** Rate of the busiest ten minutes over the mean of the day. */
  readonly peakToMean: Figure;
  /** Requests come at a fixed beat, so many a second, without memory of one another: a control loop. */
  readonly beat?: Figure;
  readonly promise: { readonly ttft?: LatencyTarget; readonly tpot?: LatencyTarget; readonly e2e?: LatencyTarget };
}

/** The same for all: no spread. */
export const exactly = (figure: Figure): Spread => ({ median: figure, p95: figure });
