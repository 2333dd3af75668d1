import { nearest } from '../../units/index.ts';
import type { EngineFamily, EngineProfile } from './engine-profile.ts';
import { ENGINE_PROFILES } from './profiles.ts';

/** Thrown for an engine that no profile covers, with the ids whose names are the nearest. */
export class UnknownEngine extends Error {
  readonly asked: string;
  readonly nearest: readonly string[];

  constructor(asked: string) {
    const near = nearest(asked, [...new Set(ENGINE_PROFILES.flatMap(({ family, id }) => [family, id]))]);
    super(`engine "${asked.slice(0, 60)}" is not known${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}`);
    this.name = 'UnknownEngine';
    this.asked = asked;
    this.nearest = near;
  }
}

/** A profile, and what was assumed to find it. */
export interface FoundProfile {
  readonly profile: EngineProfile;
  /** "version not stated", where the newest one stands in. */
  readonly assumed: readonly string[];
}

/** How engines are spelt; the first that matches counts, so that vLLM on Ascend is not plain vLLM. */
const FAMILIES: readonly (readonly [RegExp, EngineFamily])[] = [
  [/ascend|mindie/i, 'ascend'],
  [/habana|gaudi|synapse|hpu/i, 'gaudi'],
  [/neuron/i, 'neuron'],
  [/vllm|llmboost/i, 'vllm'],
  [/sglang|sgl\b/i, 'sglang'],
  [/tensorrt[- ]?llm|trt[- ]?llm|tensorrtllm|optimum nvidia|\btrt\b/i, 'trtllm'],
  [/llama\.?cpp|llamacpp|gguf|ollama|lm ?studio|llamafile|llama-bench|koboldcpp/i, 'llamacpp'],
  [/\bmlx\b|mlx[-_]lm/i, 'mlx'],
];

const profilesOf = (family: EngineFamily): EngineProfile[] => ENGINE_PROFILES.filter((p) => p.family === family);

/** Version numbers of a text: those that follow the engine's own name, else the first ones; TensorRT's are not TensorRT-LLM's. */
function versionIn(text: string, family: EngineFamily): readonly number[] | undefined {
  if (family === 'trtllm') {
    const library = /tensorrt (\d+)\.(\d+)/i.exec(text);
    // TensorRT 10.10 came with TensorRT-LLM 0.20-1.0, 10.0-10.9 with 0.10-0.19, 9 with those before.
    if (library) {
      const [major, minor] = [Number(library[1]), Number(library[2])];
      return major < 10 ? [0, 9] : minor >= 10 ? [1, 0] : [0, 17];
    }
  }
  const own = new RegExp(
    `${family === 'trtllm' ? '(?:tensorrt[- ]?llm|trt[- ]?llm)' : family}[^0-9a-z]{0,3}v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?`,
    'i',
  );
  const found = own.exec(text) ?? /(?:^|[^\d.])v?(\d+)\.(\d+)(?![\d]{3})(?:\.(\d+))?/.exec(text);
  return found ? found.slice(1).map((part) => Number(part ?? 0)) : undefined;
}

const notBefore = (version: readonly number[], mark: readonly number[]): boolean => {
  for (let i = 0; i < Math.max(version.length, mark.length); i++) {
    const gap = (version[i] ?? 0) - (mark[i] ?? 0);
    if (gap !== 0) return gap > 0;
  }
  return true;
};

/**
 * The profile of an engine as a person or a published row writes it: an id ("vllm-0.8"), a name ("vLLM", "TensorRT-LLM (PyTorch
 * backend)") with a version beside or inside it ("0.4.3+rocm614", "trtllm 1.0.0rc3"). Without a version the newest profile stands in.
 * @throws UnknownEngine
 */
export function findProfile(engine: string, version?: string): FoundProfile {
  const byId = ENGINE_PROFILES.find(({ id }) => id === engine.toLowerCase());
  if (byId && !version) return { profile: byId, assumed: [] };
  const text = `${engine} ${version ?? ''}`;
  const family = FAMILIES.find(([spelling]) => spelling.test(engine))?.[1] ?? FAMILIES.find(([s]) => s.test(text))?.[1];
  if (!family) throw new UnknownEngine(engine);
  const known = profilesOf(family);
  const newest = known.at(-1)!;
  const wanted = (version && versionIn(version, family)) ?? versionIn(engine, family);
  if (!wanted) return { profile: newest, assumed: known.length > 1 ? [`version not stated: ${newest.name}`] : [] };
  const inside = known.find((p) => notBefore(wanted, p.from) && !(p.before && notBefore(wanted, p.before)));
  return { profile: inside ?? newest, assumed: inside ? [] : [`version not known: ${newest.name}`] };
}

/** The profile that was the newest of its family in a month, "2025-10"; the first where there was none yet. */
export function profileIn(family: EngineFamily, month: string): EngineProfile {
  const known = profilesOf(family);
  return known.filter(({ released }) => released <= month).at(-1) ?? known[0]!;
}

/** The profile alone; see {@link findProfile}. @throws UnknownEngine */
export const profileFor = (engine: string, version?: string): EngineProfile => findProfile(engine, version).profile;
