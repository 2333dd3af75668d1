import type { ServeOutcome } from '../../report/index.ts';
import type { BatchBind, BudgetPartName, StepPart, TimeBind } from '../../serving/index.ts';
import { type Near, nearest, requestRate } from './words.ts';

/** Sentences about serving: rules of engines, what was assumed. Figures come printed by units/. */
export const serving = {
  outcomes: {
    fits: 'Fits.',
    'does-not-fit': 'Does not fit.',
    overloaded: 'Overloaded.',
    missed: 'Fits, but the promise cannot be kept.',
  } satisfies Record<ServeOutcome, string>,
  verdict: (v: { tpot: string; ttft: string; line?: string; rate: string; cost?: string }) =>
    [
      `TPOT ${v.tpot}, TTFT ${v.ttft}${v.line ? ` after ${v.line} in line` : ''}, ${v.rate}`,
      v.cost && `${v.cost} a million output tokens`,
    ]
      .filter(Boolean)
      .join(', '),
  overloaded: (v: { asked: string; most: string }) =>
    `${requestRate(v.asked)} ${v.asked === '1' ? 'comes' : 'come'}, at most ${v.most} are carried: the figures are those of running flat out`,
  longer: (v: { longest: string; context: string }) =>
    `requests of up to ${v.longest} tokens come; those longer than ${v.context} would be refused, and the figures count them`,
  deployment: (v: { degrees: string; weights: string; kv: string; engine: string }) =>
    `${v.degrees}, weights ${v.weights}, cache ${v.kv}, ${v.engine}`,
  question: (v: { model: string; parameters: string; machine: string }) => `${v.model} (${v.parameters}), ${v.machine}`,
  withPictures: (v: { tokens: string; text: string; count: string; each: string }) =>
    `${v.tokens} (${v.text} text + ${v.count} × ${v.each} ${v.count === '1' ? 'picture' : 'pictures'})`,
  tower: (v: { time: string; flop: string; bytes: string }) =>
    `the vision tower takes ${v.time} and ${v.flop} of each prompt, and ${v.bytes} of memory`,
  andTower: (v: { text: string; tower: string }) => `${v.text} and a vision tower of ${v.tower}`,
  withMemory: (memory: string) => ` with ${memory}`,
  comes: {
    rate: (v: { mean: string; peak?: string }) =>
      `${requestRate(v.mean)}${v.peak ? ` (${v.peak} at the busiest)` : ''}`,
    clients: (clients: string) =>
      clients === '1' ? 'one client that waits for its answer' : `${clients} clients that wait for their answers`,
    full: 'flat out: as many requests as it can run',
  },
  load: (v: { comes: string; input: string; output: string; cached?: string }) =>
    `${v.comes}, prompts of ${v.input}${v.cached ? ` (${v.cached} of them cached)` : ''} and answers of ${v.output} tokens`,
  step: (v: { time: string; running: string }) =>
    `Iteration ${v.time}, ${v.running} ${v.running === '1' ? 'request' : 'requests'} in it on each replica`,
  stepParts: {
    encoder: 'vision tower',
    products: 'matrix products',
    attention: 'attention',
    experts: 'experts',
    'all-reduce': 'all-reduce',
    exchange: 'all-to-all',
    small: 'small kernels',
    head: 'head and sampler',
    adapters: 'adapters',
    pipeline: 'pipeline sends',
    host: 'host',
  } satisfies Record<StepPart, string>,
  memory: (v: { total: string }) => `Memory of one accelerator: ${v.total} to the driver`,
  memoryParts: {
    weights: 'weights',
    activation: 'activations',
    graphs: 'CUDA graphs',
    'non-torch': 'driver and NCCL',
    fraction: 'left free',
    other: 'other programs',
    kv: 'KV cache',
  } satisfies Record<BudgetPartName | 'kv', string>,
  cache: (v: { tokens: string; blocks: string; block: string; pasted: boolean }) =>
    `cache of a replica ${v.tokens} = ${v.blocks} blocks of ${v.block}${v.pasted ? ', the number you gave' : ''}`,
  headings: { latency: 'Latency', rates: 'Rates', money: 'Money', power: 'Power', promise: 'Promise' },
  ttft: (v: { loaded: string; alone: string }) => `TTFT ${v.loaded} with nobody in line, ${v.alone} when idle`,
  line: (v: { count: string; time: string }) => `${v.count} requests in line, ${v.time} each`,
  tpot: (v: { value: string; used: string; other: string; inclusive: string }) =>
    `TPOT ${v.value} = ${v.used}; as ${v.other} ${v.inclusive}`,
  e2e: (time: string) => `end to end ${time}`,
  perUser: (rate: string) => `${rate} a user`,
  perAccelerator: (rate: string) => `${rate} an accelerator`,
  output: (rate: string) => `${rate} of answers`,
  total: (rate: string) => `${rate} with prompts`,
  most: (rate: string) => `at most ${requestRate(rate)}`,
  largestBatch: (batch: string) => `largest batch ${batch}`,
  perHour: (cost: string) => `${cost} an hour`,
  perMillion: (v: { input?: string; cached?: string; output: string }) =>
    `a million tokens ${[v.input && `${v.input} input`, v.cached && `${v.cached} cached`, `${v.output} output`].filter(Boolean).join(', ')}`,
  allPerOutput: (cost: string) => `${cost} if answers pay for all`,
  split: (v: { input: string; output: string }) =>
    `split by time: prompts add ${v.input} to iterations, answers take ${v.output}`,
  noPrice: 'no rental price is known, so no cost; give one with --rent "2 USD/h"',
  watts: (watts: string) => `${watts} of accelerators`,
  joules: (v: { chip: string; site: string }) => `${v.chip} of output, ${v.site} at the meter`,
  carbon: (mass: string) => `${mass} a million output tokens`,
  noPower: 'no power is published for it, so no energy and no carbon',
  binds: (v: { what: string; share: string }) => `${v.what} (${v.share} of the iteration)`,
  bindsTime: {
    compute: 'the rate of matrix products',
    weights: 'memory bandwidth: reading weights',
    cache: 'memory bandwidth: reading the KV cache',
    link: 'links between accelerators',
    host: 'the host',
    launch: 'small kernels and gaps between them',
  } satisfies Record<TimeBind, string>,
  bindsBatch: {
    kv: (v: { running: string; most: string }) => `the batch is full: the KV cache holds ${v.most} such requests`,
    slots: (v: { running: string; most: string }) => `the batch is full: max_batch ${v.most}`,
    tokens: (v: { running: string; most: string }) => `the batch is full: max_batched_tokens ${v.most}`,
    load: (v: { running: string; most: string }) => `the batch has room: ${v.running} of ${v.most} requests run`,
  } satisfies Record<BatchBind, (v: { running: string; most: string }) => string>,
  promise: (v: { what: string; limit: string; mean: string; possible: boolean }) =>
    v.possible
      ? `${v.what} ${v.limit}: the mean is ${v.mean}; percentiles: ridgepoint simulate serve`
      : `${v.what} ${v.limit} cannot be kept: the mean is ${v.mean} already`,
  compared: {
    cheapest: (v: { machine: string; cost: string; tpot: string; unpriced: string }) =>
      `Cheapest${v.unpriced && ' of those whose price is known'}: ${v.machine}, ${v.cost} a million output tokens at ${v.tpot} a token.`,
    fastest: (v: { machine: string; tpot: string; cost?: string }) =>
      `Fastest: ${v.machine}, ${v.tpot} a token${v.cost ? ` for ${v.cost} a million` : ''}.`,
    both: (v: { machine: string; cost: string; tpot: string; unpriced: string }) =>
      `${v.unpriced ? 'Cheapest of those whose price is known, and fastest' : 'Cheapest and fastest'}: ${v.machine}, ${v.cost} a million output tokens at ${v.tpot} a token.`,
    cheapestAt: (v: { machine?: string; from: string; to: string; unpriced: string }) =>
      `Cheapest ${v.unpriced && 'of those whose price is known '}${v.from === v.to ? `at ${v.from}` : `from ${v.from} to ${v.to}`} tokens of context: ${v.machine ?? 'nothing'}.`,
    fastestAt: (v: { machine?: string; from: string; to: string }) =>
      `Fastest ${v.from === v.to ? `at ${v.from}` : `from ${v.from} to ${v.to}`} tokens of context: ${v.machine ?? 'nothing'}.`,
    grows: (v: { machine: string; from: string; to: string; ttft: string; tpot: string; cost?: string }) =>
      `From ${v.from} to ${v.to} tokens of context ${v.machine} takes ${v.ttft} times as long to the first token and ${v.tpot} times as long for each later one${v.cost ? `, and a million output tokens cost ${v.cost} times as much` : ''}.`,
    notPriced: (v: { unpriced: string }) =>
      `No rental price of ${v.unpriced} is known; give yours: asked alone with --rent "2 USD/h", beside others in a file of prices with --overlay.`,
    none: (v: { deployments: string }) => `None of ${v.deployments} deployments can do it.`,
    front: (v: { able: string; deployments: string; front: string; mark: string }) =>
      `${v.able} of ${v.deployments} deployments can do it; ${v.front} of them (${v.mark}) are beaten by no other in TPOT, TTFT, cost, energy and accelerators together`,
    works: (v: { ways: string }) => `works: ${v.ways}`,
    orWorks: '; or ',
    nearestCount: (v: { machine: string; degrees: string; cost?: string }) =>
      `${v.machine} (${v.degrees})${v.cost ? `, ${v.cost} a million` : ''}`,
    nearestRelaxed: (v: { promises: string; machine: string; degrees: string }) =>
      `neither more accelerators nor another format keeps the promise (plan serve tries other cuts too); nearest: ${v.promises} on ${v.machine} (${v.degrees})`,
    nearestWeights: (v: { weights: string; cost?: string }) =>
      `as many in ${v.weights}${v.cost ? `, ${v.cost} a million` : ''}`,
    noNearest: 'neither more accelerators nor another format helps',
    nearestOfAll: (v: { machine: string; cost?: string }) =>
      `Nearest that works: ${v.machine}${v.cost ? `, ${v.cost} a million output tokens` : ''}.`,
    batch: (batch: string) => `batch ${batch}`,
    assertFails: 'an assert does not hold',
    untested: 'percentiles not tested',
    simulated:
      'The table shows means; promises were held against the percentiles of a simulation under the whole traffic.',
    columns: { context: 'context', ttft: 'TTFT', tpot: 'TPOT (90 %)', cost: 'a million' },
    tooMany: (v: { value: string; max: string }) =>
      `the lists make ${v.value} deployments, at most ${v.max} are compared; nearest: fewer values`,
  },
  fit: {
    best: (v: { machine?: string; format: string; engine: string; context: string; decode: string }) =>
      `Best: ${v.format}${v.machine ? ` on ${v.machine}` : ''} under ${v.engine}, ${v.decode} of one answer, contexts up to ${v.context}.`,
    bestModel: (v: { model: string; format: string; decode: string }) =>
      `The largest that answers as fast as people read: ${v.model} as ${v.format}, ${v.decode}.`,
    none: (v: { needed: string; capacity: string }) =>
      `Even the narrowest weights take ${v.needed} of ${v.capacity} an accelerator, and one request has no room.`,
    noModel: 'No model of the catalogue runs on it.',
    quality: {
      'as-published': 'Nothing is lost: the checkpoint is published so.',
      perplexity: (rise: string) =>
        `Quality: perplexity rises by ${rise} on Llama 3 8B (llama.cpp); larger models lose less.`,
      fp8: 'Quality: FP8 was found lossless on Llama 3.1, 8B to 405B (arXiv:2411.02355).',
      int8: 'Quality: INT8 lost 1-3 % of accuracy on Llama 3.1 (arXiv:2411.02355).',
      int4: 'Quality: INT4 weights rival INT8 on Llama 3.1, larger models lose less (arXiv:2411.02355).',
      fp4: 'Quality: FP4 lost about 1 % or less on DeepSeek-R1 (NVIDIA); smaller models lose more.',
    },
    rule: 'Best = what holds the context and loses hardly anything, then what loses little; among these the fastest.',
    question: (v: { input: string; output: string; context: string; batch?: boolean }) =>
      `tok/s of one request alone, ${v.input} tokens in and ${v.output} out${v.batch === false ? '' : `; batch = requests of ${v.context} tokens that fit at once`}`,
    columns: {
      model: 'model',
      weights: 'weights',
      size: 'GiB',
      context: 'context',
      batch: 'batch',
      decode: 'answer tok/s',
      prefill: 'prompt',
      loses: 'loses',
    },
    loses: { 'as-published': '–', fp8: 'nothing', int8: '1-3 %', int4: 'little', fp4: 'about 1 %' },
    slow: 'below 5 tok/s: slower than reading',
    leftOut: (v: { more: string; tooLarge: string; older: string }) =>
      `${v.more} smaller models run too, ${v.tooLarge} are too large for that context without losing much, ${v.older} older ones were not looked at`,
    noFit: 'does not fit',
  },
  /** Rules that only serving has, keyed by `rule`; those of parallelism that training shares are in rules.ts. */
  rules: {
    'context-model': (v: { context: number; longest: number; model: string }) =>
      `context ${v.context} is longer than the ${v.longest} tokens that ${v.model} was made for; nearest: ${v.longest}`,
    'pictures-model': (v: { model: string }) =>
      `${v.model} reads no pictures, or its config.json says too little of how (vision_config); nearest: gemma-3-27b or llama-4-scout, or no --pictures`,
    'pictures-input': (v: { pictures: number; tokens: number; input: number; most: number }) =>
      `${v.pictures === 1 ? 'the picture alone is' : `the ${v.pictures} pictures alone are`} ${v.tokens} tokens of a prompt, and a prompt of the trace, which counts its pictures, has ${v.input}; nearest: ${v.most === 0 ? 'no --pictures' : `--pictures ${v.most}`}`,
    'pictures-context': (v: { pictures: number; tokens: number; context: number; model: string; most: number }) =>
      `${v.pictures} pictures are ${v.tokens} tokens, more than ${v.model} takes beside the text and the answer (${v.context} in all); nearest: --pictures ${v.most}`,
    'request-context': (v: { input: number; output: number; context: number; model: string }) =>
      `a prompt of ${v.input} and an answer of ${v.output} tokens are longer than the ${v.context} tokens that ${v.model} takes; nearest: a prompt of ${Math.max(1, v.context - v.output)}`,
    'serving-product': (v: { tp: number; pp: number; dp: number; replicas: number; product: number; count: number }) =>
      `TP ${v.tp} × PP ${v.pp} × DP ${v.dp} × ${v.replicas} replicas make ${v.product}, there are ${v.count} accelerators; nearest: ${nearestCount(v)}`,
    'serving-ep': (v: { ep: number; ranks: number; tp: number; dp: number }) =>
      `expert parallel ${v.ep} does not divide the ${v.ranks} ranks of TP ${v.tp} × DP ${v.dp}; nearest: ${v.ranks}`,
    'serving-memory': (v: { needed: string | number; capacity: string | number; tokens: number }) =>
      `weights, buffers and one request of ${v.tokens} tokens need ${v.needed} of ${v.capacity} an accelerator`,
    'serving-fraction': (v: { fraction: number; batch: number; ranks: number }) =>
      `SGLang's own mem_fraction_static comes out at ${v.fraction}: it keeps back 3 MiB for each of ${v.batch} requests on ${v.ranks} data-parallel ranks; nearest: --memory-fraction 0.85, or --max-batch ${Math.max(1, Math.floor(4096 / v.ranks))}`,
    'context-of-traffic': () =>
      'lengths come from the traffic that was named, so contexts cannot be put in their place; nearest: --input and --output in place of it',
    'context-below-answer': (v: { context: number; output: number; pictures?: number }) =>
      `context ${v.context} leaves no room for a prompt beside an answer of ${v.output} tokens${v.pictures ? ` and ${v.pictures} of pictures` : ''}; nearest: ${2 * v.output + (v.pictures ?? 0)}, or a shorter --output`,
    'plan-looks-for': (v: { what: string; value?: number }) =>
      `${v.what}${v.value === undefined ? '' : ` ${v.value}`} is what plan serve looks for, so it cannot be given; nearest: --max-gpus for the most accelerators there may be, or simulate serve for a deployment as it is given`,
    'steady-roles': () =>
      'roles of prefill and decode have no steady state of one replica; nearest: ridgepoint simulate serve',
    'engine-format': (v: { format: string; engine: string; nearest?: Near }) =>
      `${v.engine} does not read ${v.format}${nearest(v.nearest)}`,
  },
  errors: {
    unknownEngine: (v: { name: string; nearest?: Near }) =>
      `engine "${v.name}" is not known${nearest(v.nearest)}; for example vllm, sglang, trtllm, llama.cpp`,
    unknownFormat: (v: { name: string; nearest?: Near }) =>
      `weight format "${v.name}" is not known${nearest(v.nearest)}; for example bf16, fp8, int4, nvfp4, q4_k_m`,
    percentile: (v: { what: string; value: string; nearest: readonly string[] }) =>
      `${v.what} "${v.value}" is no percentile, which lies above p0 and below p100${nearest(v.nearest)}`,
    latency: (v: { what: string; value: string }) =>
      `${v.what} "${v.value}" is no latency; nearest: "1 s", "50 ms" or "p95 200 ms"`,
    oneWanted: (v: { what: string; value: string; nearest: readonly string[] }) =>
      `${v.what} lists ${v.value}, one is wanted here; nearest: ${v.nearest[0]}, or ridgepoint plan serve`,
  },
};

/** The whole number of replicas that the accelerators carry, or as many accelerators as are asked for. */
export const nearestCount = (v: { tp: number; pp: number; dp: number; count: number; product: number }): string => {
  const replicas = Math.floor(v.count / (v.tp * v.pp * v.dp));
  return replicas < 1 ? String(v.product) : `${replicas} × ${v.tp * v.pp * v.dp}`;
};
