// Tokens a second that are written: by the lab, which keeps what it has read, and by PyTorch as nanoGPT's sample.py does, which reads the
// whole context again for every token. In turns, on one thread, with new weights: node cli/bin/run.mjs bench/lab/sampling.ts [rounds]
// [how many of the models below].
// Needs Debian's python3-torch as /usr/bin/python3 (or PYTHON).
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';
import { spreadOf } from '../../lab/src/bench/spread.ts';
import { loadKernels } from '../../lab/src/kernels/load-kernels.ts';
import { beginAt } from '../../lab/src/model/begin.ts';
import { parametersOf, type Shape } from '../../lab/src/model/shape.ts';
import { readerOf } from '../../lab/src/sample/reader.ts';
import { writeOn } from '../../lab/src/sample/write-on.ts';

const [rounds, most] = [Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 3)];
const root = process.cwd();
const kernels = pathToFileURL(`${root}/lab/dist/`);
const python = process.env.PYTHON ?? '/usr/bin/python3';

/** Name, shape, and how many tokens of each are written: nanoGPT's sample.py writes 500. */
const MODELS: readonly (readonly [string, Shape, number])[] = [
  ['4 x 128, 64 tokens of context', { layers: 4, heads: 4, width: 128, block: 64, vocabulary: 65, bias: false }, 500],
  ['6 x 384, 256 tokens of context', { layers: 6, heads: 6, width: 384, block: 256, vocabulary: 65, bias: false }, 500],
  ['GPT-2 124M', { layers: 12, heads: 12, width: 768, block: 1024, vocabulary: 50_304, bias: false }, 500],
];

const busy = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds of work a token. */
async function ours(shape: Shape, count: number): Promise<number> {
  const reader = await readerOf(shape, (memory) => loadKernels(memory, kernels));
  beginAt(reader.weights, parametersOf(shape), 1337);
  const coder = { vocabulary: shape.vocabulary, encode: () => [0], decode: () => '' };
  const wish = { num_samples: 1, max_new_tokens: 20, temperature: 0.8, top_k: 200, seed: 1337 };
  for (const _ of writeOn(reader, shape.block, coder, [0], wish));
  const began = busy();
  for (const _ of writeOn(reader, shape.block, coder, [0], { ...wish, max_new_tokens: count }));
  return (busy() - began) / count;
}

function torch({ layers, heads, width, block, vocabulary }: Shape, count: number): number {
  const env = { ...process.env, OMP_NUM_THREADS: '1', GPT_SHAPE: [layers, heads, width, block, 1, vocabulary].join() };
  const how = { encoding: 'utf8', env, maxBuffer: 2 ** 26 } as const;
  const said = spawnSync(python, [`${root}/bench/lab/torch_gpt.py`, 'sample', String(count)], how);
  if (said.status !== 0) throw new Error(said.stderr);
  const each: number[] = JSON.parse(said.stdout).busy;
  return each.reduce((a, b) => a + b, 0) / count;
}

console.log(`load ${loadavg()[0]!.toFixed(1)}; tokens a second of a thread's work, ${rounds} rounds: best, median`);
for (const [name, shape, count] of MODELS.slice(0, most)) {
  const times: Record<'lab' | 'torch', number[]> = { lab: [], torch: [] };
  for (let round = 0; round < rounds; round++) {
    times.lab.push(await ours(shape, count));
    times.torch.push(torch(shape, count));
  }
  const [lab, other] = [spreadOf(times.lab), spreadOf(times.torch)];
  const print = ({ least, median }: typeof lab): string =>
    `${(1000 / least).toFixed(0)}, ${(1000 / median).toFixed(0)}`;
  const ratios = [other.least / lab.least, other.median / lab.median].map((ratio) => ratio.toFixed(1));
  console.log(`${name}: the lab ${print(lab)}; PyTorch without a cache ${print(other)}; ${ratios.join(', ')} times`);
}
console.log(`load ${loadavg()[0]!.toFixed(1)}`);
