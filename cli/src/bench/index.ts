import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Catalogue } from '@ridgepoint/engine/facts';
import { createPricer, planTraining, simulate } from '@ridgepoint/engine/training';
import { gpt3Problem, walkCalculonSpace } from './calculon-space.ts';
import { benchCrossover } from './crossover.ts';
import { against, alone, cpuSeconds, type Measure } from './measure.ts';
import { PEERS } from './peers.ts';
import { benchServing } from './serving.ts';

export type { Measure } from './measure.ts';

/** The speed of planning and of simulating: every line measured in this one run. Serving is priced by kernels, which a plan does not need. `launcher` is the command whose cold start is timed. */
export function bench(
  catalogue: Catalogue,
  withKernels: Catalogue,
  launcher = fileURLToPath(new URL('../bin/ridgepoint.mjs', import.meta.url)),
): Measure[] {
  const problem = gpt3Problem(catalogue);
  walkCalculonSpace(problem); // warm: the compiler's work is no part of the rate
  let walk = walkCalculonSpace(problem);
  const seconds = cpuSeconds(() => {
    walk = walkCalculonSpace(problem);
  });
  const unpruned = cpuSeconds(() => walkCalculonSpace(problem, false));
  const pricer = createPricer(problem);
  const strategy = walk.best!.strategy;
  const count = 200_000;
  const single = cpuSeconds(() => {
    for (let i = 0; i < count; i++) pricer.price(strategy);
  });
  const planned = cpuSeconds(() => planTraining(problem));
  return [
    against('search: strategies priced', walk.evaluated / seconds, 'strategies/CPU s', PEERS.calculonRate, true),
    against(
      'search without bounds: strategies priced',
      walk.evaluated / unpruned,
      'strategies/CPU s',
      PEERS.calculonRate,
      true,
    ),
    against(
      'search: points of the space, refused ones counted',
      walk.points / seconds,
      'points/CPU s',
      PEERS.calculonRate,
      true,
    ),
    against(
      `GPT-3 175B on 4,096 A100, Calculon's dimensions (${walk.points} points)`,
      seconds,
      's',
      PEERS.calculonSpace,
      false,
    ),
    against(
      'one strategy priced alone, again and again',
      count / single,
      'strategies/CPU s',
      PEERS.llmAnalysisRate,
      true,
    ),
    alone('plan of GPT-3 175B on 4,096 A100 (default space, with reasons)', planned, 's'),
    alone('event simulation of one step, 64 stages, 4,096 micro-batches', simulated(), 's'),
    ...benchCrossover(catalogue),
    ...benchServing(withKernels),
    ...cold(launcher),
  ];
}

function simulated(): number {
  const even = new Array<number>(64).fill(1);
  return cpuSeconds(() => {
    simulate({
      schedule: '1f1b',
      stages: 64,
      chunks: 1,
      microBatches: 4096,
      forward: even,
      backwardInput: even,
      backwardWeight: even,
      hop: 0.01,
    });
  });
}

/** Wall seconds of the first answer from the command line, best of five. */
function cold(launcher: string): Measure[] {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = process.hrtime.bigint();
    const done = spawnSync(process.execPath, [launcher, 'start'], { stdio: 'ignore' });
    if (done.status !== 0) return [];
    times.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  return [
    against(
      'first answer of the command line, cold (Node start included)',
      Math.min(...times),
      's',
      PEERS.calculonCold,
      false,
    ),
  ];
}
