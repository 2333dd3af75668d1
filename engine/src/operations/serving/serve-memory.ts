import { partsOf, type ServeMemory } from '../../report/index.ts';
import type { BudgetPartName } from '../../serving/index.ts';
import type { DoesNotFit, ReadyServing } from './ready-option.ts';
import type { ServingSetting } from './settle-serving.ts';

/** Each engine's formula in its own words, as its start-up code has it. */
const FORMULAS: readonly (readonly [engine: RegExp, formula: string])[] = [
  [/^sglang/, 'kv = mem_fraction_static · free - weights'],
  [/^(trtllm|neuron)/, 'kv = free_gpu_memory_fraction · (total - weights - activations - non_torch)'],
  [/^(llamacpp|mlx)/, 'kv = total - weights - compute buffer - driver'],
  [/./, 'kv = gpu_memory_utilization · total - weights - activation peak - non_torch - graphs'],
];

/** One accelerator's memory by the engine's formula: what was spent before the cache, and the cache. */
export function memoryOf({ scenario }: ServingSetting, { capacity, place }: ReadyServing | DoesNotFit): ServeMemory {
  const { parts, kvBytes, totalBytes, tokens, blocks, blockTokens, bytesPerToken } = capacity;
  const spent = Object.fromEntries(parts.map(({ part, value }) => [part, value])) as Record<BudgetPartName, number>;
  return {
    total: totalBytes,
    parts: partsOf<BudgetPartName | 'kv'>({ ...spent, kv: kvBytes.value }),
    kvTokens: { ...tokens, unit: 'token' },
    blocks: { ...blocks, unit: '1' },
    blockTokens,
    bytesPerToken,
    formula: FORMULAS.find(([engine]) => engine.test(place.profile.id))![1],
    pasted: scenario.serve.blocks !== undefined,
  };
}
