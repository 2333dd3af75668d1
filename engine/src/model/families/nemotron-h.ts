import type { Attention, Block, Mamba, Mlp, MoeMlp } from '../architecture.ts';
import { ConfigError } from '../config-error.ts';
import { type ConfigReader, MAX_LAYERS, mustDivide } from '../config-reader.ts';
import { decoder } from '../decoder.ts';
import { dense, hasExperts, readExperts } from '../experts.ts';
import type { Family } from '../family.ts';
import { attention, block, readOuter, readSizes } from '../sizes.ts';

/**
 * Nemotron-H and Nemotron 3: each layer is one thing, named by a letter of `hybrid_override_pattern`:
 * M Mamba-2, * attention, - feed-forward (squared ReLU), E experts; one norm a layer.
 * Sources: arXiv 2504.03624 section 2; Mamba-2: arXiv 2405.21060; modeling_nemotron_h.py.
 */
export const nemotronH: Family = {
  name: 'nemotron-h',
  types: ['nemotron_h'],
  classes: { NemotronHFor: 'nemotron_h' },
  keys: ['hybrid_override_pattern', 'ssm_state_size'],
  explains: [
    'num_experts',
    'num_local_experts',
    'n_routed_experts',
    'ssm_state_size',
    'mamba_num_heads',
    'hybrid_override_pattern',
    'layers_block_type',
  ],
  read(given) {
    const hidden = given.count('hidden_size');
    const letters = readLetters(given, 'hybrid_override_pattern', 'layers_block_type');
    if (letters === undefined) {
      throw new ConfigError('missing-key', {
        key: 'hybrid_override_pattern',
        rule: 'one letter of M * - E a layer, or layers_block_type',
      });
    }
    const config = given.filled({ num_hidden_layers: letters.length });
    const outer = readOuter(config);
    if (letters.length !== outer.layers) {
      throw new ConfigError('mismatch', {
        key: 'num_hidden_layers',
        value: outer.layers,
        rule: 'one letter of the pattern a layer',
        nearest: [letters.length],
      });
    }
    const parts = readParts(config, hidden);
    const layers = letters.map((letter) => oneLayer(letter, parts, hidden));
    return decoder(config, { hidden, ...outer }, layers, {
      tied: false,
      finalNormParameters: hidden,
      mtp: readMtp(config, parts, hidden),
    });
  },
};

/** Newer configs spell the letters out. */
const LETTERS: Readonly<Record<string, string>> = { mamba: 'M', attention: '*', mlp: '-', moe: 'E' };

/** One letter a layer, from the pattern or from the list of words. */
function readLetters(config: ConfigReader, patternKey: string, wordsKey: string): readonly string[] | undefined {
  const pattern = config.text(patternKey, '');
  if (pattern !== '') {
    if (pattern.length > MAX_LAYERS)
      throw new ConfigError('bad-value', {
        key: patternKey,
        value: pattern.length,
        rule: `at most ${MAX_LAYERS} layers`,
      });
    return [...pattern];
  }
  return config.words(wordsKey)?.map((word) => (Object.hasOwn(LETTERS, word) ? LETTERS[word]! : word));
}

type Parts = { mamba: () => Mamba; attend: () => Attention; plain: () => Mlp; experts: () => MoeMlp };

/** Parts are read only when a letter asks for them: a stack without experts need not state their sizes. */
function readParts(config: ConfigReader, hidden: number): Parts {
  const mlpBias = config.flag('mlp_bias', false);
  return {
    mamba: once(() => readMamba(config)),
    attend: once(() => {
      const bias = config.flag('attention_bias', false);
      return attention(readSizes(config), { bias: { qkv: bias, out: bias } });
    }),
    plain: once(() => dense(config.count('intermediate_size', { fallback: 4 * hidden }), false, mlpBias)),
    experts: once(() => {
      const latent = config.has('moe_latent_size') ? config.count('moe_latent_size') : undefined;
      return readExperts(config, {
        gated: false,
        latent,
        routerExtra: hasExperts(config) ? config.count('n_routed_experts') : 0,
      });
    }),
  };
}

function readMamba(config: ConfigReader): Mamba {
  const heads = config.count('mamba_num_heads');
  const groups = config.count(['n_groups', 'mamba_n_groups'], { fallback: 8 });
  mustDivide(heads, groups, 'n_groups', 'divides the Mamba heads');
  return {
    kind: 'mamba',
    heads,
    groups,
    headDim: config.count('mamba_head_dim'),
    stateDim: config.count('ssm_state_size'),
    convKernel: config.count('conv_kernel', { max: 1024, fallback: 4 }),
    chunk: config.count('chunk_size', { fallback: 128 }),
  };
}

function oneLayer(letter: string, parts: Parts, hidden: number): Block {
  switch (letter) {
    case 'M':
      return block(parts.mamba(), null, 1, hidden);
    case '*':
      return block(parts.attend(), null, 1, hidden);
    case '-':
      return block(null, parts.plain(), 1, hidden);
    case 'E':
      return block(null, parts.experts(), 1, hidden);
    default:
      throw new ConfigError('bad-value', {
        key: 'hybrid_override_pattern',
        value: letter,
        rule: 'letters M, *, - and E',
        nearest: ['M', '*', '-', 'E'],
      });
  }
}

/** A prediction module written "*E" is one attention and one expert layer: together a block with two norms. */
function readMtp(config: ConfigReader, parts: Parts, hidden: number): { count: number; layer: Block } | undefined {
  const count = config.count('num_nextn_predict_layers', { min: 0, max: 64, fallback: 0, quiet: true });
  if (count === 0) return undefined;
  const pattern = readLetters(config, 'mtp_hybrid_override_pattern', 'mtp_layers_block_type')?.join('') ?? '*E';
  if (pattern !== '*E')
    throw new ConfigError('unsupported', {
      key: 'mtp_hybrid_override_pattern',
      value: pattern,
      rule: '*E',
      nearest: ['*E'],
    });
  return { count, layer: block(parts.attend(), parts.experts(), 2, hidden) };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
