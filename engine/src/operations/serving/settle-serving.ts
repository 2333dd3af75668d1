import { billFacts, MissingFact } from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import type { Assumed } from '../../report/assumed.ts';
import { SERVING_ASSERTABLE } from '../../report/serving-assertion.ts';
import {
  type Deployment,
  type EngineProfile,
  findProfile,
  formatFor,
  type NamedFormat,
  PRESETS,
  type TraceRead,
  UnknownEngine,
} from '../../serving/index.ts';
import type { LatencyLimit } from '../../serving/search/option.ts';
import type { Load } from '../../serving/search/steady-state.ts';
import { refuse } from '../input-error.ts';
import { type MoneyWords, readMoneyWords } from '../scenario/money.ts';
import { type Network, readNetwork } from '../scenario/network.ts';
import { ownFits, type Place, placeOf } from '../scenario/place.ts';
import type { ServeScenario } from '../scenario/serve-schema.ts';
import { namedFormat } from './named-format.ts';
import { limitsOf } from './service-level.ts';
import { DEFAULT_LENGTHS, defaultEngine, defaultKv, defaultWeights } from './serving-defaults.ts';
import { type CutPictures, cutPictures, type PromptPictures, picturesIn } from './serving-pictures.ts';
import { type ServingTraffic, servingTraffic } from './serving-traffic.ts';

/** What an operation on serving is given beside the scenario. */
export interface ServingContext {
  readonly catalogue: Catalogue;
  /** The trace that the scenario names, read by the face. */
  readonly trace?: () => TraceRead;
}

/** One accelerator that was named, with everything that follows from it alone. */
export interface ServingPlace extends Place {
  readonly profile: EngineProfile;
  /** Version as a person wrote it, for the engine's formula of memory. */
  readonly version?: string;
  /** Formats that were named, or the default one. */
  readonly weights: readonly NamedFormat[];
  readonly kv: readonly Deployment['kv'][];
  readonly money: MoneyWords;
  /** USD/h of one accelerator, with its range; null where no price is known. */
  readonly price: ReturnType<typeof billFacts>['price'] | null;
  readonly assumed: readonly Assumed[];
}

/** A scenario with every name looked up and what it says about traffic read; what was filled stands in `assumed`. */
export interface ServingSetting {
  readonly catalogue: Catalogue;
  readonly scenario: ServeScenario;
  readonly network: Network;
  /** In the order in which accelerators were named. */
  readonly places: readonly ServingPlace[];
  readonly traffic: ServingTraffic | null;
  /** What a mean request asks: the traffic's, or the stated lengths, or the usual ones of benchmarks. Tokens. */
  readonly load: Load;
  /** Pictures among the tokens of every prompt; null where prompts are of text alone. */
  readonly pictures: PromptPictures | null;
  readonly limits: readonly LatencyLimit[];
  readonly assumed: readonly Assumed[];
}

/**
 * Looks names up and fills gaps by cited rules: models, accelerators, engines, formats, traffic, promises, prices. What depends on how a
 * replica is cut is settled by `readyOption` (ready-option.ts). Throws InputError naming value, rule and what is nearest.
 */
export function settleServing({ catalogue, trace }: ServingContext, scenario: ServeScenario): ServingSetting {
  const { serve, traffic: words = {} } = scenario;
  const network = readNetwork(catalogue, serve.model, 'serve.model');
  const assumed: Assumed[] = [...network.assumed];
  const { maxPositions, name } = network.architecture;
  if (serve.context !== undefined && maxPositions > 0 && serve.context > maxPositions)
    throw refuse('serving-rule', 'serve.context', {
      value: 'context-model',
      values: { context: serve.context, longest: maxPositions, model: name },
    });
  const contextTokens = serve.context ?? (maxPositions > 0 ? maxPositions : null);
  const pictures = cutPictures(serve.pictures, network.architecture, assumed);
  const pictureTokens = pictures?.tokens ?? 0;
  const traffic = servingTraffic(words, trace, { contextTokens, pictureTokens });
  if (
    words.preset &&
    serve.context === undefined &&
    contextTokens !== null &&
    contextTokens < PRESETS[words.preset].context.value
  )
    assumed.push({ key: 'session', value: contextTokens, unit: 'token', source: "the config's longest context" });
  if (words.input_p95 === undefined && words.output_p95 === undefined && words.input && contextTokens !== null)
    refuseLonger(words.input + pictureTokens, words.output ?? 1, contextTokens, name, pictures);
  const limits = limitsOf(scenario, assumed);
  const places = [...new Set(scenario.on.accelerator)].map((accelerator) =>
    placed(catalogue, scenario, network, accelerator),
  );
  const asked = traffic?.load ?? statedLoad(words, maxPositions, pictureTokens, assumed);
  const load = keepsPrefixes(serve, places) ? asked : withoutCache(asked, assumed);
  if (pictures && !traffic && contextTokens !== null)
    refuseLonger(load.input, load.output, contextTokens, name, pictures);
  return {
    catalogue,
    scenario,
    network,
    places,
    traffic,
    load,
    pictures: pictures && picturesIn(pictures, load),
    limits,
    assumed,
  };
}

/** Whether beginnings of prompts stay in the cache, as was said or as the engine does. */
const keepsPrefixes = ({ prefix_cache }: ServeScenario['serve'], places: readonly ServingPlace[]): boolean =>
  prefix_cache ? prefix_cache !== 'off' : places.some(({ profile }) => profile.settings.prefixCache !== 'off');

