// Steps of one model on one thread and on several, in turns in one process, by the clock: node cli/bin/run.mjs bench/lab/threads.ts
// [steps] [threads] [auto|off]. The least of each is what a machine does that nobody else wants.
import { loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';
import { spreadOf } from '../../lab/src/bench/spread.ts';
import { step } from '../../lab/src/bench/step.ts';
import { findBlas } from '../../lab/src/kernels/blas.ts';
import { beginAt } from '../../lab/src/model/begin.ts';
import { modelOf } from '../../lab/src/model/model.ts';
import { settingsOf } from '../../lab/src/settings.ts';

const [steps = '200', threads = '2', blas = 'off'] = process.argv.slice(2);
const kernels = pathToFileURL(`${process.cwd()}/lab/dist/`);
const settings = settingsOf('cpu', {});
const { n_layer: layers, n_head: heads, n_embd: width, block_size: block, batch_size: batch, bias } = settings;
const shape = { layers, heads, width, block, vocabulary: 65, bias };
const tokens = Int32Array.from({ length: batch * block }, (_, i) => (i * 7) % 65);
const counts = [1, Number(threads)];
const models = await Promise.all(
  counts.map((each) => modelOf(shape, batch, kernels, { threads: each, blas: findBlas(blas) })),
);
for (const model of models) beginAt(model.weights, model.layout.parameters, 1);
const took = models.map((): number[] => []);
const before = loadavg()[0]!;
const WARM = 5;
for (let i = 0; i < WARM + Number(steps); i++)
  for (const [m, model] of models.entries()) {
    const began = performance.now();
    step(model, tokens, settings, i + 1);
    if (i >= WARM) took[m]!.push(performance.now() - began);
  }
for (const model of models) model.close();
const spreads = took.map(spreadOf);
console.log(
  `load ${before.toFixed(1)} then ${loadavg()[0]!.toFixed(1)}; ms by the clock, ${steps} steps: least, median, p90`,
);
for (const [m, { least, median, p90 }] of spreads.entries())
  console.log(`${counts[m]} threads: ${[least, median, p90].map((value) => value.toFixed(1)).join(', ')}`);
const [one, many] = spreads as [(typeof spreads)[0], (typeof spreads)[0]];
console.log(
  `${(one.least / many.least).toFixed(2)} times by the least, ${(one.median / many.median).toFixed(2)} by the median`,
);
