import type { ArrivalSpec, GapLaw, RateShape } from '../generators/arrivals.ts';
import type { LengthSpec } from '../generators/lengths.ts';
import { openLoop } from '../generators/open-loop.ts';
import type { BlockRange } from '../generators/prefix-blocks.ts';
import type { SecondsSpec } from '../generators/seconds.ts';
import { type AnswerPace, type SessionShape, sessions, turnsPerSession } from '../generators/sessions.ts';
import type { PeekableSource } from '../request.ts';
import { codingAgent } from './coding-agent.ts';
import { controlLoop } from './control-loop.ts';
import { customerServiceSpeech } from './customer-service-speech.ts';
import { documentProcessing } from './document-processing.ts';
import { gameCharacter } from './game-character.ts';
import { medicalAssistant } from './medical-assistant.ts';
import { personalAssistant } from './personal-assistant.ts';
import type { Preset, PresetId, Spread } from './preset.ts';
import { ragSearch } from './rag-search.ts';
import { tutoring } from './tutoring.ts';

/** Applications by id. A new one is a file here, a line in this list and its name in messages/. */
export const PRESETS: Readonly<Record<PresetId, Preset>> = {
  'personal-assistant': personalAssistant,
  'customer-service-speech': customerServiceSpeech,
  'document-processing': documentProcessing,
  'coding-agent': codingAgent,
  tutoring,
  'game-character': gameCharacter,
  'medical-assistant': medicalAssistant,
  'control-loop': controlLoop,
  'rag-search': ragSearch,
};

/** How fast answers are taken to come where nothing answers: for traffic written to a file. */
export const ASSUMED_PACE: AnswerPace = { firstSeconds: 0.5, secondsPerToken: 0.02 };

/** The session of a preset, for {@link sessions}. */
export function presetSession({ turns, system, first, next, output, think, context }: Preset): SessionShape {
  return {
    turns: lengthOf(turns),
    systemTokens: Math.round(system.value),
    first: lengthOf(first),
    next: lengthOf(next),
    output: lengthOf(output),
    think: secondsOf(think),
    contextTokens: context.value,
  };
}

export interface PresetTraffic {
  readonly seed: number;
  /** Requests/s, mean of the day where `shape` is daily. */
  readonly perSecond: number;
  readonly seconds?: number;
  readonly requests?: number;
  readonly shape?: RateShape;
  readonly gaps?: GapLaw;
  /** 'wait' = later turns come when earlier ones are answered (in a simulation); otherwise after an assumed time. */
  readonly answer?: 'wait' | AnswerPace;
  /** Prefix ids it may use: applications that are merged must not share any. */
  readonly blocks?: BlockRange;
  /** Tokens that the model takes, where that may be less than the application would use: its sessions end there and begin anew. */
  readonly contextTokens?: number;
}

/** Traffic of an application at a rate of requests. */
export function presetSource(preset: Preset, traffic: PresetTraffic): PeekableSource {
  const { seed, perSecond, seconds, requests, shape, gaps, answer = ASSUMED_PACE, blocks, contextTokens } = traffic;
  const session = withinContext(presetSession(preset), contextTokens);
  const bounds = {
    ...(seconds !== undefined && { seconds }),
    ...(requests !== undefined && { requests }),
    ...(blocks && { blocks }),
  };
  const arrivals = (rate: number): ArrivalSpec => ({ perSecond: rate, ...(shape && { shape }), ...(gaps && { gaps }) });
  if (preset.beat)
    return openLoop({
      seed,
      arrivals: { gaps: { kind: 'constant' }, ...arrivals(perSecond) },
      lengths: { input: session.first, output: session.output },
      sharedTokens: session.systemTokens ?? 0,
      ...bounds,
    });
  return sessions({ seed, ...session, arrivals: arrivals(perSecond / turnsPerSession(session)), answer, ...bounds });
}

/** Sessions that end before they outgrow what the model takes. */
export const withinContext = (session: SessionShape, tokens = Number.POSITIVE_INFINITY): SessionShape => ({
  ...session,
  contextTokens: Math.min(session.contextTokens ?? Number.POSITIVE_INFINITY, tokens),
});

/** Requests/s of so many users of an application: mean of the day, and in its busiest ten minutes. */
export function presetRate(preset: Preset, users: number): { mean: number; peak: number } {
  const perTask = preset.beat ? 1 : turnsPerSession(presetSession(preset));
  const mean = (users * preset.tasksPerDay.value * perTask) / 86_400;
  return { mean, peak: mean * preset.peakToMean.value };
}

const lengthOf = ({ median, p95 }: Spread): LengthSpec =>
  median.value === p95.value
    ? { kind: 'constant', tokens: median.value }
    : { kind: 'lognormal', median: median.value, p95: p95.value };

const secondsOf = ({ median, p95 }: Spread): SecondsSpec =>
  median.value === p95.value
    ? { kind: 'constant', seconds: median.value }
    : { kind: 'lognormal', median: median.value, p95: p95.value };

export * from './preset.ts';
