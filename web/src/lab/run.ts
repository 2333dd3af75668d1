import {
  beginAt,
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
import { deviceOf } from './devices.ts';
import { heldModel } from './held-model.ts';
import { threadsOf } from './hire.ts';
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
  const shape = before?.shape ?? shapeOf(settings, data.characters.length);
  const held = await heldModel(shape, batch, await deviceOf(said), threadsOf(settings.threads));
  const { model } = held;
  const reader = await readerOf(shape, load);
  held.fill((arrays) => {
    if (before) restore(arrays, before, given.name);
    else beginAt(arrays.weights, model.layout.parameters, settings.seed);
  });

  let [iteration, goes, stopped] = [before?.iteration ?? 0, true, false];
  let [looked, kept] = [performance.now(), -1];
  let steps: Step[] = [];
  let paused: { readonly over: Promise<void>; readonly end: () => void } | null = null;
  let over: (Event & { readonly kind: 'end' }) | null = null;

  const keep = async (at: number, best: number): Promise<void> => {
    const saved = { iteration: at, best, dataset: given.name, seed: settings.seed, characters: data.characters };
    kept = at;
    const { weights, first, second } = await held.arrays();
    const file = fileOf({ layout: model.layout, weights, first, second }, saved, { said, given });
    tell({ kind: 'kept', iteration: at, file });
  };
  const flush = (): void => {
    if (steps.length > 0) tell({ kind: 'steps', steps });
    steps = [];
  };
  const write = async ({ start, tokens, temperature }: Written, asked: boolean): Promise<void> => {
    const at = iteration;
    reader.weights.set(await held.weights());
    const wish = { num_samples: 1, max_new_tokens: tokens, temperature, top_k: TOP_K, seed: settings.seed + at };
    // nanoGPT begins with a new line where nothing is said.
    const begins = data.coder.encode(start || (data.characters.includes('\n') ? '\n' : data.characters[0]!));
    for (const { text } of writeOn(reader, shape.block, data.coder, begins, wish))
      tell({ kind: 'wrote', iteration: at, text, asked });
  };
  const hear = (event: Event): void => {
    if (event.kind === 'step') {
      steps.push([event.iteration, event.loss, event.rate, event.milliseconds]);
      iteration = event.iteration + 1;
    } else if (event.kind === 'judged') {
      flush();
      tell({ kind: 'judged', iteration: event.iteration, train: event.train, val: event.val });
      if (event.iteration > 0) void write({ ...SAMPLE, start: '' }, false);
    } else if (event.kind === 'begin') {
      const { parameters, tokensPerStep, from: begun, to, threads, device = null } = event;
      tell({ kind: 'begun', shape, parameters, tokensPerStep, from: begun, to, threads, device });
    } else if (event.kind === 'end') over = event;
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
            device: held.device,
            stop: () => stopped,
            async pause() {
              if (performance.now() - looked < TURN_MS) return;
              flush();
              await turn();
              while (paused) await paused.over;
              looked = performance.now();
            },
          },
        );
        flush();
        if (!over) return;
        const { iteration: at, best, stopped: early } = over as Event & { readonly kind: 'end' };
        if (kept !== at) await keep(at, best);
        goes = false;
        tell({ kind: 'ended', iteration: at, stopped: early, best: Number.isFinite(best) ? best : null });
      } finally {
        goes = false;
      }
    },
    goes: () => goes,
    pause() {
      if (paused) return;
      let end!: () => void;
      const ends = new Promise<void>((resolve) => {
        end = resolve;
      });
      paused = { over: ends, end };
    },
    goOn,
    stop() {
      stopped = true;
      goOn();
    },
    write: (wish) => void write(wish, true),
    close: () => model.close(),
  };

  function goOn(): void {
    const { end } = paused ?? {};
    paused = null;
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
