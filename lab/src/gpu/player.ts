import { type Able, COMPUTE, type GpuBuffer, type GpuDevice, type GpuPipeline, USE } from './device.ts';
import { GPU_KERNELS } from './kernels.ts';
import { type Call, type GpuKernel, prelude, STRIDE, type Stage, WORDS, written } from './shader.ts';

/** A call of a kernel: its name and its numbers, as the recorder heard them. */
export interface Heard {
  readonly name: string;
  readonly numbers: readonly number[];
}

/** Plays calls on a device, over one memory. */
export interface Player {
  /** Compiles what the calls need. */
  prepare(calls: readonly Heard[]): Promise<void>;
  /** Writes the calls' numbers once, to be played often. They must have been prepared. In place of `before` where it is of the same calls. */
  written(calls: readonly Heard[], before?: Playable): Playable;
  play(calls: Playable): void;
}

export interface Playable {
  readonly numbers: GpuBuffer;
  /** Which pipelines are played, over which grids. */
  readonly shape: string;
  readonly play: (pass: Parameters<typeof dispatch>[0]) => void;
}

interface Dispatch {
  readonly pipeline: GpuPipeline;
  readonly grid: ReturnType<Stage['grid']>;
}

/** `tokens`: where tokens begin in the layout, in bytes. */
export function playerOf(device: GpuDevice, memory: GpuBuffer, words: GpuBuffer, tokens: number, able: Able): Player {
  const { bound, layout, pipelines } = compiledFor(device, able);
  return {
    async prepare(calls) {
      const wanted = new Map<string, { readonly kernel: GpuKernel; readonly stage: Stage; readonly call: Call }>();
      for (const { name, kernel, call } of calls.map(read))
        for (const [i, stage] of kernel.stages.entries()) {
          const key = keyOf(name, i, stage, call);
          if (!pipelines.has(key)) wanted.set(key, { kernel, stage, call });
        }
      await Promise.all(
        [...wanted].map(async ([key, { kernel, stage, call }]) => {
          const module = device.createShaderModule({ code: prelude(kernel.numbers, able) + stage.code(call, able) });
          const compute = { module, entryPoint: 'main' };
          pipelines.set(key, await device.createComputePipelineAsync({ layout, compute }));
        }),
      );
    },
    written(calls, before) {
      const each = calls.map(read);
      const bytes = new Uint8Array(Math.max(1, each.length) * STRIDE);
      const shape = each
        .flatMap(({ name, kernel, call }) => kernel.stages.map((s, i) => `${keyOf(name, i, s, call)} ${s.grid(call)}`))
        .join();
      const dispatches = each.map(({ name, kernel, call }, i) => {
        bytes.set(new Uint8Array(written(kernel.numbers, call, tokens)), i * STRIDE);
        return kernel.stages.map((stage, s): Dispatch => {
          return { pipeline: pipelines.get(keyOf(name, s, stage, call))!, grid: stage.grid(call) };
        });
      });
      if (before?.shape === shape) {
        device.queue.writeBuffer(before.numbers, 0, bytes);
        return before;
      }
      before?.numbers.destroy();
      const numbers = device.createBuffer({ size: bytes.length, usage: USE.uniform | USE.copyTo });
      device.queue.writeBuffer(numbers, 0, bytes);
      const group = device.createBindGroup({
        layout: bound,
        entries: [
          { binding: 0, resource: { buffer: memory } },
          { binding: 1, resource: { buffer: words } },
          { binding: 2, resource: { buffer: numbers, size: WORDS * 4 } },
        ],
      });
      return {
        numbers,
        shape,
        play(pass) {
          for (const [i, stages] of dispatches.entries()) {
            pass.setBindGroup(0, group, [i * STRIDE]);
            for (const each of stages) dispatch(pass, each);
          }
        },
      };
    },
    play(calls) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      calls.play(pass);
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
  };
}

interface Compiled {
  readonly bound: object;
  readonly layout: object;
  readonly pipelines: Map<string, GpuPipeline>;
}

/** What has been compiled for a device, by what it uses of it, serves every model on it. */
const compiled = new WeakMap<GpuDevice, Map<string, Compiled>>();

function compiledFor(device: GpuDevice, able: Able): Compiled {
  const all = compiled.get(device) ?? new Map<string, Compiled>();
  compiled.set(device, all);
  const key = JSON.stringify(able);
  const known = all.get(key);
  if (known) return known;
  const buffer = (binding: number, type: string, hasDynamicOffset = false) => ({
    binding,
    visibility: COMPUTE,
    buffer: { type, hasDynamicOffset },
  });
  const bound = device.createBindGroupLayout({
    entries: [buffer(0, 'storage'), buffer(1, 'read-only-storage'), buffer(2, 'uniform', true)],
  });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [bound] });
  const made = { bound, layout, pipelines: new Map<string, GpuPipeline>() };
  all.set(key, made);
  return made;
}

function dispatch(
  pass: ReturnType<ReturnType<GpuDevice['createCommandEncoder']>['beginComputePass']>,
  { pipeline, grid: [x, y = 1, z = 1] }: Dispatch,
): void {
  if (x * y * z === 0) return;
  pass.setPipeline(pipeline);
  pass.dispatchWorkgroups(x, y, z);
}

function read({ name, numbers }: Heard): { readonly name: string; readonly kernel: GpuKernel; readonly call: Call } {
  const kernel: GpuKernel = GPU_KERNELS[name as keyof typeof GPU_KERNELS];
  const names = Object.keys(kernel.numbers);
  const said: Call = Object.fromEntries(names.map((of, i) => [of, numbers[i]!]));
  const reckoned = Object.entries(kernel.reckoned ?? {}).map(([of, from]) => [of, from(said)]);
  return { name, kernel, call: { ...said, ...Object.fromEntries(reckoned) } };
}

const keyOf = (name: string, index: number, stage: Stage, call: Call): string => `${name} ${index} ${stage.made(call)}`;
