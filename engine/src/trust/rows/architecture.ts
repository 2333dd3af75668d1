import { type Catalogue, findByName, type ModelEntry, nameKey } from '../../facts/index.ts';
import { type Architecture, ConfigError, readArchitecture } from '../../model/index.ts';
import { sizesByName } from './named-sizes.ts';
import { count, type RowModel } from './row.ts';
import { shownValue } from './shown-value.ts';

export type ArchitectureOfRow =
  | { readonly architecture: Architecture; readonly assumed: readonly string[] }
  | { readonly refused: string };

export interface ArchitectureDefaults {
  readonly vocab: number;
  readonly family?: 'mpt' | 'bloom';
  /** Heads where the row has none. */
  readonly heads?: number;
}

/**
 * The network of a row: a bundled model of that name whose width and heads agree, else the sizes the row prints, else the sizes of a
 * benchmark model known by name. Fewer layers than the named model means a proxy: its first layers are kept.
 */
export function architectureOfRow(
  catalogue: Pick<Catalogue, 'models'>,
  row: RowModel,
  defaults: ArchitectureDefaults,
): ArchitectureOfRow {
  try {
    const bundled = bundledModel(catalogue.models, row.name);
    if (bundled) {
      const known = readArchitecture(bundled.config, bundled.id, bundled.name);
      if (agrees(row, known)) return { architecture: proxy(known, count(row.layers)), assumed: [] };
    }
    if (count(row.hidden) && count(row.layers)) return fromSizes(row, defaults);
    const named = sizesByName(row.name);
    if (!named) return { refused: `no architecture is known for "${shownValue(row.name)}"` };
    const architecture = readArchitecture(named.config, nameKey(row.name).replaceAll(' ', '-'), row.name);
    return { architecture: proxy(architecture, count(row.layers)), assumed: [`architecture=${named.source}`] };
  } catch (error) {
    if (error instanceof ConfigError) return { refused: `architecture cannot be read: ${error.message}` };
    throw error;
  }
}

/** Whether a network has the width and the heads that the row prints. */
function agrees(row: RowModel, { hidden, blocks }: Architecture): boolean {
  const mixer = blocks[0]!.mixer;
  const heads = mixer?.kind === 'attention' ? mixer.heads : undefined;
  return (!row.hidden || hidden === row.hidden) && (!row.heads || !heads || heads === row.heads);
}

/** "Llama 2 70B (fms)" and "LLAMA3.1_8B" are printed ways of a catalogue name. */
function bundledModel(models: readonly ModelEntry[], name: string): ModelEntry | undefined {
  const plain = name.replace(/\([^)]*\)/g, ' ');
  const spaced = plain.replace(/([a-z])(\d)/gi, '$1 $2').replaceAll('_', ' ');
  for (const candidate of [name, plain, spaced, name.split('/').at(-1)!]) {
    const found = findByName(models, candidate);
    if (found) return found;
  }
  return models.find((m) => [m.id, m.name, ...(m.aliases ?? [])].some((own) => tight(own) === tight(plain)));
}

const tight = (name: string): string => nameKey(name).replaceAll(' ', '');

/** The first `layers` layers of a network; all of them when that is what it has. */
export function proxy(architecture: Architecture, layers: number | undefined): Architecture {
  if (layers === undefined || layers === architecture.order.length) return architecture;
  const order =
    layers < architecture.order.length
      ? architecture.order.slice(0, layers)
      : [...architecture.order, ...Array<number>(layers - architecture.order.length).fill(architecture.order.at(-1)!)];
  return { ...architecture, order, name: `${architecture.name}, ${layers} layers` };
}

function fromSizes(row: RowModel, defaults: ArchitectureDefaults): ArchitectureOfRow {
  const hidden = count(row.hidden)!;
  const assumed: string[] = [];
  const note = <T>(value: T | undefined, fallback: T, key: string): T => {
    if (value !== undefined) return value;
    assumed.push(`${key}=${String(fallback)}`);
    return fallback;
  };
  const extra = row.arch_extra ?? {};
  const heads = note(count(row.heads), defaults.heads ?? Math.max(1, Math.round(hidden / 128)), 'heads');
  const vocab = note(count(row.vocab), defaults.vocab, 'vocab');
  const gated = isGated(extra) || (count(row.experts) ?? 0) > 1;
  const ffn = note(count(row.ffn), 4 * hidden, 'ffn');
  const layers = count(row.layers)!;
  const config: Record<string, unknown> = {
    num_hidden_layers: layers,
    hidden_size: hidden,
    num_attention_heads: heads,
    num_key_value_heads: count(row.kv_heads) ?? heads,
    head_dim: count(extra.head_dim) ?? (hidden % heads === 0 ? undefined : Math.round(hidden / heads)),
    intermediate_size: ffn,
    vocab_size: vocab,
    ...typeOf(row, extra, defaults, gated),
  };
  for (const key of Object.keys(config)) if (config[key] === undefined) delete config[key];
  return { architecture: readArchitecture(config, nameKey(row.name).replaceAll(' ', '-'), row.name), assumed };
}

/** Which family's reader, and the keys that only it has. */
function typeOf(
  row: RowModel,
  extra: Readonly<Record<string, unknown>>,
  defaults: ArchitectureDefaults,
  gated: boolean,
): Record<string, unknown> {
  const ffn = count(row.ffn) ?? 4 * count(row.hidden)!;
  const experts = count(row.experts);
  if (defaults.family === 'mpt') return { model_type: 'mpt', expansion_ratio: Math.round(ffn / count(row.hidden)!) };
  if (defaults.family === 'bloom') return { model_type: 'bloom', n_inner: ffn };
  if (count(extra.kv_lora_rank)) {
    return {
      ...extra,
      model_type: 'deepseek_v3',
      moe_intermediate_size: ffn,
      intermediate_size: count(extra.dense_ffn) ?? ffn,
      n_routed_experts: experts,
      num_experts_per_tok: count(row.topk),
      n_shared_experts: count(extra.shared_experts) ?? 0,
      first_k_dense_replace: count(extra.first_num_dense_layers) ?? 0,
      head_dim: undefined,
    };
  }
  if (experts !== undefined && experts > 1) {
    return {
      model_type: extra.sliding_window_size ? 'gpt_oss' : 'mixtral',
      num_local_experts: experts,
      num_experts_per_tok: count(row.topk) ?? 2,
      moe_intermediate_size: ffn,
      n_shared_experts: count(extra.shared_experts),
      sliding_window: count(extra.sliding_window_size),
    };
  }
  if (gated) return { model_type: 'llama' };
  return {
    model_type: 'megatron',
    ffn_hidden_size: ffn,
    position_embedding_type: 'rope',
    hidden_dropout: 0,
    num_query_groups: count(row.kv_heads),
  };
}

const isGated = (extra: Readonly<Record<string, unknown>>): boolean =>
  /,\s*"?linear/.test(shownValue(extra.mlp_activations)) || /gated/.test(shownValue(extra.mlp));
