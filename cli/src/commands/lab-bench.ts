import { loadavg } from 'node:os';
import { cpuUsage } from 'node:process';
import { formatCount, formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import type * as Lab from '@ridgepoint/lab';
import type { SettingName } from '@ridgepoint/lab/settings';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { bar } from '../terminal/bar.ts';
import { inkOf } from '../terminal/ink.ts';
import { wrap } from '../terminal/wrap.ts';
import { beside, presetOf, sayRemarks, worded } from './lab.ts';

/** Words of made-up tokens: of tiny Shakespeare's characters, else of GPT-2's byte pairs, rounded up as in nanoGPT's model.py. */
export const vocabularyOf = ({ dataset }: Pick<Lab.Settings, 'dataset'>): number =>
  dataset === 'shakespeare_char' ? 65 : 50_304;

/** What a step is timed with. */
export const stopwatch = {
  busy: (): number => {
    const { user, system } = cpuUsage();
    return (user + system) / 1000;
  },
  load: (): number => loadavg()[0]!,
};

interface BenchWish {
  readonly preset?: string;
  readonly said: Readonly<Partial<Record<SettingName, string>>>;
  readonly steps?: string;
  readonly json?: boolean;
}

/** Verdict, spread, and a bar for every kind of operator. */
export const benchCommand = ({ preset = 'cpu', said, steps = '20', json = false }: BenchWish, face: Face) =>
  worded(face, async (lab) => {
    const settings = lab.settingsOf(presetOf(preset, lab.LabProblem), said);
    sayRemarks(lab.hereRemarksOf(settings), face);
    const result = await lab.bench(
      settings,
      vocabularyOf(settings),
      lab.stepsOf(steps),
      lab.howOf(settings),
      beside(),
      stopwatch,
    );
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else for (const line of benchLines(result, face)) process.stdout.write(`${line}\n`);
    return EXIT.ok;
  });

function benchLines(result: Lab.Bench, face: Face): string[] {
  const words = face.messages.lab.bench;
  const ink = inkOf(face.colour);
  const print = (value: number, unit: 's' | 'FLOP/s'): string => formatQuantity(value, unit, { locale: face.locale });
  const time = (milliseconds: number): string => print(milliseconds / 1000, 's');
  const { wall, busy, load, flops, tokensPerStep, operators } = result;
  const verdict = words.verdict({
    time: time(wall.median),
    threads: String(result.threads),
    library: result.library,
    tokens: formatCount(Math.round((tokensPerStep / wall.median) * 1000)),
    speed: print((flops / wall.median) * 1000, 'FLOP/s'),
  });
  const spread = words.spread({
    steps: formatCount(result.steps),
    least: time(wall.least),
    p90: time(wall.p90),
    busy: time(busy.median),
    before: load[0].toFixed(1),
    after: load[1].toFixed(1),
  });
  const most = operators[0]?.milliseconds ?? 1;
  return [
    ...wrap(ink.strong(verdict), face.width, 2),
    ...wrap(spread, face.width, 2),
    ...(wall.p90 > CALM * wall.least ? wrap(words.busyMachine, face.width, 2) : []),
    '',
    ...operators.map(({ kind, milliseconds }) => {
      const name = padDisplay(words.kinds[kind], NAME);
      return `  ${name}${padDisplay(time(milliseconds), TIME, 'right')} ${bar(milliseconds / most, BAR)}`.trimEnd();
    }),
  ];
}

/** On a quiet machine nine steps of ten take at most so many times what the fastest took. */
const CALM = 1.3;
const [NAME, TIME, BAR] = [18, 10, 40];
