import * as z from 'zod';
import type { TrafficFigure, TrafficReport } from '../../report/index.ts';
import {
  type AnswerPace,
  ASSUMED_PACE,
  DAY_SHAPE,
  describeTraffic,
  type Figure,
  type GapLaw,
  type LengthSpec,
  openLoop,
  type PeekableSource,
  PRESETS,
  type Preset,
  peopleTraffic,
  presetRate,
  presetSource,
  type RateShape,
  SOURCES,
  type SourceId,
  sessions,
  turnsPerSession,
  withinContext,
} from '../../serving/index.ts';
import { refuse } from '../input-error.ts';
import { operation } from '../operation.ts';
import { later } from '../scenario/later.ts';
import { tokens, trafficFields } from '../scenario/traffic-fields.ts';
import { presetFigures } from './preset-figures.ts';

const input = later(() =>
  z.strictObject({ ...trafficFields(), inputP95: tokens('input-p95'), outputP95: tokens('output-p95') }),
);
export type GenerateInput = z.output<typeof input>;

const TEN_MINUTES = 600;

/** Traffic of an application, of people and what they write, or of lengths at a rate; the face writes the requests. */
export const trafficGenerate = operation<GenerateInput, TrafficReport>({
  name: 'traffic-generate',
  command: ['traffic', 'generate'],
  sentence: 'trafficGenerate',
  input,
  output: 'traffic',
  run: (_, asked) => {
    const { name, perSecond, peakPerSecond, figures } = plannedTraffic(asked);
    const used = [...new Set(figures.map(({ from }) => from))].filter((id): id is SourceId =>
      Object.hasOwn(SOURCES, id),
    );
    return {
      kind: 'made',
      name,
      seed: asked.seed ?? 1,
      asked: { perSecond, ...(peakPerSecond !== undefined && { peakPerSecond }) },
      description: describeTraffic(generatedSource(asked), asked.day === 'daily' ? { startOfDay: 0 } : {}),
      repairs: [],
      figures,
      sources: used.map((id) => ({ id, ...SOURCES[id] })),
    };
  },
});

/** The requests themselves, the same each time for a seed. */
export const generatedSource = (asked: GenerateInput): PeekableSource => plannedTraffic(asked).source(ASSUMED_PACE);

/** Traffic that is asked for: its rates, the figures behind it, and a source of it, anew each time. */
export interface Planned {
  readonly name: string;
  readonly perSecond: number;
  readonly peakPerSecond?: number;
  readonly figures: readonly TrafficFigure[];
  /** 'wait' = later turns of a conversation come when earlier ones are answered, as in a simulation. */
  readonly source: (answer: 'wait' | AnswerPace) => PeekableSource;
}

/**
 * Throws InputError for words that do not go together, or lack one. `contextTokens`: what the model takes; conversations end there and
 * begin anew.
 */
export function plannedTraffic(asked: GenerateInput, contextTokens?: number): Planned {
  const { preset, question, answer, input: prompt, output } = asked;
  if (prompt !== undefined || output !== undefined) return ofLengths(asked);
  if (question !== undefined || answer !== undefined) return ofPeople(asked, contextTokens);
  if (preset === undefined)
    throw refuse('missing', 'input', {
      values: { flag: '--input 1000 --output 200 --rate 5/s, or --preset personal-assistant' },
    });
  return ofPreset(PRESETS[preset], asked, contextTokens);
}

function ofPreset(preset: Preset, asked: GenerateInput, contextTokens: number | undefined): Planned {
  refuseOthers(asked, ['turns', 'language', 'tokenizer', 'inputP95', 'outputP95'], '--preset');
  if (asked.users === undefined && asked.rate === undefined)
    throw refuse('missing', 'rate', { values: { flag: '--rate 5/s' } });
  const rate = presetRate(preset, asked.users ?? 1);
  const perSecond = asked.rate ?? rate.mean;
  const gaps = lawOf(asked);
  return {
    name: preset.id,
    perSecond,
    ...(asked.users !== undefined && asked.rate === undefined && { peakPerSecond: rate.peak }),
    figures: presetFigures(preset),
    source: (answer) =>
      presetSource(preset, {
        ...common(asked, perSecond),
        ...(gaps && { gaps }),
        ...(contextTokens !== undefined && { contextTokens }),
        answer,
      }),
  };
}

