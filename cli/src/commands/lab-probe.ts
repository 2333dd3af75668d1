import { cpus, totalmem } from 'node:os';
import { formatCount, formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import type * as Lab from '@ridgepoint/lab';
import type { SettingName } from '@ridgepoint/lab/settings';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { writeWhole } from '../files.ts';
import { bar } from '../terminal/bar.ts';
import { inkOf } from '../terminal/ink.ts';
import { MACHINE, type Machine, machineChip } from '../terminal/machine-chip.ts';
import { shareDone } from '../terminal/share-done.ts';
import { wrap } from '../terminal/wrap.ts';
import { beside, presetOf, worded } from './lab.ts';
import { stopwatch, vocabularyOf } from './lab-bench.ts';
import { type EngineSaid, engineSays, rowOf } from './lab-rows.ts';

type Said = Readonly<Partial<Record<SettingName, string>>>;
const [NAME, NUMBER, BAR] = [30, 11, 24];

/** What this machine can do, and as a chip of the catalogue where a file was named. */
export const probeCommand = (
  { said, out, json = false }: { readonly said: Said; readonly out?: string; readonly json?: boolean },
  face: Face,
): Promise<number> =>
  worded(face, async (lab) => {
    const found = await probed(lab, lab.settingsOf('cpu', said), face);
    if (json) say([JSON.stringify({ ...found, prices: Object.fromEntries(found.prices) })]);
    else say(probeLines(found, face));
    if (out === undefined) return EXIT.ok;
    writeWhole(out, machineChip(found, machineOf(face), face));
    if (!json) say(wrap(face.messages.lab.probe.written({ file: out, id: MACHINE }), face.width, 2));
    return EXIT.ok;
  });

const machineOf = (face: Face): Machine => ({
  processor: cpus()[0]?.model.trim() || process.arch,
  bytes: totalmem(),
  day: face.today ?? '',
});

interface CompareWish {
  readonly preset?: string;
  readonly said: Said;
  readonly sweep?: boolean;
  readonly json?: boolean;
  /** Where what was measured is kept as rows, and the chip that they are of. */
  readonly rows?: string;
  readonly out?: string;
}

/** What was said before a run, by the prices of operators and by the engine, and what it then was. */
type Held = Lab.Compared & { readonly engine?: EngineSaid };

/** Probes, predicts, runs: one shape with its operators, or a grid of shapes. */
export const compareCommand = (
  { preset = 'cpu', said, sweep = false, json = false, rows, out }: CompareWish,
  face: Face,
) =>
  worded(face, async (lab) => {
    const settings = lab.settingsOf(presetOf(preset, lab.LabProblem), said);
    const pace = await lab.paceOf(beside(), stopwatch.busy);
    const found = await probed(lab, settings, face, pace);
    const { n_layer: layers, n_head: heads, n_embd: width, block_size: block, bias, batch_size: batch } = settings;
    const one: Lab.Work = { shape: { layers, heads, width, block, bias, vocabulary: vocabularyOf(settings) }, batch };
    const works = sweep ? lab.sweep() : [one];
    const engine = await engineSays(works, found, machineOf(face), face);
    const all: Held[] = [];
    const progress = shareDone(face, (done, left) => face.messages.lab.probe.using({ done, left }));
    const held = async (i: number): Promise<Held> => {
      const each = await lab.compare(works[i]!, found, lab.howOf(settings), beside(), { ...stopwatch, pace });
      return { ...each, engine: engine[i] && atSpeed(engine[i], each.slower) };
    };
    for (const i of works.keys()) {
      progress.seen(i, works.length);
      all.push(await held(i));
    }
    progress.end();
    // Another try for what was never measured undisturbed: others come and go.
    for (const [i, { pace }] of all.entries()) {
      if (pace <= lab.QUIET) continue;
      const again = await held(i);
      if (again.pace < pace) all[i] = again;
    }
    if (rows !== undefined) {
      const notes = ({ pace }: Held): string =>
        `${found.threads} threads, ${found.library ?? 'own kernels'}, load ${stopwatch.load().toFixed(1)}, pace ${pace.toFixed(2)}`;
      const kept = all
        .filter(({ pace }) => pace <= lab.QUIET || all.length === 1)
        .map((each) => rowOf(each, each.seconds, machineOf(face), notes(each)));
      writeWhole(rows, `${JSON.stringify(kept, null, 1)}\n`);
      process.stderr.write(`${face.messages.face.written(rows)}\n`);
    }
    if (out !== undefined) {
      const quiet = lab.atYardstick(found, pace.best);
      writeWhole(out, machineChip(quiet, machineOf(face), face));
      process.stderr.write(`${face.messages.face.written(out)}\n`);
    }
    if (json) say(all.map((each) => JSON.stringify(plain(each))));
    else say(sweep ? sweepLines(all, lab, face) : comparedLines(all[0]!, lab.QUIET, face));
    return EXIT.ok;
  });

const say = (lines: readonly string[]): void => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

const plain = ({ predicted, kinds, ...rest }: Held) => ({
  ...rest,
  kinds: Object.fromEntries(kinds),
  predicted: { ...predicted, kinds: Object.fromEntries(predicted.kinds) },
});

async function probed(lab: typeof Lab, settings: Lab.Settings, face: Face, pace?: Lab.Pace): Promise<Lab.Probe> {
  const progress = shareDone(face, (done, left) => face.messages.lab.probe.using({ done, left }));
  try {
    const held = pace ?? (await lab.paceOf(beside(), stopwatch.busy));
    return await lab.probe(lab.howOf(settings), beside(), { ...stopwatch, pace: held }, progress.seen);
  } finally {
    progress.end();
  }
}

function probeLines({ peak, levels, launch, load, threads, library }: Lab.Probe, face: Face): string[] {
  const words = face.messages.lab.probe;
  const print = (value: number, unit: 'FLOP/s' | 'B/s' | 's' | 'B'): string =>
    formatQuantity(value, unit, { locale: face.locale, binary: unit === 'B' });
  const most = Math.max(...levels.map(({ rate }) => rate.median));
  return [
    ...wrap(
      inkOf(face.colour).strong(
        words.verdict({
          best: print(peak.best, 'FLOP/s'),
          bandwidth: print(levels.at(-1)!.rate.median, 'B/s'),
          threads: String(threads),
          library,
        }),
      ),
      face.width,
      2,
    ),
    ...wrap(
      words.spread({
        median: print(peak.median, 'FLOP/s'),
        launch: print(launch.median, 's'),
        before: load[0].toFixed(1),
        after: load[1].toFixed(1),
      }),
      face.width,
      2,
    ),
    '',
    `  ${words.levels}`,
    ...levels.map(({ bytes, rate }) => {
      const [low, high] = [Math.min(rate.least, rate.p90), Math.max(rate.least, rate.p90)];
      const range = words.range({ low: print(low, 'B/s'), high: print(high, 'B/s') });
      const number = padDisplay(print(rate.median, 'B/s'), NUMBER, 'right');
      return `  ${padDisplay(print(bytes, 'B'), 8)}${number}  ${padDisplay(range, NAME)} ${bar(rate.median / most, BAR)}`;
    }),
  ];
}

const percent = (predicted: number, measured: number): string => {
  const off = 100 * (predicted / measured - 1);
  return `${off < 0 ? '−' : '+'}${Math.abs(off).toFixed(1)} %`;
};

/** Both bars on one scale, an operator a pair of lines. */
function comparedLines(
  { predicted, seconds, wall, bytes, kinds, shape, batch, engine, pace }: Held,
  quiet: number,
  face: Face,
): string[] {
  const { compare: words, bench } = face.messages.lab;
  const time = (value: number): string => formatQuantity(value, 's', { locale: face.locale });
  const tokens = batch * shape.block;
  const within = seconds >= predicted.low && seconds <= predicted.high;
  const verdict = words.verdict({
    predicted: time(predicted.seconds),
    measured: time(seconds),
    off: percent(predicted.seconds, seconds),
    range: `${time(predicted.low)}–${time(predicted.high)}`,
    within: within ? words.within : words.outside,
  });
  const more = words.wall({
    wall: time(wall.median),
    memory: formatQuantity(bytes, 'B', { locale: face.locale, binary: true }),
    tokens: formatCount(Math.round(tokens / seconds)),
    predictedTokens: formatCount(Math.round(tokens / predicted.seconds)),
  });
  const rows = [...kinds].sort(([, a], [, b]) => b - a);
  const most = Math.max(...rows.map(([kind, value]) => Math.max(value, predicted.kinds.get(kind) ?? 0)));
  return [
    ...wrap(inkOf(face.colour).strong(verdict), face.width, 2),
    ...(engine ? wrap(words.engine(engineWords(engine, seconds, face)), face.width, 2) : []),
    ...wrap(more, face.width, 2),
    ...(pace > quiet ? wrap(words.disturbed({ times: pace.toFixed(2) }), face.width, 2) : []),
    '',
    row(words.columns.operator, words.columns.predicted, words.columns.measured, words.columns.off),
    ...rows.flatMap(([kind, value]) => {
      const said = predicted.kinds.get(kind) ?? 0;
      const line = row(bench.kinds[kind], time(said), time(value), percent(said, value));
      return `${line}  ${bar(said / most, BAR / 2)}·${bar(value / most, BAR / 2)}`;
    }),
  ];
}

/** A chip that was probed while others disturbed is faster now, and one that was not is slower. */
const atSpeed = ({ seconds, low, high }: EngineSaid, slower: number): EngineSaid => ({
  seconds: slower * seconds,
  low: slower * low,
  high: slower * high,
});

const engineWords = ({ seconds, low, high }: EngineSaid, measured: number, face: Face) => {
  const time = (value: number): string => formatQuantity(value, 's', { locale: face.locale });
  return { predicted: time(seconds), range: `${time(low)}–${time(high)}`, off: percent(seconds, measured) };
};

function sweepLines(all: readonly Held[], lab: typeof Lab, face: Face): string[] {
  const { compare: words } = face.messages.lab;
  const time = (value: number): string => formatQuantity(value, 's', { locale: face.locale });
  const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
  // What others disturbed all the time says what they took of the machine, and not what it can do.
  const calm = all.filter(({ pace }) => pace <= lab.QUIET);
  const judged = calm.length > 0 ? calm : all;
  const { median, covered } = lab.judged(judged);
  const byEngine = lab.judged(
    judged.flatMap(({ engine, ...each }) => (engine ? [{ ...each, predicted: engine }] : [])),
  );
  const disturbed = all.length - judged.length;
  const verdict = words.sweep({ shapes: String(judged.length), median: share(median), covered: share(covered) });
  return [
    ...wrap(inkOf(face.colour).strong(verdict), face.width, 2),
    ...wrap(words.engineSweep({ median: share(byEngine.median), covered: share(byEngine.covered) }), face.width, 2),
    ...(disturbed > 0 ? wrap(words.disturbedSome({ shapes: String(disturbed) }), face.width, 2) : []),
    '',
    row(words.columns.shape, words.columns.predicted, words.columns.measured, words.columns.off, words.columns.engine),
    ...all.map(({ shape, batch, predicted, seconds, engine }) =>
      row(
        `${shape.layers} x ${shape.width}, ${batch} x ${shape.block}`,
        time(predicted.seconds),
        time(seconds),
        percent(predicted.seconds, seconds),
        engine ? percent(engine.seconds, seconds) : '–',
      ),
    ),
  ];
}

function row(name: string, ...numbers: readonly string[]): string {
  return `  ${padDisplay(name, NAME)}${numbers.map((number) => padDisplay(number, NUMBER, 'right')).join('')}`;
}
