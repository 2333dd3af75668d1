import { mkdirSync } from 'node:fs';
import { formatCount, formatQuantity, nearest } from '@ridgepoint/engine/units';
import type * as Lab from '@ridgepoint/lab';
import { PRESETS, type PresetName, presetNamed, type SettingName } from '@ridgepoint/lab/settings';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { tell } from '../faults.ts';
import { commandLines } from '../terminal/command-lines.ts';
import { inkOf } from '../terminal/ink.ts';
import { lossCurve } from '../terminal/loss-curve.ts';
import { wrap } from '../terminal/wrap.ts';
import { programName, quoted } from '../typed-command.ts';

/** Where the build has put the kernels, and the lab itself: beside the bundle. */
export const beside = (): URL => new URL('./', import.meta.url);

/** Given to the script by what loads it. */
declare const importBeside: (name: string) => Promise<typeof Lab>;

const loadLab = (): Promise<typeof Lab> => importBeside('./lab.js');

/** Runs, and words what a person has asked for that cannot be done. */
export async function worded(face: Face, run: (lab: typeof Lab) => Promise<number>): Promise<number> {
  const lab = await loadLab();
  try {
    return await run(lab);
  } catch (error) {
    if (!(error instanceof lab.LabProblem)) return tell(error, face);
    const { problems } = face.messages.lab;
    const { prefix } = face.messages.errors;
    const sentence = problems[error.code]!(withNearest(error.values));
    const lines = wrap(`${prefix}${face.locale === 'en' ? ': ' : '：'}${sentence}`, face.width, 2);
    process.stderr.write(`${lines.join('\n')}\n`);
    return EXIT.input;
  }
}

/** Of a name that is `among` none of what there is, the nearest of those that there are. */
function withNearest(values: Lab.LabProblem['values']): Lab.LabProblem['values'] {
  if (values.among === undefined) return values;
  return { ...values, nearest: nearest(String(values.name), String(values.among).split(', '))[0] ?? '' };
}

export const prepareCommand = (wish: Parameters<typeof Lab.prepare>[0], face: Face): Promise<number> =>
  worded(face, async ({ fetchWeights, isGpt2, prepare }) => {
    const [name = ''] = wish.names;
    if (isGpt2(name)) {
      const { folder, bytes } = await fetchWeights(name, wish.out);
      const size = formatQuantity(bytes, 'B', { locale: face.locale });
      process.stdout.write(`${face.messages.lab.fetched({ folder, size, name })}\n`);
      return EXIT.ok;
    }
    const { folder, characters, vocabulary, train, val } = await prepare(wish);
    const print = (count: number): string => formatCount(count);
    const words = {
      folder,
      characters: print(characters),
      vocabulary: print(vocabulary),
      train: print(train),
      val: print(val),
    };
    process.stdout.write(`${face.messages.lab.prepared(words)}\n`);
    return EXIT.ok;
  });

interface TrainWish {
  readonly preset?: string;
  readonly said: Readonly<Partial<Record<SettingName, string>>>;
  readonly json?: boolean;
}

export function presetOf(words: string, Problem: typeof Lab.LabProblem): PresetName {
  const preset = presetNamed(words);
  if (Object.hasOwn(PRESETS, preset)) return preset as PresetName;
  throw new Problem('setting-value', {
    name: 'preset',
    value: words,
    choices: Object.keys(PRESETS).join(', '),
    nearest: nearest(preset, Object.keys(PRESETS))[0] ?? 'cpu',
  });
}