function ofPeople(asked: GenerateInput, contextTokens: number | undefined): Planned {
  refuseOthers(asked, ['preset', 'inputP95', 'outputP95'], '--question');
  const { users, turns, question, answer, language = 'en', tokenizer = 'openai' } = asked;
  const lacking = Object.entries({ users, turns, question, answer }).find(([, value]) => value === undefined);
  if (lacking)
    throw refuse('missing', lacking[0], { values: { flag: '--users 100k --turns 10 --question 40 --answer 400' } });
  const people = peopleTraffic({
    users: users!,
    turnsPerDay: turns!,
    questionCharacters: question!,
    answerCharacters: answer!,
    language,
    tokenizer,
  });
  const perSecond = asked.rate ?? people.meanPerSecond;
  const gaps = lawOf(asked);
  const { shape, ...bounds } = common(asked, perSecond);
  const session = withinContext(people.session, contextTokens);
  return {
    name: 'people',
    perSecond,
    ...(asked.rate === undefined && { peakPerSecond: people.peakPerSecond }),
    figures: [
      { name: 'questionTokens', value: people.questionTokens, unit: 'token', from: 'you' },
      { name: 'answerTokens', value: people.answerTokens, unit: 'token', from: 'you' },
      { name: 'promptTokens', value: people.promptTokens, unit: 'token', from: 'you' },
      ...people.used.map(({ name, figure }) => figureOf(name, figure, '1')),
    ],
    source: (answer) =>
      sessions({
        ...bounds,
        ...session,
        arrivals: {
          perSecond: perSecond / turnsPerSession(session),
          ...(shape && { shape }),
          ...(gaps && { gaps }),
        },
        answer,
      }),
  };
}

function ofLengths(asked: GenerateInput): Planned {
  refuseOthers(asked, ['preset', 'users', 'turns', 'question', 'answer', 'language', 'tokenizer'], '--input');
  const { input: prompt, inputP95, output, outputP95, rate } = asked;
  if (prompt === undefined || output === undefined)
    throw refuse('missing', prompt === undefined ? 'input' : 'output', {
      values: { flag: '--input 1000 --output 200' },
    });
  if (rate === undefined) throw refuse('missing', 'rate', { values: { flag: '--rate 5/s' } });
  const gaps = lawOf(asked);
  const { shape, ...bounds } = common(asked, rate);
  return {
    name: 'lengths',
    perSecond: rate,
    figures: [],
    source: () =>
      openLoop({
        ...bounds,
        arrivals: { perSecond: rate, ...(shape && { shape }), ...(gaps && { gaps }) },
        lengths: { input: lengthOf(prompt, inputP95), output: lengthOf(output, outputP95) },
      }),
  };
}

/** A length, or a spread of lengths where its 95th percentile is said. */
export const lengthOf = (median: number, p95: number | undefined): LengthSpec =>
  p95 === undefined || p95 <= median ? { kind: 'constant', tokens: median } : { kind: 'lognormal', median, p95 };

function common({ seed = 1, day, duration, requests }: GenerateInput, perSecond: number) {
  const shape: RateShape | undefined = day === 'daily' ? { kind: 'daily', weights: DAY_SHAPE.weights } : undefined;
  const seconds = duration ?? (requests === undefined ? TEN_MINUTES : undefined);
  return {
    seed,
    perSecond,
    ...(shape && { shape }),
    ...(seconds !== undefined && { seconds }),
    // Nothing runs without end, whatever rate and duration make.
    requests: requests ?? 50_000_000,
  };
}

function lawOf({ arrivals, cv }: GenerateInput): GapLaw | undefined {
  if (arrivals === 'gamma' || arrivals === 'weibull') return { kind: arrivals, cv: cv ?? 2 };
  if (cv !== undefined && arrivals === undefined) return { kind: 'gamma', cv };
  return arrivals === undefined ? undefined : { kind: arrivals };
}

/** Words of another way to say what traffic is would be ignored: they are refused. */
function refuseOthers(asked: GenerateInput, others: readonly (keyof GenerateInput)[], kept: string): void {
  const other = others.find((key) => asked[key] !== undefined);
  if (other) throw refuse('two-ways', other, { value: `${kept}, --${dashed(other)}`, nearest: [kept] });
}

const dashed = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A figure of the serving room as a report prints it. */
export const figureOf = (name: string, { value, source, note }: Figure, unit: string): TrafficFigure => ({
  name,
  value,
  unit,
  from: source ?? 'assumption',
  ...(note !== undefined && { note }),
});
