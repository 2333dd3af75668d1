// Loss of every step by the lab and by PyTorch, which begin at the same weights and read the same batches in the same order:
// node cli/bin/run.mjs bench/lab/same-order.ts FOLDER [seed] [steps]. FOLDER is a dataset as `ridgepoint lab prepare shakespeare_char` makes
// it. Prints how far apart the two are, and means of 100 steps; all losses as JSON with --json.
// Needs Debian's python3-torch as /usr/bin/python3 (or PYTHON).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beginAt } from '../../lab/src/model/begin.ts';
import { modelOf } from '../../lab/src/model/model.ts';
import { parametersOf } from '../../lab/src/model/shape.ts';
import { settingsOf } from '../../lab/src/settings.ts';
import { openDataset } from '../../lab/src/tokens/dataset.ts';
import { type Batch, batchOf } from '../../lab/src/train/batches.ts';
import { type Event, trainOn } from '../../lab/src/train/train-on.ts';

const JUDGED_BATCHES = 200;
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [folder, seed = '1', steps = '2000'] = words;
if (!folder) throw new Error('which dataset? node cli/bin/run.mjs bench/lab/same-order.ts FOLDER [seed] [steps]');
const python = process.env.PYTHON ?? '/usr/bin/python3';
const settings = settingsOf('cpu', {
  dataset: folder,
  seed,
  max_iters: steps,
  lr_decay_iters: steps,
  eval_interval: steps,
  eval_iters: String(JUDGED_BATCHES),
});
const { n_layer: layers, n_head: heads, n_embd: width, block_size: block, batch_size: batch, bias } = settings;
const data = openDataset(folder, block);
const shape = { layers, heads, width, block, vocabulary: data.vocabulary, bias };

const place = mkdtempSync(join(tmpdir(), 'ridgepoint-order-'));
try {
  const model = await modelOf(shape, batch, pathToFileURL(`${process.cwd()}/lab/dist/`), { threads: 1 });
  beginAt(model.weights, model.layout.parameters, settings.seed);
  write();
  const ours = await learned();
  model.close();
  const theirs = torch();
  if (process.argv.includes('--json')) console.log(JSON.stringify({ seed, ours, theirs }));
  else tell(ours, theirs);

  async function learned(): Promise<{ readonly losses: number[]; readonly val: number }> {
    const events: Event[] = [];
    const listener = { tell: (event: Event) => events.push(event), save: () => {}, place: '' };
    const begun = { from: 0, best: Number.POSITIVE_INFINITY };
    await trainOn(model, { name: folder!, train: data.train, val: data.val }, begun, settings, listener);
    const losses = events.flatMap((event) => (event.kind === 'step' ? [event.loss] : []));
    return { losses, val: events.findLast((event) => event.kind === 'judged')!.val };
  }

  function write(): void {
    const parameters = parametersOf(shape).map(({ name, at, dims }) => [name, at, dims]);
    writeFileSync(join(place, 'begin.json'), JSON.stringify({ steps: Number(steps), parameters }));
    writeFileSync(join(place, 'begin.bin'), model.weights);
    const sizes = { batch, block };
    const learn = Array.from({ length: Number(steps) }, (_, number) =>
      batchOf(data.train, sizes, { seed: settings.seed, use: 'learn', number }),
    );
    const judge = Array.from({ length: JUDGED_BATCHES }, (_, i) =>
      batchOf(data.val, sizes, { seed: settings.seed, use: 'val', number: Number(steps) * JUDGED_BATCHES + i }),
    );
    writeFileSync(join(place, 'order.bin'), Buffer.concat([...learn, ...judge].map(windows)));
  }
} finally {
  rmSync(place, { recursive: true });
}

/** Each sequence with the token behind it, in 16 bits. */
function windows({ tokens, targets }: Batch): Buffer {
  const all = new Uint16Array(batch * (block + 1));
  for (let b = 0; b < batch; b++) {
    all.set(tokens.subarray(b * block, (b + 1) * block), b * (block + 1));
    all[(b + 1) * (block + 1) - 1] = targets[(b + 1) * block - 1]!;
  }
  return Buffer.from(all.buffer);
}

function torch(): { readonly losses: number[]; readonly val: number } {
  const env = {
    ...process.env,
    OMP_NUM_THREADS: '1',
    GPT_SHAPE: [layers, heads, width, block, batch, data.vocabulary].join(),
  };
  const how = { encoding: 'utf8', env, maxBuffer: 2 ** 26 } as const;
  const { status, stdout, stderr } = spawnSync(python, ['bench/lab/torch_gpt.py', 'follow', place], how);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

type Losses = ReturnType<typeof torch>;
function tell(ours: Losses, theirs: Losses): void {
  const apart = ours.losses.map((loss, i) => Math.abs(loss - theirs.losses[i]!));
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  console.log('steps          the lab   PyTorch   apart on average   at most');
  for (let from = 0; from < apart.length; from += 100) {
    const of = (values: readonly number[]): number[] => values.slice(from, from + 100);
    const cells = [mean(of(ours.losses)), mean(of(theirs.losses)), mean(of(apart)), Math.max(...of(apart))];
    console.log(`${`${from}-${from + 99}`.padEnd(12)}${cells.map((value) => value.toFixed(5).padStart(10)).join('')}`);
  }
  console.log(`validation loss ${ours.val.toFixed(4)} and ${theirs.val.toFixed(4)} over ${JUDGED_BATCHES} batches`);
}
