// Steps of the lab and of PyTorch in turns, so that what else the machine does falls on both: node cli/bin/run.mjs bench/lab/side-by-side.ts
// [rounds] [threads] [char|gpt2]. char: nanoGPT's README run; gpt2: GPT-2 124M, 8 sequences of 64. Needs Debian's python3-torch as /usr/bin/python3 (or PYTHON). Prints a table, and JSON with --json.
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { spreadOf } from '../../lab/src/bench/spread.ts';

const words = process.argv.slice(2);
const [rounds = 5, threads = 1] = words.filter((word) => /^\d+$/.test(word)).map(Number);
const MODELS = {
  char: { shape: '4,4,128,64,12,65', preset: 'cpu', more: [], steps: 30, warm: 5 },
  gpt2: {
    shape: '12,12,768,64,8,50304',
    preset: 'train_gpt2',
    more: ['--block_size=64', '--batch_size=8'],
    steps: 3,
    warm: 2,
  },
} as const;
const { shape, preset, more, steps: STEPS, warm } = MODELS[words.includes('gpt2') ? 'gpt2' : 'char'];
const root = process.cwd();
const python = process.env.PYTHON ?? '/usr/bin/python3';

interface Timed {
  /** Milliseconds of every step: by the clock, and of all threads' work. */
  readonly wall: readonly number[];
  readonly busy: readonly number[];
}

const run = (program: string, args: readonly string[]): string => {
  const env = {
    ...process.env,
    GPT_SHAPE: shape,
    BURN_IN: String(warm),
    OMP_NUM_THREADS: String(threads),
    OPENBLAS_NUM_THREADS: String(threads),
  };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
};

function ours(blas: 'auto' | 'off'): Timed {
  const how = [preset, ...more, `--threads=${threads}`, `--blas=${blas}`, `--steps=${STEPS}`, '--json'];
  const { wall, busy } = JSON.parse(run(process.execPath, [`${root}/cli/bin/ridgepoint.mjs`, 'lab', 'bench', ...how]));
  return { wall: [wall.least, wall.median, wall.p90], busy: [busy.least, busy.median, busy.p90] };
}

function torch(): Timed {
  const { milliseconds, busy } = JSON.parse(run(python, [`${root}/bench/lab/torch_gpt.py`, 'bench', String(STEPS)]));
  const three = (values: readonly number[]) => Object.values(spreadOf(values));
  return { wall: three(milliseconds), busy: three(busy) };
}

const ENGINES = { PyTorch: torch, 'the lab': () => ours('off'), 'the lab with BLAS': () => ours('auto') };
const found = new Map(Object.keys(ENGINES).map((name) => [name, [] as Timed[]]));
const load = [loadavg()[0]!];
for (let round = 0; round < rounds; round++)
  for (const [name, measure] of Object.entries(ENGINES)) found.get(name)!.push(measure());
load.push(loadavg()[0]!);

/** Of all rounds: the least of the least, the middle of the medians, the middle of the p90. */
const summary = [...found].map(([name, each]) => {
  const of = (key: keyof Timed) => {
    const column = (i: number) => spreadOf(each.map((timed) => timed[key][i]!));
    return { least: column(0).least, median: column(1).median, p90: column(2).median };
  };
  return { name, wall: of('wall'), busy: of('busy') };
});
const [base] = summary;
if (words.includes('--json')) console.log(JSON.stringify({ shape, threads, rounds, steps: STEPS, load, summary }));
else {
  console.log(
    `${shape}, threads ${threads}, ${rounds} rounds of ${STEPS} steps, load ${load.map((l) => l.toFixed(1)).join(' then ')}; ms`,
  );
  console.log('engine              wall min   median      p90   work min   median   speed by work (min, median)');
  for (const { name, wall, busy } of summary) {
    const cells = [wall.least, wall.median, wall.p90, busy.least, busy.median].map((v) => v.toFixed(1).padStart(9));
    const ratios = [base!.busy.least / busy.least, base!.busy.median / busy.median].map((r) => r.toFixed(2));
    console.log(`${name.padEnd(18)}${cells.join('')}   ${ratios.join(', ')}`);
  }
}
