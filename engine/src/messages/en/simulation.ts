import type { LatencyName, Resource, ServingOutcome } from '../../report/index.ts';
import type { Refusal, StepPart } from '../../serving/index.ts';

/** What a simulation of serving says. Every figure comes printed by units/. */
export const simulation = {
  outcomes: {
    answered: 'All are answered.',
    kept: 'The promise is kept.',
    missed: 'The promise is missed.',
    overloaded: 'Overloaded: more requests come than can be answered.',
    stopped: 'Cut short; this is what was answered so far.',
  } satisfies Record<ServingOutcome, string>,
  overload: (v: { waiting: string; arrived: string; time: string }) =>
    `After ${v.time} ${v.waiting} of ${v.arrived} requests were waiting, and the line was growing.`,
  mayOverload: 'With the slowest steps of the range it is overloaded.',
  promise: (v: { what: string; value: string; limit: string; kept: boolean }) =>
    `${v.what} ${v.value}, ${v.kept ? 'within' : 'above'} ${v.limit}`,
  unsure: 'the range lies on both sides of the limit',
  traffic: (v: { requests: string; time: string; rate: string; input: string; output: string }) =>
    `${v.requests} requests in ${v.time} (${v.rate}/s), prompts of ${v.input} and answers of ${v.output} on average`,
  replicas: (v: { replicas: string; accelerators: string; chip: string; role?: string }) =>
    `${v.role ? `${v.role}: ` : ''}${v.replicas} × ${v.accelerators} ${v.chip}`,
  roles: { both: '', prefill: 'prefill', decode: 'decode' },
  formats: (v: { weights: string; kv: string }) => `weights ${v.weights}, cache ${v.kv}`,
  router: (name: string) => `router ${name}`,
  latency: 'Latency',
  range: '90 % of p99',
  latencies: {
    ttft: 'TTFT',
    tpot: 'TPOT',
    itl: 'ITL',
    e2e: 'end to end',
    queue: 'in line',
  } satisfies Record<LatencyName, string>,
  definition: (v: { used: string; other: string; mean: string; p99: string }) =>
    `TPOT is ${v.used}; as ${v.other} it is ${v.mean} on average and ${v.p99} at p99`,
  distribution: (what: string) => `${what} by share of requests`,
  overTime: (step: string) => `Over time, ${step} a column`,
  rows: { waiting: 'waiting', running: 'running', cache: 'cache' },
  use: 'In use',
  resources: {
    busy: 'steps run',
    compute: 'products',
    bandwidth: 'memory bandwidth',
    link: 'links',
    host: 'host',
    kv: 'cache',
    slots: 'batch slots',
    tokens: 'tokens of a step',
  } satisfies Record<Resource, string>,
  binds: (what: string) => `${what} binds`,
  bindsNothing: 'nothing binds: it idles most of the time',
  bindsWhat: {
    busy: 'time',
    compute: 'the rate of products',
    bandwidth: 'memory bandwidth',
    link: 'links between accelerators',
    host: 'the host',
    kv: 'the KV cache',
    slots: 'the largest batch',
    tokens: 'the tokens of a step',
  } satisfies Record<Resource, string>,
  step: 'A mean step',
  parts: {
    products: 'products',
    attention: 'attention',
    experts: 'experts',
    'all-reduce': 'all-reduce',
    exchange: 'all-to-all',
    small: 'small kernels',
    head: 'head and sampling',
    pipeline: 'pipeline',
    host: 'host',
  } satisfies Record<StepPart, string>,
  rates: (v: { output: string; accelerator: string; user?: string; input: string }) =>
    `answers ${v.output} (${v.accelerator} an accelerator${v.user ? `, ${v.user} a user` : ''}), prompts ${v.input}`,
  goodput: (v: { share: string; rate: string }) => `goodput ${v.rate}/s: ${v.share} keep every limit one by one`,
  cacheHits: (share: string) => `${share} of prompt tokens found in the cache`,
  preemptions: (count: string) => `${count} preemptions`,
  refused: (v: { count: string; why: string }) => `${v.count} refused: ${v.why}`,
  refusals: {
    'too-long': 'longer than the context',
    'exceeds-cache': 'larger than the cache',
    'exceeds-batch-tokens': 'prompt larger than a step, and chunks are off',
    'queue-full': 'the line was full',
    'never-fits': 'no room ever',
  } satisfies Record<Refusal, string>,
  power: (v: { watts: string; output: string; token: string }) =>
    `${v.watts}, ${v.output} of output, ${v.token} of any token`,
  noPower: 'no power is published for it',
  perHour: (cost: string) => `${cost} an hour`,
  perMillion: (v: { input?: string; cached?: string; output?: string }) =>
    `a million tokens: ${[v.input && `${v.input} prompts`, v.cached && `${v.cached} cached`, v.output && `${v.output} answers`].filter(Boolean).join(', ')}`,
  allPerOutput: (cost: string) => `${cost} if answers pay for all`,
  noPrice: 'no rental price is known, so no cost; give one with --price "2 USD/h"',
  uses: (v: { task: string; month: string; hour?: string }) =>
    `${v.task} a task, ${v.month} a user and month${v.hour ? `, ${v.hour} an hour of work` : ''}`,
  assumed: 'Assumed',
  requestsWritten: (v: { path: string; rows: string }) => `written: ${v.path}, ${v.rows} requests`,
  traceWritten: (v: { path: string; events: string; cut: boolean }) =>
    `written: ${v.path}, ${v.events} events${v.cut ? '; only the beginning, for viewers open no more' : ''}`,
  progress: (v: { share: string; left: string }) => `${v.share} simulated${v.left ? `, ${v.left} left` : ''}`,
  failureForm: (v: { what: string; value: string }) =>
    `${v.what} "${v.value}" does not say which replica is lost when and for how long; nearest: 0@60s+5min`,
  readOn: (v: { plan: string }) => `which deployment is best: ${v.plan}`,
};
