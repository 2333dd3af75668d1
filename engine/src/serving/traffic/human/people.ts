import type { LengthSpec } from '../generators/lengths.ts';
import type { SessionShape } from '../generators/sessions.ts';
import { CHARACTERS_PER_TOKEN, type Language, type Tokenizer, tokensOf } from './characters.ts';
import { PEAK_TO_MEAN } from './day-shape.ts';
import { assumed, type Figure } from './figure.ts';

/** Traffic as a person states it: so many people, each writing so much in a day. */
export interface People {
  readonly users: number;
  /** Questions of one user in a day, and in one conversation. */
  readonly turnsPerDay: number;
  readonly turnsPerSession?: number;
  /** Characters of one question and of one answer. */
  readonly questionCharacters: number;
  readonly answerCharacters: number;
  readonly language: Language;
  readonly tokenizer: Tokenizer;
  /** Tokens of the system prompt that every conversation begins with. */
  readonly systemTokens?: number;
  /** Rate of the busiest ten minutes over the mean of the day. */
  readonly peakToMean?: number;
}

export interface PeopleTraffic {
  /** Requests/s: mean of the day, and at the peak that capacity is sized for. */
  readonly meanPerSecond: number;
  readonly peakPerSecond: number;
  readonly requestsPerDay: number;
  readonly questionTokens: number;
  readonly answerTokens: number;
  /** Mean tokens of a prompt: system prompt, what was said before, the question. */
  readonly promptTokens: number;
  readonly tokensPerDay: { readonly input: number; readonly output: number };
  readonly session: SessionShape;
  /** Every number that was not stated, with its source. */
  readonly used: readonly {
    readonly name: 'charactersPerToken' | 'turnsPerSession' | 'systemTokens' | 'peakToMean' | 'spread';
    readonly figure: Figure;
  }[];
}

/** A conversation as it is taken to be where nobody says. */
export const peopleSession = (): { readonly requestsPerTask: number; readonly thinkSeconds: number } => ({
  requestsPerTask: TURNS_PER_SESSION.value,
  thinkSeconds: THINK_SECONDS,
});

const THINK_SECONDS = 60;
const TURNS_PER_SESSION = assumed(3);
const SYSTEM_TOKENS = assumed(500);
/** Of lengths: 95th percentile over median. Azure's conversation answers have 3.5, its prompts 4. */
const SPREAD = assumed(3.5);

/** Requests, tokens and their rates from people and characters. */
export function peopleTraffic(people: People): PeopleTraffic {
  const { users, turnsPerDay, language, tokenizer } = people;
  const turns = people.turnsPerSession ?? TURNS_PER_SESSION.value;
  const systemTokens = people.systemTokens ?? SYSTEM_TOKENS.value;
  const peak = people.peakToMean ?? PEAK_TO_MEAN.value;
  const questionTokens = tokensOf(people.questionCharacters, tokenizer, language);
  const answerTokens = tokensOf(people.answerCharacters, tokenizer, language);
  const requestsPerDay = users * turnsPerDay;
  // In a conversation of n turns, the k-th prompt carries k - 1 questions and answers.
  const promptTokens = systemTokens + questionTokens + ((turns - 1) / 2) * (questionTokens + answerTokens);
  const spread = (mean: number): LengthSpec => ({ kind: 'lognormal', mean, p95: mean * P95_OVER_MEAN });
  return {
    requestsPerDay,
    meanPerSecond: requestsPerDay / 86_400,
    peakPerSecond: (requestsPerDay / 86_400) * peak,
    questionTokens,
    answerTokens,
    promptTokens,
    tokensPerDay: { input: requestsPerDay * promptTokens, output: requestsPerDay * answerTokens },
    session: {
      turns: { kind: 'constant', tokens: turns },
      systemTokens,
      first: spread(questionTokens),
      next: spread(questionTokens),
      output: spread(answerTokens),
      think: { kind: 'exponential', mean: THINK_SECONDS },
    },
    used: [
      { name: 'charactersPerToken', figure: CHARACTERS_PER_TOKEN[tokenizer][language] },
      ...(people.turnsPerSession === undefined
        ? [{ name: 'turnsPerSession', figure: TURNS_PER_SESSION } as const]
        : []),
      ...(people.systemTokens === undefined ? [{ name: 'systemTokens', figure: SYSTEM_TOKENS } as const] : []),
      ...(people.peakToMean === undefined ? [{ name: 'peakToMean', figure: PEAK_TO_MEAN } as const] : []),
      { name: 'spread', figure: SPREAD },
    ],
  };
}

/** A log-normal law whose p95 is 3.5 medians has its p95 at this many means. */
const SIGMA = Math.log(SPREAD.value) / 1.6448536269514722;
const P95_OVER_MEAN = SPREAD.value / Math.exp((SIGMA * SIGMA) / 2);
