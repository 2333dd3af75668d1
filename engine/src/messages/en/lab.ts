import { nearest } from './words.ts';

type Values = Readonly<Record<string, string | number>>;
const near = ({ nearest: value }: Values): string => (value === '' ? '' : nearest(value));
/** Whether it is a text that `lab prepare` knows by name. */
const known = ({ name }: Values): boolean => /^(shakespeare(_char)?|openwebtext)$/.test(String(name));

/** Nothing where no step was taken. */
const pace = (tokens: string): string => (tokens === '' ? '' : `, ${tokens} tokens/s`);
const threads = (count: string): string => (count === '1' ? '1 thread' : `${count} threads`);
const plural = (count: string, one: string): string => `${count} ${one}${count === '1' ? '' : 's'}`;
const by = (library?: string): string => (library ? ` with ${library}` : '');

/** Training a GPT on this machine. Settings keep nanoGPT's names. */
export const lab = {
  commands: {
    lab: 'train a small GPT for real, on this machine',
    prepare:
      'make a dataset of a text: shakespeare_char, shakespeare, or files of your own; or fetch weights: gpt2, gpt2-medium, gpt2-large',
    train: 'train as nanoGPT does, with its settings; by default its README’s run on a CPU',
    sample: 'let a trained model write',
    probe: 'measure what this machine can do, and write it as a chip to plan with',
    compare: 'predict a step from what was measured, then take it: predicted against measured',
    bench: 'measure how long a step of training takes, and where the time goes',
  },
  options: {
    input: 'the text, where it is not to be downloaded; may be .gz',
    outFolder: 'folder of the dataset; by default data/NAME',
    characters: 'a token a character, in place of GPT-2’s byte pairs',
    json: 'events as JSON, a line each',
    preset:
      'settings to begin from: cpu, or nanoGPT’s train_shakespeare_char, train_gpt2, finetune_shakespeare, eval_gpt2, eval_gpt2_medium, eval_gpt2_large, eval_gpt2_xl',
    out_dir: 'folder of the checkpoint',
    eval_interval: 'steps from one judging to the next',
    log_interval: 'steps from one line to the next',
    eval_iters: 'batches that a judging looks at',
    eval_only: 'judge once and end',
    always_save_checkpoint: 'save at every judging, and not only what is better',
    init_from: 'scratch, resume, gpt2 and its sizes, or a file of weights (model.safetensors, a checkpoint)',
    dataset: 'name under data/, or a folder',
    gradient_accumulation_steps: 'batches that make one step',
    batch_size: 'sequences of a batch',
    block_size: 'tokens of a sequence, and of context',
    n_layer: 'layers',
    n_head: 'attention heads',
    n_embd: 'width',
    dropout: 'share of activations that is dropped while learning',
    bias: 'biases in linear layers and norms',
    learning_rate: 'highest learning rate',
    max_iters: 'steps in all',
    weight_decay: 'weight decay of matrices',
    beta1: 'of AdamW',
    beta2: 'of AdamW',
    grad_clip: 'longest gradient; 0 for none',
    decay_lr: 'let the learning rate rise and fall',
    warmup_iters: 'steps in which it rises',
    lr_decay_iters: 'steps after which it falls no more',
    min_lr: 'least learning rate',
    device: 'cpu; or webgpu, to train on a GPU through the package webgpu',
    dtype:
      'what a GPU multiplies: float32, or float16 with the loss scaled; a processor takes float32, as nanoGPT does there',
    compile: 'nanoGPT’s; no effect here',
    backend: 'nanoGPT’s, of several machines; no effect here',
    wandb_log: 'nanoGPT’s; no effect here, see --json',
    wandb_project: 'nanoGPT’s; no effect here',
    wandb_run_name: 'nanoGPT’s; no effect here',
    seed: 'the same seed gives the same run',
    lora_rank: 'rank of adapters (LoRA) that learn in place of all weights; 0 for none',
    lora_alpha: 'strength of the adapters: alpha / rank times',
    lora_targets: 'linear layers with an adapter, with commas: attn.c_attn, attn.c_proj, mlp.c_fc, mlp.c_proj',
    threads: 'threads that share the work; 0 takes one a core; without BLAS the result is the same to the digit',
    blas: 'matrix products by OpenBLAS, MKL or Accelerate: auto where there is one, off, or a library’s path',
    steps: 'steps to measure',
    jsonResult: 'the result as JSON',
    outFile: 'write the chip, as an overlay of the catalogue',
    sweep: 'not one shape but a grid of them',
    rows: 'write what was measured as rows, for validate and calibrate --rows',
    start: 'what the text begins with, or FILE:path',
    num_samples: 'texts to write',
    max_new_tokens: 'tokens of each',
    temperature: 'below 1 bolder in what is likely; 0 takes the likeliest',
    top_k: 'choose among so many tokens',
  },
  prepared: (v: { folder: string; characters: string; vocabulary: string; train: string; val: string }) =>
    `${v.folder}: ${v.characters} characters, a vocabulary of ${v.vocabulary}; ${v.train} tokens to learn from, ${v.val} to judge by`,
  fetched: (v: { folder: string; size: string; name: string }) =>
    `${v.folder}: weights of ${v.name}, ${v.size}; begin from them: --init_from=${v.name}`,
  begin: (v: {
    parameters: string;
    layers: string;
    heads: string;
    width: string;
    block: string;
    tokens: string;
    threads: string;
    library?: string;
    device?: string;
    dataset: string;
  }) =>
    `${v.parameters} parameters (${plural(v.layers, 'layer')}, ${plural(v.heads, 'head')}, ${v.width} wide, ${v.block} tokens of context) learn ${v.dataset}, ${v.tokens} tokens a step, ${v.device ? `WebGPU on ${v.device}` : `${threads(v.threads)}${by(v.library)}`}`,
  goesOn: (v: { iteration: string }) => `goes on from step ${v.iteration}`,
  step: (v: { iteration: string; loss: string; time: string }) => `iter ${v.iteration}: loss ${v.loss}, time ${v.time}`,
  judged: (v: { iteration: string; train: string; val: string }) =>
    `step ${v.iteration}: train loss ${v.train}, val loss ${v.val}`,
  saved: (path: string) => `saved: ${path}`,
  progress: (v: { iteration: string; of: string; loss: string; left: string }) =>
    `step ${v.iteration} of ${v.of}, loss ${v.loss}, ${v.left} left`,
  end: (v: { best: string; time: string; tokens: string }) => `Best val loss ${v.best}. ${v.time}${pace(v.tokens)}.`,
  endUnjudged: (v: { time: string; tokens: string }) => `${v.time}${pace(v.tokens)}.`,
  stopped: (v: { iteration: string }) => `Stopped before step ${v.iteration}; what was learned is saved.`,
  goOn: (command: string) => `go on: ${command}`,
  nothingLeft: (v: { from: number; to: number }) =>
    `No step is left: ${v.from} are done and max_iters is ${v.to}; for as many again --max_iters=${2 * v.from}`,
  remarks: {
    noEffect: (v: { names: string; because: string }) => `no effect with ${v.because}: ${v.names}`,
    stillRising: (v: { highest: string; wanted: string; warmup: string }) =>
      `the learning rate is still rising at the end: it reaches ${v.highest} of ${v.wanted}, warmup_iters is ${v.warmup}`,
    manyBatches: (v: { batches: string; tokens: string }) =>
      `a step is ${v.batches} batches (gradient_accumulation_steps), ${v.tokens} tokens`,
    adaptsNothing: () =>
      'adapters (lora_rank) of weights that nobody has trained learn next to nothing; give what to adapt: --init_from=FILE',
    notHere: {
      device: (value: string) =>
        `device=${value} has no effect: this runs on the processor; a GPU trains with ridgepoint lab train --device=webgpu, or on the Lab page of ridgepoint web`,
      dtype: (value: string) =>
        `dtype=${value} has no effect: a processor learns in float32, in nanoGPT too, which casts nothing there and scales no loss`,
      compile: () => 'compile=True has no effect: the kernels are compiled already',
      backend: (value: string) => `backend=${value} has no effect: one process learns, on --threads of this machine`,
      wandb_log: () => 'wandb_log=True has no effect: nothing is sent anywhere; --json gives every loss',
    },
  },
  bench: {
    verdict: (v: { time: string; tokens: string; threads: string; library?: string; speed: string }) =>
      `${v.time} a step on ${threads(v.threads)}${by(v.library)}: ${v.tokens} tokens/s, ${v.speed}.`,
    spread: (v: { least: string; p90: string; busy: string; steps: string; before: string; after: string }) =>
      `${v.steps} steps: fastest ${v.least}, nine of ten under ${v.p90}; work of all threads ${v.busy} a step. Load of the machine ${v.before}, then ${v.after}.`,
    busyMachine: 'Others want this machine too: on a quiet one a step takes less.',
    kinds: {
      embedding: 'embeddings',
      norm: 'layer norm',
      product: 'matrix products',
      attention: 'attention',
      gelu: 'GELU',
      add: 'residual',
      dropout: 'dropout',
      bias: 'biases',
      loss: 'loss',
      clear: 'clearing',
      clip: 'gradient’s length',
      adamw: 'AdamW',
    },
  },
  probe: {
    verdict: (v: { best: string; bandwidth: string; threads: string; library?: string }) =>
      `Matrix products reach ${v.best}, memory moves ${v.bandwidth}, on ${threads(v.threads)}${by(v.library)}.`,
    spread: (v: { median: string; launch: string; before: string; after: string }) =>
      `The middle product reaches ${v.median}; from one operator to the next ${v.launch}. Load of the machine ${v.before}, then ${v.after}.`,
    levels: 'copied on every thread, bytes read and written a second',
    range: (v: { low: string; high: string }) => `${v.low}–${v.high}`,
    written: (v: { file: string; id: string }) => `written: ${v.file}; plan with it: --on ${v.id} --overlay ${v.file}`,
    using: (v: { done: string; left: string }) => `probing ${v.done}${v.left ? `, ${v.left} left` : ''}`,
    name: 'This machine',
    note: (v: { threads: string; library: string; load: string }) =>
      `measured by ridgepoint lab probe on ${threads(v.threads)}, ${v.library}, load ${v.load}`,
    own: 'the lab’s own kernels',
  },
  compare: {
    verdict: (v: { predicted: string; measured: string; off: string; range: string; within: string }) =>
      `Predicted ${v.predicted} a step (${v.range}), measured ${v.measured}: ${v.off}, ${v.within}.`,
    within: 'within the range',
    outside: 'outside the range',
    wall: (v: { wall: string; memory: string; tokens: string; predictedTokens: string }) =>
      `By the clock ${v.wall}, with what others took of the machine. Memory ${v.memory}, as predicted. ${v.tokens} tokens/s, predicted ${v.predictedTokens}.`,
    engine: (v: { predicted: string; range: string; off: string }) =>
      `Ridgepoint’s engine, from the probed chip alone: ${v.predicted} (${v.range}), ${v.off}.`,
    engineSweep: (v: { median: string; covered: string }) =>
      `Ridgepoint’s engine, from the probed chip alone: median error ${v.median}, ${v.covered} within its range.`,
    disturbed: (v: { times: string }) =>
      `Others never left the processor alone meanwhile: it worked ${v.times} times as slowly as it can.`,
    disturbedSome: (v: { shapes: string }) =>
      v.shapes === '1'
        ? 'One shape was never measured in a quiet moment, and does not count.'
        : `${v.shapes} shapes were never measured in a quiet moment, and do not count.`,
    columns: {
      operator: 'operator',
      predicted: 'predicted',
      measured: 'measured',
      off: 'off',
      engine: 'engine',
      shape: 'layers x width, batch x block',
    },
    sweep: (v: { shapes: string; median: string; covered: string }) =>
      `${v.shapes} shapes: median error ${v.median}, ${v.covered} within their range.`,
  },
  curve: { train: 'train', val: 'val' },
  problems: {
    'no-dataset': (v: Values) =>
      `no dataset ${v.name}: ${v.folder}/train.bin is not there; ${known(v) ? `make it: ridgepoint lab prepare ${v.name}` : `make it of a text: ridgepoint lab prepare FILE.txt --out ${v.folder}${near(v)}`}`,
    'dataset-short': (v: Values) =>
      `${v.part}.bin has ${v.tokens} tokens, block_size ${v.block} needs one more than it${near(v)}`,
    'dataset-words': (v: Values) =>
      `${v.part}.bin holds token ${v.highest}, the vocabulary ends before ${v.vocabulary}; prepare the dataset again`,
    heads: (v: Values) => `n_head ${v.heads} does not divide n_embd ${v.width}${near(v)}`,
    'not-a-setting': (v: Values) => `there is no setting ${v.name}${near(v)}`,
    'setting-value': (v: Values) =>
      v.least === undefined
        ? `${v.name} ${v.value} is not one of ${v.choices}${near(v)}`
        : `${v.name} ${v.value} is no ${v.whole ? 'whole ' : ''}number from ${v.least} to ${v.most}${near(v)}`,
    'no-checkpoint': (v: Values) => `no checkpoint ${v.path}; train one first: ridgepoint lab train`,
    'checkpoint-broken': (v: Values) => `${v.path} is no checkpoint that can be read: ${v.why}`,
    'checkpoint-cut': (v: Values) =>
      `${v.path} is cut short: ${v.bytes} of ${v.whole} bytes are there; nearest: a whole copy, or training anew`,
    'checkpoint-other': (v: Values) =>
      `${v.path} is no checkpoint of ridgepoint lab train (ckpt.safetensors); weights of GPT-2 begin with --init_from=FILE`,
    'checkpoint-words': (v: Values) =>
      `${v.path} knows ${v.known} tokens, dataset ${v.dataset} has ${v.given}; nearest: --dataset=${v.learned}, from which it has learned`,
    'checkpoint-shape': (v: Values) => `${v.path}: ${v.name} is ${v.given} and not ${v.wanted}`,
    'weights-missing': (v: Values) =>
      `init_from ${v.path} is no file; give GPT-2’s model.safetensors (huggingface.co/openai-community/gpt2) by its path, or scratch, or resume`,
    'weights-not-fetched': (v: Values) =>
      `the weights of ${v.path} are not here; fetch them: ridgepoint lab prepare ${v.path}; or give a model.safetensors by its path`,
    'download-weights': (v: Values) =>
      `${v.address} could not be fetched (${v.why}); fetch it elsewhere and give it by its path: --init_from=FILE`,
    openwebtext: () =>
      'openwebtext takes 54 GB, and nanoGPT’s data/openwebtext/prepare.py makes train.bin and val.bin of it; give their folder to lab train --dataset (17 GB are read into memory), or prepare a text of your own',
    download: (v: Values) => `${v.address} could not be fetched (${v.why}); give the text with --input FILE`,
    checksum: (v: Values) =>
      `what ${v.address} gave has SHA-256 ${v.got}… and not ${v.wanted}…; give the text with --input FILE`,
    'no-text': (v: Values) =>
      `${v.name} cannot be read: there is no such file${near(v)}; for example a text file, shakespeare_char or gpt2`,
    unreadable: (v: Values) => `${v.path} cannot be read`,
    'too-large': (v: Values) => `${v.path} has ${v.bytes}, ${v.most} is the most`,
    characters: (v: Values) => `${v.character} is no character of the dataset; begin with others`,
    'words-missing': (v: Values) => `${v.path} has no words`,
    'meta-broken': (v: Values) => `${v.path} is no list of characters: ${v.why}`,
    memory: (v: Values) =>
      `a batch of ${v.batch} x ${v.block} tokens does not fit in 4 GiB beside the model; nearest: batch_size ${v.nearest}`,
    'no-gpu': (v: Values) => `there is no GPU that WebGPU offers here; nearest: device ${v.nearest}`,
    'gpu-type': (v: Values) => `${v.device} multiplies no ${v.dtype} through WebGPU; nearest: dtype ${v.nearest}`,
    'webgpu-missing': () =>
      'the package webgpu is not installed, which finds a GPU; npm install webgpu (130 MB), or --device=cpu',
    'webgpu-broken': (v: Values) => `the package webgpu does not run here (${v.why}); nearest: device cpu`,
    'koffi-missing': (v: Values) => `koffi is not installed, which calls ${v.path}; npm install koffi, or --blas off`,
    'blas-missing': (v: Values) =>
      `${v.path} is no library with cblas_sgemm; --blas auto looks for one, off does without`,
    'loss-not-a-number': (v: Values) =>
      `the loss is no number at step ${v.iteration}; the last checkpoint is kept (${v.path}); try a smaller learning_rate`,
  } as Readonly<Record<string, (v: Values) => string>>,
};
