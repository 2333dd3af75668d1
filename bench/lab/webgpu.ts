// Steps of training on a GPU: the lab by WebGPU (Dawn) and PyTorch on the same one, eager and compiled.
//   node cli/bin/run.mjs bench/lab/webgpu.ts [steps] [--half] [--small] [--json]
// --half takes products with factors of 16 bits, and scales the loss.
// PYTHON names a Python with PyTorch 2, PYTHON=none does without. --small takes sizes that a GPU played by a processor can do (SwiftShader:
// LD_LIBRARY_PATH=/usr/lib/chromium VK_DRIVER_FILES=/usr/lib/chromium/vk_swiftshader_icd.json). A batch that the device's buffers cannot hold is halved, for PyTorch too.
import { spawnSync } from 'node:child_process';
import { type Spread, spreadOf } from '../../lab/src/bench/spread.ts';
import { openDawn } from '../../lab/src/gpu/dawn.ts';
import { ableOf, hasHalves } from '../../lab/src/gpu/device.ts';
import { gpuModelOf } from '../../lab/src/gpu/gpu-model.ts';
import { beginAt } from '../../lab/src/model/begin.ts';
import { flopsOf, type Work } from '../../lab/src/probe/shapes.ts';

const words = process.argv.slice(2);
const steps = Number(words.find((word) => /^\d+$/.test(word)) ?? 30);
const BURN_IN = 5;

const work = (
  layers: number,
  heads: number,
  width: number,
  block: number,
  batch: number,
  vocabulary: number,
): Work => ({
  shape: { layers, heads, width, block, vocabulary, bias: false },
  batch,
});
/** nanoGPT's settings for a GPU: Shakespeare by characters, and GPT-2 124M. */
const WORKS = words.includes('--small')
  ? [work(1, 2, 32, 32, 2, 65)]
  : [work(6, 6, 384, 256, 64, 65), work(12, 12, 768, 1024, 12, 50_304)];

async function ours(of: Work): Promise<{ readonly of: Work; readonly milliseconds: readonly number[] }> {
  const open = await openDawn();
  console.error(open.name);
  const halves = words.includes('--half');
  if (halves && !hasHalves(open.device)) throw new Error('no shader-f16');
  let model: Awaited<ReturnType<typeof gpuModelOf>>;
  try {
    model = await gpuModelOf(open.device, of.shape, of.batch, ableOf(open.device, halves ? 'native' : 'none'));
  } catch (error) {
    if (!(error instanceof RangeError) || of.batch === 1) throw error;
    return ours({ ...of, batch: of.batch >> 1 });
  }
  const weights = new Float32Array(model.layout.bytes / 4);
  beginAt(weights, model.layout.parameters, 1);
  model.write('weights', weights);
  const count = of.batch * of.shape.block;
  const tokens = new Int32Array(count).map((_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 8) % of.shape.vocabulary);
  const milliseconds: number[] = [];
  for (let i = 1; i <= BURN_IN + steps; i++) {
    const began = performance.now();
    model.clearGradient();
    await model.loss(tokens, tokens, { parts: 1, drop: 0, seed: 0 });
    await model.updateWithin(1, { step: i, rate: 1e-3, beta1: 0.9, beta2: 0.99, decay: 0.1 });
    await open.device.queue.onSubmittedWorkDone();
    if (i > BURN_IN) milliseconds.push(performance.now() - began);
  }
  model.close();
  return { of, milliseconds };
}

function torch({ shape, batch }: Work): Readonly<Record<string, readonly number[]>> {
  const python = process.env.PYTHON ?? 'python3';
  if (python === 'none') return {};
  const { layers, heads, width, block, vocabulary } = shape;
  const env = { ...process.env, GPT_SHAPE: [layers, heads, width, block, batch, vocabulary].join() };
  const { status, stdout, stderr } = spawnSync(python, ['bench/lab/torch_gpu.py', String(steps)], {
    encoding: 'utf8',
    env,
  });
  if (stderr) console.error(stderr);
  if (status !== 0) throw new Error(`${python} ended with ${status}`);
  return JSON.parse(stdout).milliseconds;
}

const tables: { readonly of: Work; readonly rows: readonly (readonly [name: string, spread: Spread])[] }[] = [];
for (const each of WORKS) {
  const { of, milliseconds } = await ours(each);
  const all = { [`the lab, WebGPU ${words.includes('--half') ? 'fp16' : 'fp32'}`]: milliseconds, ...torch(of) };
  tables.push({ of, rows: Object.entries(all).map(([name, times]) => [name, spreadOf(times)] as const) });
}
if (words.includes('--json')) console.log(JSON.stringify(tables));
else
  for (const { of, rows } of tables) {
    const { layers, heads, width, block } = of.shape;
    const eager = rows.find(([name]) => name === 'fp16 eager')?.[1].median;
    console.log(`${layers} layers, ${heads} heads, ${width} wide, ${of.batch} x ${block} tokens; ${steps} steps, ms`);
    for (const [name, { least, median, p90 }] of rows) {
      const speed = `${Math.round((of.batch * block) / (median / 1000))} tokens/s, ${(flopsOf(of) / median / 1e9).toFixed(2)} TFLOP/s`;
      const beside = eager ? `, ${(eager / median).toFixed(2)} x eager fp16` : '';
      console.log(
        `  ${name.padEnd(22)} ${[least, median, p90].map((t) => t.toFixed(2)).join(' / ')}   ${speed}${beside}`,
      );
    }
  }
process.exit(0);
