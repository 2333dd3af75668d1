/** Operators of a network on the rooflines of chips. */
export const roofline = {
  tooMany: (v: { chips: string; max: string }) =>
    `${v.chips} chips make no picture that can be read, at most ${v.max} are shown; nearest: fewer names`,
  what: {
    decode: (v: { model: string; batch: string; context: string }) =>
      `Decoding ${v.model} at batch ${v.batch} over ${v.context} of context`,
    prefill: (v: { model: string; batch: string; context: string }) =>
      `Reading ${v.batch === '1' ? 'a prompt' : `${v.batch} prompts`} of ${v.context} into ${v.model}`,
    training: (v: { model: string; batch: string; context: string }) =>
      `Training ${v.model} on ${v.batch === '1' ? 'a sequence' : `${v.batch} sequences`} of ${v.context} a micro-batch`,
  },
  bound: {
    memory: (v: { what: string; chips: string }) => `${v.what} is bound by memory on ${v.chips}.`,
    compute: (v: { what: string; chips: string }) => `${v.what} is bound by compute on ${v.chips}.`,
    mixed: (v: { what: string; memory: string; compute: string }) =>
      `${v.what} is bound by memory on ${v.memory}, by compute on ${v.compute}.`,
  },
  named: (v: { chips: string }) => v.chips,
  everywhere: (v: { chips: string }) => `all ${v.chips} chips`,
  /** From where compute binds, chip by chip. */
  from: {
    decode: (v: { chips: string }) => `Its matrix products cross the ridge point at batch ${v.chips}.`,
    prefill: (v: { chips: string }) => `Matrix products cross the ridge point at prompts of ${v.chips}.`,
    training: (v: { chips: string }) => `Matrix products cross the ridge point at micro-batches of ${v.chips}.`,
  },
  on: (v: { at: string; chip: string }) => `${v.at} on ${v.chip}`,
  open: (v: { at: string; low: string }) => `${v.at} (${v.low} and more)`,
  whole: {
    decode: (v: { chips: string }) => `The whole step does at batch ${v.chips}.`,
    prefill: (v: { chips: string }) => `Everything together does at ${v.chips}.`,
    training: (v: { chips: string }) => `Everything together does at ${v.chips}.`,
  },
  never: (v: { context: string; chips: string }) =>
    `The whole step never does on ${v.chips}: at ${v.context} of context the cache that is read grows with the batch as fast as the work.`,
  neverAtAll: (v: { chips: string }) => `On ${v.chips} memory binds at any size that was looked at.`,
  holds: (v: { chips: string }) => `Beside the weights the memory holds at most ${v.chips} such requests.`,
  noRoom: (v: { chips: string }) =>
    `The weights alone are more than the memory of ${v.chips}: the picture is of one rank's work, not of a machine that runs.`,
  stands: (v: { chip: string; asked: string; used: string }) =>
    `${v.chip} does not multiply in ${v.asked}: it runs in ${v.used} and is drawn so.`,
  flipsTitle: 'Changes sides',
  flips: (v: { operator: string; compute: string; memory: string }) =>
    `${v.operator}: compute on ${v.compute}, memory on ${v.memory}`,
  noFlip: 'no operator: each is bound by the same on all chips',
  ridgesTitle:
    'Ridge points: FLOP for each byte at which memory stops binding; in brackets what products and streams reach; link: to other chips, host: to its host',
  chip: 'chip',
  format: 'format',
  peak: 'dense peak',
  levels: { memory: 'memory', link: 'link', host: 'host' },
  operatorsTitle: 'Operators, all layers together, on one accelerator',
  operator: 'operator',
  key: 'mark',
  boundBy: 'bound',
  sides: { memory: 'memory', compute: 'compute' },
  share: 'of peak',
  roofTime: 'at roof',
  predicted: 'predicted',
  crosses: 'from',
  gradeNote:
    'at roof: seconds by the datasheet; predicted: by kernels measured on this chip, with * on its relatives, – nobody measured; from: load at which compute binds',
  total: 'all',
  operators: {
    qkv: 'Q, K, V projection',
    q: 'Q projection',
    'q-down': 'Q down to latent',
    'q-up': 'Q up from latent',
    'kv-down': 'K, V down to latent',
    'kv-up': 'K, V up from latent',
    'qkv-down': 'Q, K, V down to latents',
    out: 'output projection',
    in: 'input projection',
    attention: 'attention',
    scan: 'recurrent state',
    'gate-up': 'MLP gate and up',
    up: 'MLP up',
    down: 'MLP down',
    router: 'router',
    experts: 'routed experts',
    'shared.gate-up': 'shared expert, gate and up',
    'shared.up': 'shared expert, up',
    'shared.down': 'shared expert, down',
    'latent-down': 'into experts’ width',
    'latent-up': 'out of experts’ width',
    head: 'output head',
    small: 'norms, activations, residuals',
  },
  kinds: {
    product: 'matrix product',
    experts: 'matrix product',
    head: 'matrix product',
    attention: 'attention',
    state: 'recurrent state',
    small: 'moves, multiplies nothing',
  },
  axisX: 'FLOP for each byte of memory moved',
  picture: (v: { chips: string }) => `◆ ridge points of ${v.chips}; letters: operators at their intensity`,
  sourcesTitle: 'Datasheets',
  source: (v: { chip: string; sources: string }) => `${v.chip}: ${v.sources}`,
  options: {
    on: 'chips by name, up to six: h100-sxm,mi300x; by default h100-sxm,b200-sxm,mi300x',
    model: 'bundled name, or path of a config.json; llama-3.1-8b by default',
    stage: 'decode (default), prefill or training',
    batch: 'requests of a decode step (32), prompts read together (1), sequences of a micro-batch (1)',
    context: 'tokens that a request holds or reads, or of a sequence; 4096 by default',
    weights: 'format of weights when serving (bf16, fp8, int4, nvfp4 ...), of products when training; bf16 by default',
    kv: 'elements of the cache; bf16 by default',
    tp: 'tensor-parallel ranks that share each operator; 1 by default',
  },
};
