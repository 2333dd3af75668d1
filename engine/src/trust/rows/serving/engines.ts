import {
  type EngineProfile,
  findProfile,
  type Overheads,
  profileFor,
  profileIn,
  standInOverheads,
} from '../../../serving/index.ts';
import type { ServingRow } from './serving-row.ts';

export interface EngineOfRow {
  /** Profile whose rules of memory and batching hold: an id of serving/profile. */
  readonly engine: string;
  /** The same, or a stand-in made of it for an engine that has no profile. */
  readonly profile: EngineProfile;
  readonly assumed: readonly string[];
}

interface StandIn {
  readonly name: RegExp;
  readonly like: string;
  readonly why: string;
  readonly change?: (profile: EngineProfile, row: ServingRow) => EngineProfile;
}

const withOverheads = (profile: EngineProfile, overheads: Partial<Overheads>): EngineProfile => ({
  ...profile,
  overheads: { ...profile.overheads, ...overheads },
});

/** A loop in Python without a server around it: no scheduler, no front end. */
const NO_SERVER = { step: 0, sequence: 0, chunk: 0, floor: 0, request: 0, inputToken: 0 } as const;
/** One request at a time, whatever comes in. */
function alone(profile: EngineProfile): EngineProfile {
  const { small: _, ...settings } = profile.settings;
  return { ...profile, settings: { ...settings, maxBatch: 1 } };
}

/** Engines of published rows that no profile describes, and what stands in. Numbers: calibration/local.ts; named in `assumed`. */
export const STAND_INS: readonly StandIn[] = [
  {
    name: /gpt-?fast/i,
    like: 'vllm-0.15',
    why: 'compiled PyTorch with CUDA graphs, no server',
    change: (profile) =>
      withOverheads({ ...profile, overlaps: false, id: 'gptfast' }, { ...NO_SERVER, ...standInOverheads('gptfast') }),
  },
  {
    name: /text-generation-webui.*llama-?cpp/i,
    like: 'llamacpp',
    why: 'llama.cpp behind a loop in Python',
    change: (profile) => looped(profile),
  },
  {
    name: /text-generation-webui.*exllama/i,
    like: 'llamacpp',
    why: 'ExLlama behind a loop in Python',
    change: (profile) => looped({ ...profile, kernels: 'exllama' }),
  },
  {
    name: /(?<!faster)transformer|openllm pytorch|accelerate|zero-inference|flexllmgen|autogptq|megatron|pytorch$/i,
    like: 'vllm-0.4',
    why: 'PyTorch without graphs: every kernel is launched from Python',
    change: (profile) => alone(eager(profile, 'torch')),
  },
  {
    name: /exllama/i,
    like: 'llamacpp',
    why: 'one request, kernels of its own',
    change: (profile) => ({ ...profile, kernels: 'exllama' }),
  },
  {
    name: /\bmlc\b/i,
    like: 'llamacpp',
    why: 'one request, compiled kernels, matrices cut over cards',
    change: (profile) => ({ ...profile, kernels: 'mlc' }),
  },
  { name: /koboldcpp|ctransformers|\bipex\b/i, like: 'llamacpp', why: 'one request, weights in place' },
  { name: /lmdeploy|turbomind/i, like: 'trtllm-0.10', why: 'kernels in C++, batches refilled in flight' },
  { name: /fastertransformer/i, like: 'trtllm-0.5', why: 'the same kernels in C++' },
  { name: /\btgi\b|text-generation-inference/i, like: 'vllm-0.4', why: 'the same scheduler and kernels' },
  {
    name: /tt-metal|ttnn|tenstorrent/i,
    like: 'neuron',
    why: 'a program for each kernel on an accelerator without fits',
    // A device alone, without its host: what else takes time between kernels is not known.
    change: (profile, row) =>
      withOverheads(
        {
          ...profile,
          graphTokens: 2048,
          ...(/device kernels only/.test(row.notes ?? '') ? {} : { id: 'tenstorrent-host' }),
        },
        {
          ...NO_SERVER,
          layer: 0,
          attention: 1,
          prompts: 1,
          ...(/device kernels only/.test(row.notes ?? '') ? {} : standInOverheads('tenstorrent')),
        },
      ),
  },
  { name: /jetstream|maxtext|tpu/i, like: 'neuron', why: 'a compiled graph a step' },
];

