import { type Because, derive, input, sum } from '../../because/index.ts';
import {
  type Grade,
  type KernelSource,
  meanStep,
  outputRate,
  type RangeBasis,
  type SteadyFigures,
  type StepPart,
  type StepParts,
  servingRange,
  timePerToken,
  timeToFirst,
  tokensPerStep,
  weakest,
} from '../../serving/index.ts';
import type { ReadyServing } from './ready-option.ts';

/** Kernels that the seconds of a part come from. */
const KERNELS: Readonly<Record<StepPart, RegExp>> = {
  encoder: /^(gemm bf16|prefill|all)/,
  products: /^(gemm|all)/,
  attention: /decode|prefill|^all/,
  experts: /^(experts|all)/,
  'all-reduce': /collective|custom-all-reduce/,
  exchange: /dispatch|collective/,
  small: /^$/,
  adapters: /^$/,
  head: /^gemm bf16/,
  pipeline: /collective/,
  host: /^$/,
};

/** Why times are what they are: the children of the answer that are seconds or rates. */
export interface TimeReasons {
  readonly ttft: Because;
  readonly ttftAlone: Because;
  readonly tpot: Because;
  readonly step: Because;
  readonly throughput: Because;
}

/** The trees of a steady state: a mean iteration and its parts, TTFT, TPOT, the rate. */
export function timeReasons(
  ready: ReadyServing,
  steady: SteadyFigures,
  replicas: number,
  speculation: { readonly tokens: number; readonly acceptance: number } | undefined,
): TimeReasons {
  const { basis } = ready;
  const { state } = steady;
  const { prefillShare: f, decodeStep, mixedStep } = state;
  const stretch = state.step / ((1 - f) * decodeStep + f * mixedStep);
  const decode = stepReason('decode_step', ready, { ...ready.step.explain(state.decode) });
  const mixed = stepReason('mixed_step', ready, { ...ready.step.explain(state.mixed) });
  const step = derive('step', meanStep, [
    input('prefill_share', f, 'share'),
    decode,
    mixed,
    input('stretch', stretch, '1'),
  ]);
  const gained = speculation
    ? derive('tokens_per_step', tokensPerStep, [
        input('acceptance', speculation.acceptance, 'share'),
        input('guesses', speculation.tokens, '1'),
      ])
    : input('tokens_per_step', 1, 'token');
  const tpot = ranged('tpot', derive('tpot', timePerToken, [step, gained]), basis);
  const front = frontReason(ready, steady);
  const loaded = steady.running <= 1 ? steady.promptStepAlone : mixedStep;
  const ttft = derive('ttft', timeToFirst, [
    front,
    formula('wait', steady.wait, 's', 'half of the iteration under way, weighted by length'),
    input('pieces', steady.pieces, '1'),
    steady.running <= 1 ? formula('iteration', loaded, 's', 'the prompt alone') : { ...mixed, name: 'iteration' },
  ]);
  const alone = derive('ttft_alone', timeToFirst, [
    front,
    input('wait', 0, 's'),
    input('pieces', Math.round((steady.ttftAlone - steady.front) / steady.promptStepAlone), '1'),
    formula('iteration', steady.promptStepAlone, 's', 'the prompt alone'),
  ]);
  const throughput = derive('throughput', outputRate, [
    input('replicas', replicas, '1'),
    input('running', steady.running, '1'),
    tpot,
  ]);
  return {
    ttft: ranged('ttft', ttft, basis),
    ttftAlone: ranged('ttft', alone, basis),
    tpot,
    step,
    throughput: ranged('throughput', throughput, basis),
  };
}

/** An iteration as the sum of its parts, each with the fits that its kernels are priced by. */
function stepReason(name: string, { step }: ReadyServing, parts: StepParts): Because {
  const entries = (Object.entries(parts) as [StepPart, number][]).filter(([, seconds]) => seconds > 0);
  return sum(
    name,
    's',
    entries.map(([part, seconds]) => partReason(part, seconds, step.sources)),
  );
}

const sourcesOf = (part: StepPart, sources: readonly KernelSource[]): readonly KernelSource[] =>
  sources.filter(({ kernel }) => KERNELS[part].test(kernel));

/** The weakest grade of the kernels that a part is priced by; undefined where it is no kernel's. */
export function gradeOfPart(part: StepPart, sources: readonly KernelSource[]): Grade | undefined {
  const own = sourcesOf(part, sources);
  return own.length > 0 ? weakest(own) : undefined;
}

function partReason(part: StepPart, seconds: number, sources: readonly KernelSource[]): Because {
  const own = sourcesOf(part, sources);
  const from = [...new Set(own.flatMap((source) => source.from))];
  const grade = gradeOfPart(part, sources);
  return {
    name: part === 'experts' ? 'routed_experts' : part.replaceAll('-', '_'),
    value: seconds,
    unit: 's',
    kind: 'formula',
    formula: own.length > 0 ? own.map(({ kernel }) => kernel).join(' + ') : FORMULAS[part],
    source: from.length > 0 ? from.join(', ') : 'engine profile and datasheet',
    ...(grade !== undefined && { grade }),
  };
}

const FORMULAS: Readonly<Record<StepPart, string>> = {
  encoder: 'picture tokens · seconds of the vision tower',
  products: '2·m·n·k / rate',
  attention: 'cache bytes / bandwidth',
  experts: 'expert bytes / bandwidth',
  'all-reduce': 'latency + bytes / bandwidth',
  exchange: 'latency + bytes / bandwidth',
  small: 'layers · (gap + traffic of norms and activations)',
  adapters: 'kernels · gap + (adapters in the batch + activations) / bandwidth',
  head: 'logits · vocabulary',
  pipeline: 'stages · send',
  host: 'host time that the devices do not hide',
};

function frontReason({ step }: ReadyServing, { front }: SteadyFigures): Because {
  const { request, inputToken } = step.frontEnd;
  const tokens = inputToken > 0 ? (front - request) / inputToken : 0;
  const source = step.profile.sources.join(', ');
  return {
    ...formula('front', front, 's', 'request + tokens · token'),
    source,
    inputs: [
      { name: 'request', value: request, unit: 's', kind: 'assumption', source },
      { name: 'token', value: inputToken, unit: 's', kind: 'assumption', source },
      input('tokens', tokens, 'token'),
    ],
  };
}

const formula = (name: string, value: number, unit: string, text: string): Because => ({
  name,
  value,
  unit,
  kind: 'formula',
  formula: text,
  source: 'definition',
});

function ranged(quantity: 'ttft' | 'tpot' | 'throughput', node: Because, basis: RangeBasis): Because {
  const { low, high } = servingRange(quantity, node.value, basis);
  return { ...node, low, high, grade: basis.grade };
}
