import type { Kernels } from '../kernels/kernels.ts';
import { chunksOf, type Layout, layoutOf } from '../model/layout.ts';
import type { Operator } from '../model/operator.ts';
import { type Knobs, programOf } from '../model/program.ts';
import type { Shape } from '../model/shape.ts';
import { shortening, type Update, updateOf } from '../model/update.ts';
import { recorderOf, tapesOf } from '../threads/tape.ts';
import { type Able, ableOf, type GpuDevice, READ, USE } from './device.ts';
import { GPU_KERNELS } from './kernels.ts';
import { type LossScale, lossScaleOf } from './loss-scale.ts';
import { SCRATCH } from './matmul.ts';
import { type Heard, type Playable, playerOf } from './player.ts';

/** The flat arrays that can be read and written, and the logits. */
type Flat = 'weights' | 'gradient' | 'first' | 'second' | 'logits';

/** A model in a device's memory: the same operators as elsewhere, heard as calls and played there. */
export interface GpuModel {
  readonly layout: Layout;
  /** Of a device nobody counts them. */
  readonly threads: number;
  readonly library?: string;
  /** As Model's: the mean loss, once the device has come to it. */
  loss(tokens: Int32Array, targets: Int32Array, learn?: { parts: number; drop: number; seed: number }): Promise<number>;
  /** Of products with factors of 16 bits: what the gradient is multiplied by until it is used. */
  readonly lossScale?: LossScale;
  clearGradient(): void;
  gradientNorm(): Promise<number>;
  /**
   * An update whose gradients are shortened to `longest`: on the device, so that nobody waits for their length; where the loss is
   * scaled somebody waits, to leave out an update whose gradient is not finite.
   */
  updateWithin(longest: number, step: Omit<Update, 'clip'>): void | Promise<void>;
  read(of: Flat): Promise<Float32Array>;
  write(of: Exclude<Flat, 'logits'>, values: Float32Array): void;
  close(): void;
}

/** The memory begins with what no address is: zero means "none". */
const BEGINS = 256;

