import { defineTerm } from '../../because/index.ts';

/** Tokens that one iteration gives a request: its own and the guesses before it that were accepted. */
export const tokensPerStep = defineTerm<[number, number]>(
  {
    term: 'steady.tokens-per-step',
    formula: '1 + a + a² + … + a^k',
    unit: 'token',
    symbols: {
      a: { unit: 'share', meaning: 'chance that a guess is accepted' },
      k: { unit: '1', meaning: 'guesses in one iteration' },
    },
    source: 'Leviathan et al. 2023 (arXiv:2211.17192), equation 1',
  },
  (a, k) => (a >= 1 ? k + 1 : (1 - a ** (k + 1)) / (1 - a)),
);

/** Mean iteration of a replica some of whose iterations run prompts. */
export const meanStep = defineTerm<[number, number, number, number]>(
  {
    term: 'steady.mean-step',
    formula: '((1 - f) · decode + f · mixed) · stretch',
    unit: 's',
    symbols: {
      f: { unit: 'share', meaning: 'iterations that run a prompt or a piece of one' },
      decode: { unit: 's', meaning: 'an iteration that gives each request a token' },
      mixed: { unit: 's', meaning: 'the same with a prompt beside it' },
      stretch: { unit: '1', meaning: 'more than 1 where prompts alone fill the iterations' },
    },
    source: 'each request brings its prompt once in the iterations that it stays',
  },
  (f, decode, mixed, stretch) => ((1 - f) * decode + f * mixed) * stretch,
);

/** Mean time between two tokens of one answer. */
export const timePerToken = defineTerm<[number, number]>(
  {
    term: 'steady.tpot',
    formula: 'step / tokens',
    unit: 's',
    symbols: {
      step: { unit: 's', meaning: 'mean iteration' },
      tokens: { unit: 'token', meaning: 'tokens of a request in one iteration' },
    },
    source: 'TPOT = (e2e - TTFT) / (output - 1)',
  },
  (step, tokens) => step / tokens,
);

/** From a request's arrival to its first token, nobody in line before it. */
export const timeToFirst = defineTerm<[number, number, number, number]>(
  {
    term: 'steady.ttft',
    formula: 'front + wait + pieces · iteration',
    unit: 's',
    symbols: {
      front: { unit: 's', meaning: "front end: tokeniser, HTTP, the engine's queue" },
      wait: { unit: 's', meaning: 'until the iteration under way ends' },
      pieces: { unit: '1', meaning: 'iterations that its prompt takes' },
      iteration: { unit: 's', meaning: 'an iteration with a piece of the prompt' },
    },
    source: 'definition; what stands in line is left to a simulation',
  },
  (front, wait, pieces, iteration) => front + wait + pieces * iteration,
);

/** Until the iteration under way ends, for someone who comes at any time. */
export const residual = defineTerm<[number, number, number, number]>(
  {
    term: 'steady.residual',
    formula: 'busy · ((1 - f) · decode² + f · mixed²) / (2 · ((1 - f) · decode + f · mixed))',
    unit: 's',
    symbols: {
      busy: { unit: 'share', meaning: 'time in which an iteration runs' },
      f: { unit: 'share', meaning: 'iterations that run a prompt' },
      decode: { unit: 's', meaning: 'iteration without a prompt' },
      mixed: { unit: 's', meaning: 'iteration with one' },
    },
    source: 'renewal theory: mean residual life E[S²] / 2E[S]',
  },
  (busy, f, decode, mixed) => (busy * ((1 - f) * decode ** 2 + f * mixed ** 2)) / (2 * ((1 - f) * decode + f * mixed)),
);

/** Output tokens a second of all replicas. */
export const outputRate = defineTerm<[number, number, number]>(
  {
    term: 'steady.output-rate',
    formula: 'replicas · running / tpot',
    unit: 'token/s',
    symbols: {
      replicas: { unit: '1', meaning: 'replicas' },
      running: { unit: '1', meaning: 'requests that run at once on each' },
      tpot: { unit: 's', meaning: 'mean time between two tokens' },
    },
    source: "Little's law",
  },
  (replicas, running, tpot) => (replicas * running) / tpot,
);
