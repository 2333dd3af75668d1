import { type Because, derive, input, sum } from '../../because/index.ts';
import { indexKeyBytes } from '../iteration/sparse-law.ts';
import type { Group } from './cache-layout.ts';
import { headsCache, latentCache, stateCache, windowCache } from './cache-terms.ts';

/**
 * Why one token of a request of `tokens` takes so many bytes on the fullest accelerator: kinds of layer, heads, their size, bytes of an
 * element. `value` = bytes, as the layout counts them.
 */
export function tokenReason(
  groups: readonly Group[],
  tp: number,
  element: number,
  tokens: number,
  value: number,
): Because {
  const names = new Map<string, number>();
  const parts = alike(groups).map((group) => {
    const part = partOf(group, tp, element, tokens);
    const seen = (names.get(part.name) ?? 0) + 1;
    names.set(part.name, seen);
    return seen === 1 ? part : { ...part, name: `${part.name}_${seen}` };
  });
  const [one, ...others] = parts;
  const whole = one && others.length === 0 ? one : sum('', 'B', parts);
  return { ...whole, name: 'bytes_per_token', value };
}

function partOf({ mixer, layers, window, state, kept }: Group, tp: number, element: number, tokens: number): Because {
  const count = input('layers', layers, '1');
  if (mixer.kind === 'mamba')
    return derive('state_layers', stateCache, [count, input('state', state, 'B'), input('tokens', tokens, 'token')]);
  const bytes = input('element', element, 'B');
  const all =
    mixer.kind === 'attention'
      ? derive(window === Infinity ? 'full_layers' : 'all_tokens', headsCache, [
          count,
          input('kv_heads', mixer.kvHeads, '1'),
          input('tp', tp, '1'),
          input('head_size', mixer.headDim, '1'),
          bytes,
        ])
      : derive('latent_layers', latentCache, [
          count,
          input('latent', mixer.kvLoraRank + mixer.qkRope, '1'),
          bytes,
          input('index_key', mixer.indexer?.own ? indexKeyBytes(mixer.indexer.headDim) : 0, 'B'),
        ]);
  if (window === Infinity) return all;
  return derive('window_layers', windowCache, [all, input('kept_share', kept(tokens) / tokens, '1')]);
}

/** Kinds of block that keep the same cache as one: those of DeepSeek-V3 differ in their MLP alone. */
function alike(groups: readonly Group[]): readonly Group[] {
  const by = new Map<string, Group>();
  for (const group of groups) {
    const key = JSON.stringify([group.mixer.kind, group.bytes, group.window, group.state]);
    const before = by.get(key);
    by.set(key, before ? { ...before, layers: before.layers + group.layers } : group);
  }
  return [...by.values()].filter(({ bytes, state }) => bytes > 0 || state > 0);
}
