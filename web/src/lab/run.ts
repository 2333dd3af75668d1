import {
  beginAt,
  builtModel,
  byCharacter,
  type Event,
  LabProblem,
  readerOf,
  restore,
  type Shape,
  trainOn,
  writeOn,
} from '@ridgepoint/lab/in-page';
import { fileOf, opened } from './checkpoint-file.ts';
import { meansOf, threadsHere } from './hire.ts';
import { load } from './kernels.ts';
import type { FromLab, Said, Step, ToLab } from './protocol.ts';
import { shapeOf, wishOf } from './wishes.ts';

/** A run that has been begun. */
export interface Run {
  /** Steps until the end, or until it is stopped; then says so, with a checkpoint. */
  train(): Promise<void>;
  goes(): boolean;
  pause(): void;
  goOn(): void;
  stop(): void;
  write(wish: Written): void;
  close(): void;
}

type Begin = Omit<ToLab & { readonly kind: 'begin' }, 'kind'>;
type Written = Omit<ToLab & { readonly kind: 'write' }, 'kind'>;

/** Milliseconds of steps between looks at what the page wants. */
const TURN_MS = 50;
/** Of a sample that nobody asked for; how bold, and among how many tokens (nanoGPT's sample.py). */
const SAMPLE: Omit<Written, 'start'> = { tokens: 200, temperature: 0.8 };
const TOP_K = 200;

/** Builds the model, new or as it was saved. Throws LabProblem for what cannot be done. */
export async function beginRun({ said, given, from }: Begin, tell: (message: FromLab) => void): Promise<Run> {
  const before = from && (await opened(given.name, from)).saved;
  const settings = wishOf(before ? { ...said, ...ofTheModel(before.shape) } : said);
  const { block_size: block, batch_size: batch } = settings;
  const data = byCharacter(given.text, before?.characters);
  for (const part of ['train', 'val'] as const) {
    const { length: tokens } = data[part];
    if (tokens <= block)
      throw new LabProblem('dataset-short', { part, tokens, block, nearest: Math.max(1, tokens - 1) });
  }
  const { means, ready } = meansOf(settings.threads || threadsHere());
  const shape = before?.shape ?? shapeOf(settings, data.characters.length);
  const model = await builtModel(shape, batch, means).catch((error) => {
    if (!(error instanceof RangeError)) throw error;
    throw new LabProblem('memory', { batch, block, nearest: Math.max(1, batch >> 1) });
  });
  await ready();
  const reader = await readerOf(shape, load);
  if (before) restore(model, before, given.name);
  else beginAt(model.weights, model.layout.parameters, settings.seed);

  let [iteration, goes, stopped] = [before?.iteration ?? 0, true, false];
  let [looked, kept] = [performance.now(), -1];
  let steps: Step[] = [];
  let held: { readonly over: Promise<void>; readonly end: () => void } | null = null;

  const keep = (at: number, best: number): void => {
    const saved = { iteration: at, best, dataset: given.name, seed: settings.seed, characters: data.characters };
    tell({ kind: 'kept', iteration: at, file: fileOf(model, saved, { said, given }) });
    kept = at;
  };
  const flush = (): void => {
    if (steps.length > 0) tell({ kind: 'steps', steps });
    steps = [];
  };
  const write = ({ start, tokens, temperature }: Written, asked: boolean): void => {
    reader.weights.set(model.weights);
    const wish = { num_samples: 1, max_new_tokens: tokens, temperature, top_k: TOP_K, seed: settings.seed + iteration };
    // nanoGPT begins with a new line where nothing is said.
    const begins = data.coder.encode(start || (data.characters.includes('\n') ? '\n' : data.characters[0]!));
    for (const { text } of writeOn(reader, shape.block, data.coder, begins, wish))
      tell({ kind: 'wrote', iteration, text, asked });
  };
  const hear = (event: Event): void => {
    if (event.kind === 'step') {
      steps.push([event.iteration, event.loss, event.rate, event.milliseconds]);
      iteration = event.iteration + 1;
    } else if (event.kind === 'judged') {
      flush();
      tell({ kind: 'judged', iteration: event.iteration, train: event.train, val: event.val });
      if (event.iteration > 0) write({ ...SAMPLE, start: '' }, false);
    } else if (event.kind === 'begin') {
      const { parameters, tokensPerStep, from: begun, to, threads } = event;
      tell({ kind: 'begun', shape, parameters, tokensPerStep, from: begun, to, threads });
    } else if (event.kind === 'end') {
      flush();
      if (kept !== event.iteration) keep(event.iteration, event.best);
      goes = false;
      const best = Number.isFinite(event.best) ? event.best : null;
      tell({ kind: 'ended', iteration: event.iteration, stopped: event.stopped, best });
    }
  };
  return {
    async train() {
      try {
        await trainOn(
          model,
          { name: given.name, train: data.train, val: data.val },
          { from: iteration, best: before?.best ?? Number.POSITIVE_INFINITY },
          settings,
          {
            tell: hear,
            save: ({ iteration: at, best }) => keep(at, best),
            place: given.name,
            stop: () => stopped,
            async pause() {
              if (performance.now() - looked < TURN_MS) return;
              flush();
              await turn();
              while (held) await held.over;
              looked = performance.now();
            },
          },
        );
      } finally {
        goes = false;
      }
    },
    goes: () => goes,
    pause() {
      if (held) return;
      let end!: () => void;
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      held = { over, end };
    },
    goOn,
    stop() {
      stopped = true;
      goOn();
    },
    write: (wish) => write(wish, true),
    close: () => model.close(),
  };

  function goOn(): void {
    const { end } = held ?? {};
    held = null;
    end?.();
  }
}

/** A checkpoint decides its model, whatever is said now. */
const ofTheModel = ({ layers, heads, width, block }: Shape): Said => ({
  n_layer: String(layers),
  n_head: String(heads),
  n_embd: String(width),
  block_size: String(block),
});

const { port1, port2 } = new MessageChannel();

/** Lets messages in. A timer would wait four milliseconds each time. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}