/** Lines as nanoGPT prints them, a line of progress where somebody watches, and the curve of losses at the end. */
export const trainCommand = ({ preset = 'cpu', said, json = false }: TrainWish, face: Face): Promise<number> =>
  worded(face, async ({ LabProblem, RESUMED, remarksOf, settingsOf, train }) => {
    const settings = settingsOf(presetOf(preset, LabProblem), said);
    const words = face.messages.lab;
    const ink = inkOf(face.colour);
    const watched = process.stderr.isTTY === true;
    const say = (line: string): void => {
      if (watched) process.stderr.write('\r\u001b[2K');
      process.stdout.write(`${line}\n`);
    };
    const seconds = (value: number): string => formatQuantity(value, 's', { locale: face.locale });
    const losses: { readonly iteration: number; readonly train: number; readonly val: number }[] = [];
    let [stopped, from, tokensPerStep, steps, busy] = [false, 0, 0, 0, 0];
    const started = performance.now();
    const stop = (): void => {
      stopped = true;
    };
    process.once('SIGINT', stop);
    mkdirSync(settings.out_dir, { recursive: true });
    sayRemarks(remarksOf(settings, said), face);
    try {
      const watcher = {
        kernels: beside(),
        stop: () => stopped,
        // Only between steps can a signal be heard.
        pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
        tell: (event: Lab.Event) => {
          if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
          if (event.kind === 'begin') {
            from = event.from;
            tokensPerStep = event.tokensPerStep;
          } else if (event.kind === 'step') {
            steps++;
            busy += event.milliseconds / 1000;
          } else if (event.kind === 'judged') losses.push(event);
          if (!json) show(event);
        },
      };
      await train(settings, watcher, said);
    } finally {
      process.removeListener('SIGINT', stop);
      if (watched) process.stderr.write('\r\u001b[2K');
    }
    return stopped ? EXIT.interrupted : EXIT.ok;

    /** What goes on from here, as it can be typed: what was said, but for what the checkpoint says. */
    function resumeCommand(): string {
      const kept = Object.entries({ ...said, init_from: 'resume' }).filter(
        ([name, value]) => value !== undefined && !RESUMED.includes(name as SettingName),
      );
      const options = kept.map(([name, value]) => `--${name}=${quoted(value)}`);
      return [programName(), 'lab train', ...(preset === 'cpu' ? [] : [quoted(preset)]), ...options].join(' ');
    }

    function show(event: Lab.Event): void {
      const iteration = 'iteration' in event ? String(event.iteration) : '';
      switch (event.kind) {
        case 'begin': {
          const { layers, heads, width, block } = event.shape;
          const count = (value: number): string => formatQuantity(value, '1', { locale: face.locale });
          const line = words.begin({
            parameters: count(event.parameters),
            layers: String(layers),
            heads: String(heads),
            width: String(width),
            block: String(block),
            tokens: formatCount(event.tokensPerStep),
            threads: String(event.threads),
            library: event.library,
            device: event.device,
            dataset: event.dataset,
          });
          for (const each of wrap(line, face.width, 2)) say(ink.strong(each));
          if (event.from > 0) say(words.goesOn({ iteration: String(event.from) }));
          if (event.from >= event.to && !settings.eval_only)
            for (const each of wrap(words.nothingLeft({ from: event.from, to: event.to }), face.width, 2)) say(each);
          return;
        }
        case 'judged':
          say(ink.strong(words.judged({ iteration, train: event.train.toFixed(4), val: event.val.toFixed(4) })));
          return;
        case 'saved':
          say(ink.quiet(words.saved(event.path)));
          return;
        case 'step': {
          const loss = event.loss.toFixed(4);
          if (watched) {
            const left = (busy / steps) * (settings.max_iters - event.iteration);
            const line = words.progress({
              iteration,
              of: String(settings.max_iters),
              loss,
              left: seconds(Math.round(left)),
            });
            process.stderr.write(`\r\u001b[2K${ink.quiet(line)}`);
          } else if (event.iteration % settings.log_interval === 0)
            say(words.step({ iteration, loss, time: `${event.milliseconds.toFixed(1)} ms` }));
          return;
        }
        case 'end': {
          for (const line of lossCurve(losses, face)) say(line);
          const time = seconds((performance.now() - started) / 1000);
          const tokens = busy > 0 ? formatCount(Math.round((steps * tokensPerStep) / busy)) : '';
          if (event.stopped && event.iteration > from) {
            say(words.stopped({ iteration }));
            for (const each of commandLines(words.goOn(resumeCommand()), face)) say(each);
          }
          const judged = Number.isFinite(event.best);
          say(judged ? words.end({ best: event.best.toFixed(4), time, tokens }) : words.endUnjudged({ time, tokens }));
        }
      }
    }
  });

export function sayRemarks(remarks: readonly Lab.Remark[], face: Face): void {
  for (const remark of remarks)
    for (const line of wrap(remarkText(remark, face), face.width, 2)) process.stderr.write(`${line}\n`);
}

function remarkText(remark: Lab.Remark, face: Face): string {
  const { remarks } = face.messages.lab;
  switch (remark.code) {
    case 'no-effect':
      return remarks.noEffect({ names: remark.names.join(', '), because: remark.because });
    case 'still-rising': {
      const rate = (value: number): string => value.toExponential(1);
      return remarks.stillRising({
        highest: rate(remark.highest),
        wanted: rate(remark.wanted),
        warmup: String(remark.warmup),
      });
    }
    case 'adapts-nothing':
      return remarks.adaptsNothing();
    case 'not-here':
      return remarks.notHere[remark.name](remark.value);
    case 'many-batches':
      return remarks.manyBatches({ batches: String(remark.batches), tokens: formatCount(remark.tokens) });
  }
}

export const sampleCommand = (said: Readonly<Record<string, string>>, face: Face): Promise<number> =>
  worded(face, async ({ sample, hereRemarksOf, sampleWishOf }) => {
    const wish = sampleWishOf(said);
    sayRemarks(hereRemarksOf(wish), face);
    for await (const { text } of sample(wish, beside())) process.stdout.write(`${text}\n---------------\n`);
    return EXIT.ok;
  });
