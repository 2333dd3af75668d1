import type { Catalogue } from '../../../facts/index.ts';
import { type ArchitectureOfRow, architectureOfRow } from '../architecture.ts';
import { sizesOfServed } from './served-sizes.ts';
import type { ServingModel } from './serving-row.ts';

/** What a checkpoint's name adds to its network's: formats, tuning dates, towers before the text part. The network is the same. */
const SUFFIXES: readonly RegExp[] = [
  /[-_ ](fp8|fp4|nvfp4|mxfp4|bf16|int4|int8|awq|gptq|w4a16|w8a8)(-dynamic|-block)?$/i,
  /[-_ ](2507|0528|0324|2506|2512|v0\.[123])$/i,
  /[-_ ](it|hf|chat|instruct|thinking|base|preview)$/i,
];
/** Multimodal models whose text part is the named one's. Source: their config.json, text_config. */
const TEXT_PARTS: readonly (readonly [RegExp, string])[] = [
  [/qwen3-(vl|omni)-(.*)$/i, 'Qwen3-$2'],
  [/qwen3-coder-480b.*$/i, 'Qwen3-Coder-480B-A35B-Instruct'],
  [/llama-?4-maverick.*$/i, 'Llama 4 Maverick'],
  [/llama-?4-scout.*$/i, 'Llama 4 Scout'],
  [/deepseek-(v3|v3\.1|v3\.2)(-terminus|-exp|-base)?$/i, 'DeepSeek-V3'],
  [/kimi-k2.*$/i, 'Kimi K2'],
];

/** The network behind a served model's name: as printed, then without what a checkpoint's name adds, then as its text part. */
export function servedArchitecture(catalogue: Pick<Catalogue, 'models'>, model: ServingModel): ArchitectureOfRow {
  const known = FOUND.get(catalogue.models) ?? new Map<string, ArchitectureOfRow>();
  FOUND.set(catalogue.models, known);
  const key = JSON.stringify({ ...model, weights: null, moe_weights: null, kv_cache: null });
  const found = known.get(key) ?? lookedUp(catalogue, model);
  known.set(key, found);
  return found;
}

/** Rows of one table name few models many times. */
const FOUND = new WeakMap<object, Map<string, ArchitectureOfRow>>();

function lookedUp(catalogue: Pick<Catalogue, 'models'>, model: ServingModel): ArchitectureOfRow {
  const refused: string[] = [];
  for (const name of spellings(model.name)) {
    const found = architectureOfRow(
      catalogue,
      { ...model, name, params: null, active_params: null },
      { vocab: model.vocab ?? 50_304 },
    );
    if ('architecture' in found) return found;
    refused.push(found.refused);
    const own = sizesOfServed(name);
    if (own) return own;
  }
  return { refused: refused[0]! };
}

/** Ways to look a name up, most literal first. */
export function spellings(name: string): readonly string[] {
  const all = [name, name.split('/').at(-1)!];
  let bare = all[1]!.replace(/^nvidia-/i, '');
  for (let i = 0; i < 4; i++) {
    const before = bare;
    for (const suffix of SUFFIXES) bare = bare.replace(suffix, '');
    if (bare === before) break;
    all.push(bare);
  }
  for (const candidate of [...all])
    for (const [pattern, text] of TEXT_PARTS) if (pattern.test(candidate)) all.push(candidate.replace(pattern, text));
  return [...new Set(all)];
}
