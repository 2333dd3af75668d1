import type { Chip, KernelFit } from '../../facts/index.ts';
import { layersOfKind } from '../../model/index.ts';
import type { ServingProblem } from '../deployment.ts';
import { type EngineProfile, profileFor } from '../profile/index.ts';
import { formatIn, formatOn } from '../quantisation/index.ts';
import { attentionTables, SEVERAL } from './attention-tables.ts';
import { busiestOf } from './busiest.ts';
import { draftTable, type Speculation } from './draft-table.ts';
import { encoderSeconds } from './encoder.ts';
import { headTable, ROWS } from './head-table.ts';
import { hostOf, kernelsOf, slownessBeside } from './host.ts';
import { type Grade, type KernelShelf, type KernelSource, weakest } from './kernel-choice.ts';
import { linksOf } from './links.ts';
import { localStep } from './local-step.ts';
import { PlaneRow, readLine, readPlane } from './octave-axis.ts';
import { productsOf } from './products.ts';
import { rankLayer } from './rank-layer.ts';
import { heldFor, runAgain } from './run-again.ts';
import { sparseHostSeconds } from './sparse-attention.ts';
import type { QuietSteps, StepSums, StepTimer } from './step.ts';
import type { TableMemo } from './table-memo.ts';
import { isWhole, TOKENS, tokenTables } from './token-table.ts';

/** Parts that the seconds of an iteration are made of; they add up to it. */
export const STEP_PARTS = [
  'encoder',
  'products',
  'attention',
  'experts',
  'all-reduce',
  'exchange',
  'small',
  'adapters',
  'head',
  'pipeline',
  'host',
] as const;
export type StepPart = (typeof STEP_PARTS)[number];
export type StepParts = Readonly<Record<StepPart, number>>;

export interface StepOptions {
  /** In place of the profile that the problem's engine names: a user's or a calibration's own overheads. */
  readonly profile?: EngineProfile;
  /** Decode iterations replay graphs; false = the host launches every kernel. The engine's default. */
  readonly graphs?: boolean;
  /** Exponent of the power law of experts' loads: 0 = even, 1.01 as measured for DeepSeek-V3 (aiconfigurator). */
  readonly routerSkew?: number;
  /** Tokens guessed ahead and verified in one iteration, and by what they are guessed. */
  readonly speculation?: Speculation;
  /** Requests that are beams of one answer and share its prompt; absent = 1. */
  readonly beams?: number;
  /** Tokens that a rank of attention data parallelism takes in one iteration at most, as its engine's budget says; absent = any. */
  readonly rankTokens?: number;
  /** Tables of kernels that the caller keeps for further problems. */
  readonly memo?: TableMemo;
}

/** A timer with its reasons. */
export interface CompiledStep extends StepTimer {
  /** Seconds of one iteration by part, in the order of {@link STEP_PARTS}. */
  explain(step: Readonly<StepSums>): StepParts;
  readonly profile: EngineProfile;
  /** Which fits price which kernels. */
  readonly sources: readonly KernelSource[];
  /** The weakest of them. */
  readonly grade: Grade;
  /** Before a request can be scheduled: seconds of each, and of each token of its prompt. Not in `seconds`. */
  readonly frontEnd: { readonly request: number; readonly inputToken: number };
}

const ROUTER_SKEW = 1.01;

/**
 * Prices an engine's iterations on one replica. All kernels are priced once, into tables over tokens, requests and contexts; an
 * iteration is a handful of look-ups.
 *
 * Pipeline stages: the running requests are dealt to as many micro-batches as there are stages (fewer requests make fewer); an iteration
 * is the time in which every micro-batch passes every stage once, all stages as long as the last one, which has the head.
 * Attention data parallelism: requests are dealt evenly, pieces of prompts as it happens, but none over a rank's budget; the others wait
 * at the experts for the rank that has most of them.
 */
