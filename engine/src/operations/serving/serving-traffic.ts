import type { TrafficFigure } from '../../report/index.ts';
import {
  type AnswerPace,
  cachedBeginning,
  clients,
  closedLoop,
  describeTraffic,
  lengthened,
  limited,
  type PeekableSource,
  PRESETS,
  type Repair,
  type TraceRead,
  type TrafficDescription,
  traceSource,
} from '../../serving/index.ts';
import type { Load } from '../../serving/search/steady-state.ts';
import { InputError, refuse } from '../input-error.ts';
import type { TrafficWords } from '../scenario/serve-schema.ts';
import { type GenerateInput, lengthOf, plannedTraffic } from '../traffic/traffic-generate.ts';

/** What bounds and lengthens the prompts that are made. Tokens. */
export interface PromptBounds {
  /** Conversations end here and begin anew, for the model takes no more; null where its context is not known. */
  readonly contextTokens: number | null;
  /** Of the pictures of every prompt, on top of its text; a trace's prompts hold theirs already. */
  readonly pictureTokens: number;
}

/** Requests that a scenario asks to be served, of the whole system. */
export interface ServingTraffic extends PromptBounds {
  /** Id of an application, 'people', 'lengths', 'closed-loop' or 'trace'. */
  readonly name: string;
  /** Requests/s, mean; null for clients that wait for their answers. */
  readonly perSecond: number | null;
  /** At the busiest time, where it is known to differ. */
  readonly peakPerSecond?: number;
  /** Requests under way at once; null where they come on their own. */
  readonly concurrency: number | null;
  /** What a mean request asks; `cached` as an unbounded prefix cache would find it, or as stated. */
  readonly load: Load;
  /** Longest prompt and answer together that was seen. */
  readonly longest: number;
  readonly description: TrafficDescription | null;
  readonly figures: readonly TrafficFigure[];
  /** What had to be done with rows of a trace that cannot be taken as they are. */
  readonly repairs?: readonly Repair[];
  readonly seed: number;
  /**
   * The requests, from the start each time it is called. 'wait' (the default): later turns of a conversation come when earlier ones are
   * answered; an `AnswerPace`: after so long. Infinite unless `duration` or `requests` was said, or it is a trace.
   */
  readonly source: (answer?: 'wait' | AnswerPace) => PeekableSource;
}

/** As many requests as say what they are like, so rarely that few conversations begin before the sample does. */
const SAMPLE = 1500;
const SAMPLE_RATE = 0.02; // requests/s
const PACE: AnswerPace = { firstSeconds: 0.5, secondsPerToken: 0.02 };
const CLIENTS_SECONDS = 3600;
const ENDLESS = 50_000_000; // requests
const PRESSING = 4; // requests/s of each client, far more than any answers

/**
 * Traffic as a scenario words it: a trace that the face has read, an application, people, or lengths; open or closed loop. Null where it
 * says nothing that makes traffic. Throws InputError.
 */
export function servingTraffic(
  words: TrafficWords,
  readTrace: (() => TraceRead) | undefined,
  { contextTokens, pictureTokens }: PromptBounds,
): ServingTraffic | null {
  const { cached } = words;
  const said = saidTraffic(
    words,
    readTrace,
    contextTokens === null ? undefined : Math.max(1, contextTokens - pictureTokens),
  );
  if (!said) return null;
  const seen = said.name === 'trace' ? said : withPictures(said, words, pictureTokens);
  const traffic = { ...seen, contextTokens, pictureTokens };
  if (cached === undefined || traffic.description?.prefix) return traffic;
  return { ...traffic, source: (answer) => cachedBeginning(traffic.source(answer), cached) };
}

type Said = Omit<ServingTraffic, keyof PromptBounds>;

/** Pictures are new in every prompt; a share that was said to be cached is one of the whole prompt. */
function withPictures(said: Said, { cached }: TrafficWords, tokens: number): Said {
  if (tokens === 0) return said;
  const input = said.load.input + tokens;
  return {
    ...said,
    load: { ...said.load, input, cached: cached === undefined ? said.load.cached : cachedOf(cached, input) },
    longest: said.longest + tokens,
    source: (answer) => lengthened(said.source(answer), tokens),
  };
}

const cachedOf = (share: number, input: number): number => Math.min(share, 0.999) * input;

function saidTraffic(
  words: TrafficWords,
  readTrace: (() => TraceRead) | undefined,
  contextTokens: number | undefined,
): Said | null {
  const { trace, concurrency, input, output } = words;
  const several = [trace && 'trace', words.preset && 'preset', words.question && 'question', input && 'input'].filter(
    (word) => word !== undefined,
  );
  if (several.length > 1)
    throw refuse('two-ways', 'traffic', { value: several.join(', '), nearest: [String(several[0])] });
  if (trace !== undefined) return ofTrace(words, readTrace);
  if (concurrency !== undefined && input !== undefined && output !== undefined) return ofClients(words);
  const says = words.preset !== undefined || words.question !== undefined || words.rate !== undefined;
  if (!says) return null;
  return ofWords(words, contextTokens);
}