/** Prompts that are computed whole, however many begin alike. */
function withoutCache({ shared: _, ...load }: Load, assumed: Assumed[]): Load {
  if (load.cached > 0) assumed.push({ key: 'cached', value: 0, unit: 'share', source: 'no prefix cache' });
  return { ...load, cached: 0 };
}

/** Requests all of one length that the model does not take: every one would be refused. */
function refuseLonger(
  input: number,
  output: number,
  context: number,
  model: string,
  pictures: CutPictures | null,
): void {
  if (input + output <= context) return;
  const each = pictures ? pictures.tokens / pictures.pictures : 0;
  const room = context - output - input + (pictures?.tokens ?? 0);
  if (pictures && room >= each)
    throw refuse('serving-rule', 'serve.pictures', {
      value: 'pictures-context',
      values: { pictures: pictures.pictures, tokens: pictures.tokens, context, model, most: Math.floor(room / each) },
    });
  throw refuse('serving-rule', 'traffic.input', {
    value: 'request-context',
    values: { input, output, context, model },
  });
}

function placed(
  catalogue: Catalogue,
  scenario: ServeScenario,
  { architecture }: Network,
  accelerator: string,
): ServingPlace {
  const { serve, on } = scenario;
  const assumed: Assumed[] = [];
  const place = placeOf(catalogue, on, accelerator, assumed);
  assumed.push(...ownFits(catalogue, place.chip));
  const { chip } = place;
  const named = (serve.weights ?? []).map((typed) => namedFormat(typed, 'serve.weights'));
  // A file of llama.cpp is run by llama.cpp.
  const gguf = named.length > 0 && named.every(isGguf);
  const { profile, version } = engineOf(scenario, gguf ? 'llamacpp' : undefined, chip, assumed);
  const weights = named.length > 0 ? named.map((format) => asRun(format, profile)) : [filledWeights()];
  const kv = serve.kv ?? [filledKv()];
  const money = readMoneyWords(catalogue, scenario, chip.id, SERVING_ASSERTABLE);
  return {
    ...place,
    profile,
    ...(version !== undefined && { version }),
    weights,
    kv,
    money,
    price: priceOf(catalogue, money),
    assumed,
  };

  function filledWeights(): NamedFormat {
    const { format, ...line } = defaultWeights(architecture, chip, profile);
    assumed.push(line);
    return format;
  }

  function filledKv(): Deployment['kv'] {
    const line = defaultKv(chip);
    assumed.push(line);
    return line.value;
  }
}

const isGguf = ({ id }: NamedFormat): boolean => id.startsWith('gguf-');

/** Files of llama.cpp belong to llama.cpp, and it reads no others; "bf16" there is its 16-bit file. */
function asRun(format: NamedFormat, profile: EngineProfile): NamedFormat {
  const local = profile.family === 'llamacpp';
  if (local && (format.id === 'bf16' || format.id === 'fp16')) return formatFor('gguf-f16');
  if (isGguf(format) === local) return format;
  throw refuse('serving-rule', 'serve.weights', {
    value: 'engine-format',
    values: { format: format.title, engine: profile.name },
    nearest: local ? ['q4_k_m', 'q8_0'] : ['bf16', 'fp8', 'int4'],
  });
}

function engineOf(
  { serve }: ServeScenario,
  implied: string | undefined,
  chip: Place['chip'],
  assumed: Assumed[],
): { profile: EngineProfile; version?: string } {
  const filled = serve.engine === undefined ? defaultEngine(chip) : null;
  const engine = serve.engine ?? implied ?? filled!.value;
  // "vllm,sglang" names two: the first alone would be half an answer.
  const several = engine.split(/[,;，、|]/).filter((name) => name.trim() !== '');
  if (several.length > 1)
    throw refuse('two-ways', 'serve.engine', { value: several.join(', '), nearest: [several[0]!.trim()] });
  try {
    const { profile, assumed: lines } = findProfile(engine, serve.version);
    if (filled) assumed.push({ ...filled, value: profile.name });
    else for (const line of lines) assumed.push({ key: 'engine', value: profile.name, source: line.split(':')[0]! });
    // An id of a profile ("vllm-0.15") says where a range of versions begins, not which version it is.
    const version = serve.version ?? (profile.id === engine ? undefined : /\d+(?:\.\d+)+/.exec(engine)?.[0]);
    return { profile, ...(version !== undefined && { version }) };
  } catch (error) {
    if (!(error instanceof UnknownEngine)) throw error;
    throw refuse('unknown-name', 'serve.engine', { value: engine, values: { kind: 'engine' }, nearest: error.nearest });
  }
}

function priceOf(catalogue: Catalogue, { wish }: MoneyWords): ServingPlace['price'] {
  try {
    return billFacts(catalogue, wish).price;
  } catch (error) {
    if (!(error instanceof MissingFact) || error.what !== 'price') throw error;
    return null;
  }
}

/** Lengths without a rate: what one request asks, its pictures on top of its text. */
function statedLoad(
  { input, output, cached = 0 }: NonNullable<ServeScenario['traffic']>,
  longest: number,
  pictures: number,
  assumed: Assumed[],
): Load {
  const [defaultInput, defaultOutput] = DEFAULT_LENGTHS;
  const fitting = longest > 0 ? Math.max(1, Math.floor(longest / 2)) : Number.POSITIVE_INFINITY;
  const filled = (stated: number | undefined, line: (typeof DEFAULT_LENGTHS)[number]): number => {
    if (stated !== undefined) return stated;
    const value = Math.min(line.value, fitting);
    assumed.push({ ...line, value });
    return value;
  };
  const prompt = filled(input, defaultInput) + pictures;
  return { input: prompt, output: filled(output, defaultOutput), cached: cached * prompt };
}