export function compileStep(
  problem: ServingProblem,
  kernels: readonly KernelFit[],
  chips: readonly Chip[],
  options: StepOptions = {},
): CompiledStep {
  const profile = options.profile ?? profileFor(problem.engine);
  const { architecture, machine } = problem;
  const { chip } = machine;
  const local = localStep(problem, profile);
  if (local) return local;
  const weights = formatIn(architecture, formatOn(chip, problem.deployment.weights));
  const deployment = { ...problem.deployment, weights };
  const asked: ServingProblem = { ...problem, deployment };
  const sources: KernelSource[] = [];
  const shelf: KernelShelf = {
    fits: kernels,
    chip,
    chips,
    profile,
    sources,
    ...(options.memo && { memo: options.memo }),
    ...(options.beams && { beams: options.beams }),
  };
  const { tp, pp, dp } = deployment;
  const times = layersOfKind(architecture);
  const layers = architecture.blocks.map((block, i) => rankLayer(block, times[i]!, architecture.hidden, tp, weights));
  const products = productsOf(shelf, deployment.weights);
  // One accelerator alone sends nothing: what links are priced by is no reason of its step.
  const links = linksOf(tp * pp * dp > 1 ? shelf : { ...shelf, sources: [] }, machine);
  const tokens = tokenTables(asked, layers, shelf, products, links, options.routerSkew ?? ROUTER_SKEW);
  const ahead = options.speculation?.tokens ?? 0;
  const attention = attentionTables(asked, layers, shelf, products, 1 + ahead);
  const head = headTable(asked, shelf, products, links);
  const encoding = problem.pictures ? encoderSeconds(problem.pictures, deployment, shelf, products, links) : 0;
  const draft = draftTable(asked, layers, shelf, products, links, head, options.speculation);
  const graphTokens = options.graphs === false ? 0 : profile.graphTokens;
  const launches = kernelsOf(layers, tp, deployment.weights.quantisesActivations) * profile.overheads.launch;
  const choosing = profile.family === 'vllm' ? sparseHostSeconds(layers) : 0;
  const { skew, prompts: prompting } = profile.overheads;
  const { rankTokens = Number.POSITIVE_INFINITY } = options;
  const host = hostOf(profile, { ranks: dp, slowness: slownessBeside(chip) });
  const sendBytes = architecture.hidden * 2;
  // One look-up serves every part that depends on the tokens of a rank.
  const wide = tokens.experts.map((v, i) => v + tokens.exchange[i]!);
  const withProducts = (products: Float64Array): Float64Array => {
    const together = products.map((v, i) => v + tokens.small[i]! + tokens.reduce[i]!);
    return dp === 1 ? together.map((v, i) => v + wide[i]!) : together;
  };
  const everywhere = withProducts(tokens.products);
  const everywhereBetween = withProducts(tokens.productsBetween);
  const scratch = new Float64Array(12);
  const TOTAL = 0;
  const RANK = 1;
  const DECODES = 2;
  const HELD = 3;
  const NEW = 4;
  const PAIRS = 5;
  const PIECES = 6;
  // What of the newest step a step with other contexts shares: see `again`.
  const DEVICE = 7;
  const HEAD = 8;
  const SENDS = 9;
  const SHARES = 10;
  const BATCHES = 11;

  const row = new PlaneRow(attention.decode);

  const heldOf = ({ decodes, decodeContext, longestContext }: Readonly<StepSums>): number =>
    heldFor(decodes, decodeContext, longestContext, skew);

  /** Amounts of one micro-batch on the busiest attention rank. */
  function share(step: Readonly<StepSums>): number {
    const { decodes, chunks, chunkTokens } = step;
    const batches = pp === 1 ? 1 : Math.max(1, Math.min(pp, decodes + chunks));
    const n = decodes / batches;
    const fresh = chunkTokens / batches;
    const pieces = chunks / batches;
    const spread =
      dp === 1 || chunks === 0 ? 1 : Math.min(dp, Math.max(pieces / busiestOf(pieces, dp), fresh / rankTokens));
    scratch[TOTAL] = n * (1 + ahead) + fresh;
    scratch[RANK] = dp === 1 ? scratch[TOTAL]! : (n * (1 + ahead)) / dp + fresh / spread;
    if (profile.padsRanks) scratch[TOTAL] = dp * scratch[RANK]!;
    scratch[DECODES] = n / dp;
    scratch[HELD] = heldOf(step) / (batches * dp);
    scratch[NEW] = fresh / spread;
    scratch[PAIRS] = step.chunkPairs / (batches * spread);
    scratch[PIECES] = Math.max(1, chunks / (batches * spread));
    return batches;
  }

  /** Pieces alike stand for any mix with the same tokens and scores. */
  const prompts = (): number => {
    const fresh = scratch[NEW]!;
    const pieces = scratch[PIECES]!;
    const each = fresh / pieces;
    const prior = Math.max(0, scratch[PAIRS]! / fresh - (each + 1) / 2) + 1;
    const one = readPlane(attention.onePiece, each, prior);
    if (pieces === 1) return one;
    return one + ((pieces - 1) / (SEVERAL - 1)) * (readPlane(attention.severalPieces, each, prior) - one);
  };

  const attend = (): number => {
    let sum = 0;
    const n = scratch[DECODES]!;
    if (n > 0) {
      // A last token of a prompt whose others are cached is one query, as an answer's.
      const plane = scratch[NEW]! > scratch[PIECES]! ? attention.beside : attention.decode;
      sum += readPlane(plane, n, scratch[HELD]! / n) + attention.statePerRequest * n;
    }
    if (scratch[NEW]! > 0) sum += prompts() + attention.statePerToken * scratch[NEW]!;
    return sum;
  };

  const headOf = (step: Readonly<StepSums>, batches: number): number => {
    const rows = (step.logits + ahead * step.decodes) / (batches * dp);
    const own = rows > 0 ? readLine(ROWS, head, rows) : 0;
    return draft && step.decodes > 0 ? own + readLine(ROWS, draft, step.decodes / (batches * dp)) : own;
  };

  const sends = (): number => (pp === 1 ? 0 : pp * links.send(tp * dp, scratch[RANK]! * sendBytes));

  /** Every micro-batch meets the tower once, on the first stage. */
  const encode = (batches: number): number => batches * scratch[NEW]! * encoding;

  /** What prompts take beyond the same products of answers. */
  const promptsMore = (): number =>
    prompting === 1 || scratch[NEW] === 0 ? 0 : (prompting - 1) * readLine(TOKENS, tokens.products, scratch[NEW]!);

  function seconds(step: Readonly<StepSums>): number {
    const batches = share(step);
    const rank = scratch[RANK]!;
    let device = readLine(TOKENS, isWhole(rank) ? everywhere : everywhereBetween, rank);
    if (dp > 1) device += readLine(TOKENS, wide, scratch[TOTAL]!);
    device += promptsMore() + encode(batches);
    const attended = attend();
    scratch[DEVICE] = device;
    scratch[HEAD] = batches * headOf(step, batches);
    scratch[SENDS] = sends();
    scratch[SHARES] = batches * dp;
    scratch[BATCHES] = batches;
    if (step.decodes > 0) row.set(scratch[DECODES]!);
    return whole(step, attended);
  }

  function again(step: Readonly<StepSums>): number {
    const n = scratch[DECODES]!;
    const shares = scratch[SHARES]!;
    const held = heldOf(step);
    return whole(step, row.at((shares === 1 ? held : held / shares) / n) + attention.statePerRequest * n);
  }

  /** Graphs of SGLang and TensorRT-LLM are captured for numbers of requests, however many tokens each verifies. */
  const inGraph = profile.family === 'vllm' ? 1 + ahead : 1;
  const eagerPrompts = profile.eagerPrompts === true;

  const launched = (chunks: number): number =>
    chunks > 0
      ? (eagerPrompts || scratch[RANK]! > graphTokens ? launches : 0) + choosing
      : scratch[DECODES]! * inGraph > graphTokens
        ? launches
        : 0;

  function whole(step: Readonly<StepSums>, attended: number): number {
    const device = scratch[DEVICE]! + (attended + scratch[HEAD]! + scratch[SENDS]!);
    return host.seconds(step, device, scratch[BATCHES]!, launched(step.chunks));
  }

  const unchanged = {
    row,
    skew,
    shares: 1,
    each: 1,
    state: 0,
    device: 0,
    head: 0,
    sends: 0,
    launches: 0,
    requests: 0,
    fixed: profile.overheads.step,
    floor: profile.overheads.floor,
    batches: 1,
    looksAhead: false,
  };

  function manyAgain(step: StepSums, quiet: QuietSteps): void {
    unchanged.shares = scratch[SHARES]!;
    unchanged.each = scratch[DECODES]!;
    unchanged.state = attention.statePerRequest * scratch[DECODES]!;
    unchanged.device = scratch[DEVICE]!;
    unchanged.head = scratch[HEAD]!;
    unchanged.sends = scratch[SENDS]!;
    unchanged.launches = host.slowness * launched(step.chunks);
    unchanged.requests = host.requests(step);
    unchanged.batches = scratch[BATCHES]!;
    unchanged.looksAhead = host.looksAhead(scratch[BATCHES]!);
    runAgain(step, quiet, unchanged);
  }

  function explain(step: Readonly<StepSums>): StepParts {
    const batches = share(step);
    const rank = scratch[RANK]!;
    const all = scratch[TOTAL]!;
    const parts = {
      encoder: encode(batches),
      products: readLine(TOKENS, isWhole(rank) ? tokens.products : tokens.productsBetween, rank) + promptsMore(),
      attention: attend(),
      experts: readLine(TOKENS, tokens.experts, all),
      'all-reduce': readLine(TOKENS, tokens.reduce, rank),
      exchange: readLine(TOKENS, tokens.exchange, all),
      small: readLine(TOKENS, tokens.small, rank),
      adapters: 0,
      head: batches * headOf(step, batches),
      pipeline: sends(),
      host: 0,
    };
    parts.host = seconds(step) - Object.values(parts).reduce((sum, part) => sum + part, 0);
    return parts;
  }

  return {
    seconds,
    again,
    runs: { of: again, again: manyAgain },
    rises: true,
    explain,
    profile,
    sources,
    grade: weakest(sources.filter(({ kernel }) => !kernel.startsWith('dispatch'))),
    frontEnd: { request: profile.overheads.request, inputToken: profile.overheads.inputToken },
  };
}