/** Throws RangeError where the device's buffers are too small. */
export async function gpuModelOf(
  device: GpuDevice,
  shape: Shape,
  batch: number,
  able: Able = ableOf(device),
  lossScale: LossScale | undefined = able.halves === 'none' ? undefined : lossScaleOf(),
): Promise<GpuModel> {
  const layout = layoutOf(shape, batch, SCRATCH, 1, BEGINS);
  const most = Math.min(device.limits.maxStorageBufferBindingSize!, device.limits.maxBufferSize!);
  if (layout.end > most) throw new RangeError(`${layout.end} bytes do not fit in ${most}`);
  const count = batch * shape.block;
  const memory = device.createBuffer({ size: layout.end, usage: USE.storage | USE.copyFrom | USE.copyTo });
  const words = device.createBuffer({ size: wordsOf(layout, count) * 4, usage: USE.storage | USE.copyTo });
  const player = playerOf(device, memory, words, layout.tokens, able);

  const names = Object.keys(GPU_KERNELS);
  const none = Object.fromEntries(names.map((name) => [name, () => {}])) as unknown as Kernels;
  const recorder = recorderOf(none);
  const knobs: Knobs = { drop: 0, seed: 0, scale: 0 };
  const now = { update: { step: 1, rate: 0, beta1: 0.9, beta2: 0.999, decay: 0, clip: 1 } };
  const { forward, backward } = programOf(layout, recorder.kernels, knobs);
  const { clear, squares, adamw } = updateOf(layout, recorder.kernels, now);
  const { learns } = layout;
  const learning = learns[1] - learns[0];
  const chunks = chunksOf(learning / 4);
  // Sums are floats here and doubles elsewhere: behind them is room.
  const factor = layout.squares + chunks * 4;

  const heard = (operators: readonly Operator[]): readonly Heard[] =>
    callsOf(tapesOf(operators, recorder, 1).tapes[0]!, recorder.names).map((call) =>
      call.name === 'adamw' ? { ...call, numbers: [...call.numbers, factor] } : call,
    );
  const shortened = (longest: number): Heard => ({
    name: 'clipFactor',
    numbers: [layout.squares, chunks, longest, factor],
  });
  const kept = new Map<string, { readonly state: string; readonly calls: Playable }>();
  const run = (pass: string, state: string, calls: () => readonly Heard[]): void => {
    const before = kept.get(pass);
    if (before?.state !== state) {
      kept.set(pass, { state, calls: player.written(calls(), before?.calls) });
    }
    player.play(kept.get(pass)!.calls);
  };
  // What most runs call; what dropout calls is compiled when it is wanted.
  const every: Heard[] = [shortened(1)];
  for (const scale of [0, 1]) {
    knobs.scale = scale;
    every.push(...heard([...forward, ...backward]));
  }
  every.push(...heard([clear, squares, adamw]));
  await player.prepare(every);

  const places: Record<Flat, readonly [at: number, bytes: number]> = {
    weights: [layout.weights, layout.bytes],
    gradient: [layout.gradient + learns[0], learning],
    first: [layout.first + learns[0], learning],
    second: [layout.second + learns[0], learning],
    logits: [layout.logits, count * shape.vocabulary * 4],
  };
  const tokens = new Int32Array(wordsOf(layout, count));
  const targetsAt = (layout.targets - layout.tokens) / 4;

  async function read(at: number, bytes: number): Promise<Float32Array> {
    const staging = device.createBuffer({ size: bytes, usage: USE.mapRead | USE.copyTo });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(memory, at, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(READ);
    const values = new Float32Array(staging.getMappedRange().slice(0));
    staging.unmap();
    staging.destroy();
    return values;
  }
  const sum = (values: Float32Array): number => values.reduce((a, b) => a + b, 0);
  let drops = false;
  const clearFactor = (): void => run('factor', '0', () => [shortened(0)]);
  clearFactor();
  const scale = (): number => lossScale?.now ?? 1;
  async function gradientNorm(): Promise<number> {
    run('squares', '', () => heard([squares]));
    return Math.sqrt(sum(await read(layout.squares, chunks * 4))) / scale();
  }
  const update = (step: Update): void => {
    now.update = step;
    run('update', JSON.stringify(step), () => heard([adamw]));
  };
  return {
    layout,
    threads: 1,
    lossScale,
    async loss(given, targets, learn) {
      tokens.set(given);
      tokens.set(targets, targetsAt);
      device.queue.writeBuffer(words, 0, tokens);
      knobs.drop = learn?.drop ?? 0;
      knobs.seed = learn?.seed ?? 0;
      knobs.scale = learn ? scale() / (count * learn.parts) : 0;
      const state = `${knobs.drop} ${knobs.drop > 0 ? knobs.seed : ''} ${knobs.scale}`;
      if (knobs.drop > 0 && !drops) {
        await player.prepare(heard([...forward, ...backward]));
        drops = true;
      }
      if (learn) run('learn', state, () => heard([...forward, ...backward]));
      else run('judge', state, () => heard(forward));
      return sum(await read(layout.losses, count * 4)) / count;
    },
    clearGradient: () => run('clear', '', () => heard([clear])),
    gradientNorm,
    updateWithin(longest, step) {
      if (lossScale) return scaledUpdate(lossScale, longest, step);
      run('squares', '', () => heard([squares]));
      run('shortened', String(longest), () => [shortened(longest)]);
      update({ ...step, clip: 1 });
    },
    read: (of) => read(...places[of]),
    write: (of, values) => device.queue.writeBuffer(memory, places[of][0], values),
    close() {
      memory.destroy();
      words.destroy();
      for (const { calls } of kept.values()) calls.numbers.destroy();
    },
  };

  async function scaledUpdate(by: LossScale, longest: number, step: Omit<Update, 'clip'>): Promise<void> {
    const [length, grown] = [await gradientNorm(), by.now];
    by.told(Number.isFinite(length));
    if (!Number.isFinite(length)) return;
    // An update that was left out counts as none, as torch has it.
    update({ ...step, step: step.step - by.skipped, clip: shortening(longest, length) / grown });
  }
}

/** Tokens and targets lie behind one another, with what the layout leaves between them. */
const wordsOf = ({ tokens, targets }: Layout, count: number): number => (targets - tokens) / 4 + count;

/** Calls from a tape: see tapesOf. Nobody waits here. */
function callsOf(tape: readonly number[], names: readonly string[]): readonly Heard[] {
  const calls: Heard[] = [];
  let at = 1;
  for (let operator = 0; operator < tape[0]!; operator++) {
    at++;
    for (let left = tape[at++]!; left > 0; left--) {
      const count = tape[at + 1]!;
      calls.push({ name: names[tape[at]!]!, numbers: tape.slice(at + 2, at + 2 + count) });
      at += 2 + count;
    }
  }
  return calls;
}