/** vLLM before CUDA graphs (0.3, January 2024) and with a worker process a card: what tables of 2023 ran. */
const BEFORE_GRAPHS = /^(mlc-llm-perf-bench|ninehills-4090)/;

/** Every kernel is launched from Python, and nothing hides it. */
function eager(profile: EngineProfile, by: 'torch' | 'vllm'): EngineProfile {
  const server = by === 'torch' ? NO_SERVER : {};
  return withOverheads(
    { ...profile, graphTokens: 0, overlaps: false, id: `${profile.id}-eager-${by}` },
    { ...server, ...standInOverheads(by) },
  );
}

/** A loop in Python around an engine for one request: so much for each token and each request. */
function looped(profile: EngineProfile): EngineProfile {
  return withOverheads({ ...alone(profile), id: `${profile.id}-webui` }, standInOverheads('webui'));
}

/** NeuronX is named like a transformer, but has a profile. */
const HAS_PROFILE = /neuronx|vllm|sglang|tensorrt|llama\.?cpp/i;

/** The profile of a row's engine and version. Dynamo's and nightly images carry no version of the engine: the newest profile stands in. */
export function engineOfRow(row: ServingRow): EngineOfRow {
  const engine = row.serving.engine ?? '';
  const version = row.serving.version ?? undefined;
  const standIn = HAS_PROFILE.test(engine) ? undefined : STAND_INS.find(({ name }) => name.test(engine));
  if (standIn) {
    const profile = profileFor(standIn.like);
    return {
      engine: profile.id,
      profile: standIn.change?.(profile, row) ?? profile,
      assumed: [`engine=${standIn.like}: ${standIn.why}`],
    };
  }
  if (engine === '') return unnamed(row, version);
  const image = String((row.serving as Readonly<Record<string, unknown>>).image ?? '');
  const ofImage = /dynamo/i.test(image) || /^inferencex\//.test(row.family);
  // 0.5-0.8.x.postN in InferenceX are versions of Dynamo, whose images hold TensorRT-LLM 1.x.
  const notItsOwn = /tensorrt/i.test(engine) && ofImage && /^0\.[5-9]\./.test(version ?? '');
  const text = version && !notItsOwn && !/nightly|dev\b/i.test(version) ? version : undefined;
  if (/^vllm$/i.test(engine) && text === undefined && BEFORE_GRAPHS.test(row.family)) {
    const profile = profileFor('vllm-0.4');
    return { engine: profile.id, profile: eager(profile, 'vllm'), assumed: ['engine=vllm-0.4: before CUDA graphs'] };
  }
  const found = findProfile(engine, text);
  // Scripts of vLLM had it schedule ahead long before that was its default: the newest profile, which does, stands in.
  const month = text === undefined && found.profile.family === 'sglang' ? monthOf(row) : undefined;
  if (month) {
    const profile = profileIn(found.profile.family, month);
    return { engine: profile.id, profile, assumed: [`engine=${profile.name}: of ${month}`] };
  }
  return { engine: found.profile.id, profile: found.profile, assumed: found.assumed.map((line) => `engine=${line}`) };
}

/** The newest images that NVIDIA's list of gaps names (SGLang 0.5.9, vLLM 0.17) are of this month; its nightly ones carry no day. */
const GAPS = '2026-03';

/** The month of the software where a row names no release: of its image, else of its run; absent = not stated. */
function monthOf({ family, serving, source }: ServingRow): string | undefined {
  const image = /dev-(?:cu\d+-)?(\d{4})(\d\d)\d\d/.exec(serving.version ?? '');
  if (image) return `${image[1]}-${image[2]}`;
  return (
    /\bmeasured=(\d{4}-\d\d)/.exec(source?.where ?? '')?.[1] ?? (family.startsWith('nvidia-gap') ? GAPS : undefined)
  );
}

/** MLPerf entries that name libraries only: NVIDIA's and NVIDIA partners' ran TensorRT-LLM, AMD's vLLM. */
function unnamed(row: ServingRow, version: string | undefined): EngineOfRow {
  const amd = /amd|instinct|rocm|mango/i.test(`${row.hardware.accelerator ?? ''} ${version ?? ''}`);
  const like = amd ? 'vllm' : /nvidia|geforce/i.test(row.hardware.accelerator ?? '') ? 'TensorRT-LLM' : 'vllm';
  const { profile } = findProfile(like);
  return { engine: profile.id, profile, assumed: [`engine=${profile.id}`] };
}
