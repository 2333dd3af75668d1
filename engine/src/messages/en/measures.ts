import { type Near, nearest } from './words.ts';

/** Names of what can be measured and turned, and refusals about them. Each kind of scenario adds its own. */
export const measures = {
  kinds: { train: 'training run', serve: 'serving', chip: 'chip project' },
  /** Read in "cheaper at …", "X against Y": a noun without an article. */
  names: {
    cost: 'cost of the run',
    time: 'time',
    step_time: 'step time',
    gpu_hours: 'GPU-hours',
    energy: 'energy',
    carbon: 'carbon',
    mfu: 'MFU',
    goodput: 'goodput',
    tokens_per_second: 'tokens/s of one accelerator',
    memory: 'memory of one accelerator',
    ttft: 'TTFT',
    tpot: 'TPOT',
    e2e: 'end-to-end latency',
    throughput: 'output tokens/s',
    total_throughput: 'tokens/s in and out',
    tokens_per_second_per_user: 'tokens/s of one user',
    tokens_per_second_per_gpu: 'tokens/s of one accelerator',
    requests_per_second: 'requests/s',
    kv_tokens: 'tokens in the KV cache',
    largest_batch: 'largest batch',
    accelerators: 'accelerators',
    watts: 'power',
    energy_per_token: 'energy per token',
    carbon_per_million: 'carbon per million tokens',
    cost_per_hour: 'cost per hour',
    cost_per_million: 'cost per million output tokens',
    cost_per_million_input: 'cost per million input tokens',
    cost_per_million_output: 'cost of generating a million tokens',
    project_cost: 'cost of the project',
    cost_per_unit: 'cost of one unit',
  } as Readonly<Record<string, string>>,
  inputs: {
    'economics.price': 'rent',
    'economics.pue': 'PUE',
    'economics.intensity': 'carbon intensity of the grid',
    'train.tokens': 'tokens trained',
    'train.sequence': 'sequence length',
    'train.batch': 'batch size',
    'on.count': 'number of accelerators',
    'on.network': 'network of one accelerator',
    'reliability.hours_per_interruption': 'GPU-hours between interruptions',
    'reliability.restart': 'restart time',
    'reliability.checkpoint': 'checkpoint time',
    'traffic.input': 'prompt length',
    'traffic.output': 'answer length',
    'traffic.cached': 'share of the prompt in the cache',
    'traffic.rate': 'requests/s',
    'traffic.users': 'users',
    'traffic.concurrency': 'requests under way',
    'serve.max_batch': 'largest batch',
    'serve.speculation.acceptance': 'guesses accepted',
    'chip.units': 'units made',
    'chip.nre': 'design, masks and tools',
    'chip.unit': 'price of a unit',
    'chip.respins': 're-spins',
    'chip.respin_share': 'cost of a re-spin',
    'chip.late': 'loss by delay',
    'chip.memory_price': 'price of HBM',
    error: 'error of the prediction',
  } as Readonly<Record<string, string>>,
  errors: {
    unknownKind: (v: { what: string; found: string; nearest?: Near }) =>
      `${v.what || 'the scenario'} holds ${v.found || 'nothing'}, which is no kind of scenario${nearest(v.nearest)}`,
    unknownInput: (v: { name: string; nearest?: Near; all: string }) =>
      `neither scenario has an input "${v.name}"${nearest(v.nearest)}; all: ${v.all}`,
    inputOfOne: (v: { name: string; has: string; lacks: string; nearest?: Near }) =>
      `only ${v.has} has the input "${v.name}", ${v.lacks} has none${nearest(v.nearest)}`,
    unknownMeasure: (v: { name: string; nearest?: Near; all: string }) =>
      `no answer has a measure "${v.name}"${nearest(v.nearest)}; all: ${v.all}`,
    measureOfOne: (v: { name: string; has: string; lacks: string; all: string }) =>
      `only ${v.has} answers with "${v.name}", ${v.lacks} does not; both have: ${v.all}`,
    nothingShared: (v: { a: string; b: string }) =>
      `${v.a} and ${v.b} have no measure in common; nearest: two scenarios of one kind`,
    emptyRange: (v: { from: string; to: string; nearest?: Near }) =>
      `from ${v.from} to ${v.to} there is nothing to look along${nearest(v.nearest)}`,
  },
};