function ofTrace(words: TrafficWords, readTrace: (() => TraceRead) | undefined): Said {
  if (!readTrace) throw refuse('file-missing', words.trace!);
  const read = readTrace();
  const { time_scale: timeScale = 1, seed = 1, concurrency = null } = words;
  if (read.profiles && !read.profiles.some(({ lengths }) => lengths.length > 0))
    throw refuse('trace-rates-only', words.trace!);
  const source = (): PeekableSource => {
    const all = read.profiles
      ? clients({ seed, profiles: read.profiles, fromSeconds: 0, seconds: words.duration ?? CLIENTS_SECONDS })
      : traceSource(read.trace, { timeScale });
    return concurrency === null ? all : limited(all, concurrency);
  };
  const whole = read.profiles
    ? clients({ seed, profiles: read.profiles, fromSeconds: 0, seconds: words.duration ?? CLIENTS_SECONDS })
    : traceSource(read.trace, { timeScale });
  const description = describeTraffic(whole);
  return {
    name: 'trace',
    perSecond: concurrency === null ? description.rate.mean : null,
    ...(description.rate.peak !== null && { peakPerSecond: description.rate.peak }),
    concurrency,
    ...described(description, words),
    figures: [],
    repairs: read.repairs,
    seed,
    source,
  };
}

function ofClients(words: TrafficWords): Said {
  const { concurrency, input, output, think, seed = 1, requests, duration } = words;
  const spec = {
    seed,
    clients: concurrency!,
    lengths: { input: lengthOf(input!, words.input_p95), output: lengthOf(output!, words.output_p95) },
    ...(think !== undefined && think > 0 && { think: { kind: 'exponential', mean: think } as const }),
  };
  // What they are like does not depend on when they come: each client's first request is enough.
  const sample = closedLoop({ ...spec, clients: SAMPLE, requests: SAMPLE });
  return {
    name: 'closed-loop',
    perSecond: null,
    concurrency: concurrency!,
    ...described(describeTraffic(sample), words),
    description: null,
    figures: [],
    seed,
    source: () =>
      closedLoop({
        ...spec,
        ...(requests !== undefined && { requests }),
        ...(duration !== undefined && { seconds: duration }),
      }),
  };
}

function ofWords(words: TrafficWords, contextTokens: number | undefined): Said {
  const { trace: _, time_scale: __, cached: ___, concurrency, think: ____, input_p95, output_p95, ...rest } = words;
  const asked = {
    ...rest,
    ...(input_p95 !== undefined && { inputP95: input_p95 }),
    ...(output_p95 !== undefined && { outputP95: output_p95 }),
    // A file of traffic ends after ten minutes; here who asks says where: at a low rate ten minutes are too few requests.
    ...(rest.requests === undefined && rest.duration === undefined && { requests: ENDLESS }),
  } as GenerateInput;
  // Clients that wait never run out of requests: more come than they can ask.
  const pressed = concurrency === undefined ? asked : { ...asked, rate: asked.rate ?? PRESSING * concurrency };
  const planned = inTraffic(() => plannedTraffic(pressed, contextTokens));
  const description = sampled(asked, contextTokens);
  const closed = concurrency !== undefined;
  return {
    name: planned.name,
    perSecond: closed ? null : planned.perSecond,
    ...(planned.peakPerSecond !== undefined && { peakPerSecond: planned.peakPerSecond }),
    concurrency: concurrency ?? null,
    ...described(description, words),
    figures: planned.figures,
    seed: words.seed ?? 1,
    source: (answer = 'wait') => {
      const source = planned.source(closed ? PACE : answer);
      return closed ? limited(source, concurrency) : source;
    },
  };
}

const SAMPLED = new Map<string, TrafficDescription>();
const MOST_SAMPLED = 64;

/** What such requests are like. Lengths and shared prefixes depend neither on the rate nor on the seed: each kind is sampled once. */
function sampled(
  { arrivals: _, cv: __, day: ___, duration: ____, ...asked }: GenerateInput,
  contextTokens: number | undefined,
): TrafficDescription {
  const words: GenerateInput = {
    ...asked,
    ...(asked.users !== undefined && { users: 1 }),
    rate: SAMPLE_RATE,
    requests: SAMPLE,
    seed: 1,
  };
  const key = JSON.stringify([words, contextTokens]);
  const known = SAMPLED.get(key);
  if (known) return known;
  const description = describeTraffic(inTraffic(() => plannedTraffic(words, contextTokens)).source(PACE), {
    most: SAMPLE,
  });
  if (SAMPLED.size >= MOST_SAMPLED) SAMPLED.clear();
  SAMPLED.set(key, description);
  return description;
}

/** The words of `traffic generate` stand under `traffic` here. */
function inTraffic<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { path, ...problem } = error.problem;
    throw new InputError({ ...problem, path: path === '' ? 'traffic' : `traffic.${snake(path)}` });
  }
}

const snake = (key: string): string => key.replace(/P95$/, '_p95');

function described(
  description: TrafficDescription,
  { cached, preset, question }: TrafficWords,
): Pick<ServingTraffic, 'load' | 'longest' | 'description'> {
  const { input, output, prefix } = description;
  const share = cached ?? prefix?.hitTokens ?? 0;
  return {
    load: {
      input: Math.max(1, input.mean),
      output: Math.max(1, output.mean),
      cached: cachedOf(share, input.mean),
      ...(cached === undefined && { shared: sharedTokens(preset, question !== undefined) }),
    },
    longest: input.max + output.max,
    description,
  };
}

/** Tokens that every prompt begins with: held once, however many run. What a trace's prompts share is not known to be held by all. */
const sharedTokens = (preset: TrafficWords['preset'], people: boolean): number =>
  preset ? PRESETS[preset].system.value : people ? PEOPLE_SYSTEM : 0;
const PEOPLE_SYSTEM = 500; // tokens; SYSTEM_TOKENS of traffic/human/people.ts

/** The promise that an application comes with. */
export const promiseOf = (preset: TrafficWords['preset']) => (preset ? PRESETS[preset].promise : {});
