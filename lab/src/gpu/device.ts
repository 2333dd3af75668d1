// What is used of WebGPU (w3.org/TR/webgpu), which only a page's types declare.

export interface GpuBuffer {
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

export interface GpuPipeline {
  readonly label: string;
}

interface BindGroup {
  readonly label: string;
}

interface ComputePass {
  setPipeline(pipeline: GpuPipeline): void;
  setBindGroup(index: number, group: BindGroup, offsets: readonly number[]): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
  end(): void;
}

interface Encoder {
  beginComputePass(): ComputePass;
  copyBufferToBuffer(from: GpuBuffer, at: number, to: GpuBuffer, into: number, bytes: number): void;
  finish(): object;
}

export interface GpuDevice {
  readonly limits: Readonly<Record<string, number>>;
  readonly features: ReadonlySet<string>;
  readonly queue: {
    submit(buffers: readonly object[]): void;
    writeBuffer(buffer: GpuBuffer, at: number, data: ArrayBufferView | ArrayBuffer, from?: number, size?: number): void;
    onSubmittedWorkDone(): Promise<void>;
  };
  createBuffer(wish: { size: number; usage: number }): GpuBuffer;
  createShaderModule(wish: { code: string }): object;
  createBindGroupLayout(wish: { entries: readonly object[] }): object;
  createPipelineLayout(wish: { bindGroupLayouts: readonly object[] }): object;
  createComputePipelineAsync(wish: {
    layout: object;
    compute: { module: object; entryPoint: string };
  }): Promise<GpuPipeline>;
  createBindGroup(wish: { layout: object; entries: readonly object[] }): BindGroup;
  createCommandEncoder(): Encoder;
  destroy(): void;
}

interface Adapter {
  readonly limits: Readonly<Record<string, number>>;
  readonly features: ReadonlySet<string>;
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  requestDevice(wish: object): Promise<GpuDevice>;
}

export interface Gpu {
  requestAdapter(wish?: object): Promise<Adapter | null>;
}

/** What shaders may use of a device. */
export interface Able {
  /** Factors of products: of 32 bits; of 16, where a device has such; or of 32 that are rounded as those are, on any device. */
  readonly halves: 'none' | 'native' | 'rounded';
  /** Whether threads that run side by side add up without workgroup memory. */
  readonly subgroups: boolean;
}

/** Of what a device may have, what shaders can use. */
const WANTED = ['shader-f16', 'subgroups'] as const;

export const hasHalves = ({ features }: GpuDevice): boolean => features.has('shader-f16');
export const ableOf = ({ features }: GpuDevice, halves: Able['halves'] = 'none'): Able => ({
  halves,
  subgroups: features.has('subgroups'),
});

/** A device, and what it calls itself. */
export interface OpenGpu {
  readonly device: GpuDevice;
  readonly name: string;
  /** Whether it is a processor that plays a GPU. */
  readonly played: boolean;
}

/** The fastest device that there is, with as large buffers as it allows; null where there is none. */
export async function openGpu(gpu: Gpu | undefined): Promise<OpenGpu | null> {
  try {
    const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return null;
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
    const device = await adapter.requestDevice({
      requiredFeatures: WANTED.filter((feature) => adapter.features.has(feature)),
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    });
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
    const name = description || [vendor, architecture].filter(Boolean).join(' ');
    return { device, name, played: isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe/i.test(name) };
  } catch {
    return null;
  }
}

/** Bits of buffers' uses and of mapping (WebGPU, "Buffer Usages"). */
export const USE = { mapRead: 1, copyFrom: 4, copyTo: 8, uniform: 64, storage: 128 } as const;
export const READ = 1;
/** Visible to compute (WebGPU, "GPUShaderStage"). */
export const COMPUTE = 4;
