import { nearest } from '../units/index.ts';
import type { Architecture } from './architecture.ts';
import { checkConfig, isRecord } from './check-config.ts';
import { ConfigError } from './config-error.ts';
import { ConfigReader } from './config-reader.ts';
import { FAMILIES } from './families/index.ts';
import type { Family } from './family.ts';
import { refuseUnexplained } from './structural-keys.ts';
import { readVision } from './vision.ts';

const LLAMA_KEYS = ['hidden_size', 'num_hidden_layers', 'num_attention_heads', 'intermediate_size', 'vocab_size'];
const TEXT_PARTS = ['text_config', 'llm_config', 'language_config'];
/** Where models that speak keep all that reads (Qwen2.5-Omni, Qwen3-Omni); what speaks is another network. */
const READING_PART = 'thinker_config';

/**
 * Understands a Hugging Face config: sizes only.
 * @param config the parsed `config.json`; of a multimodal one the text part is read.
 * @throws ConfigError when a key is missing, out of range or contradicts another, or the type is not known.
 */
export function readArchitecture(config: unknown, id: string, name: string): Architecture {
  const whole = checkConfig(config);
  const inner = Object.hasOwn(whole, READING_PART) ? whole[READING_PART] : undefined;
  const outer = isRecord(inner) ? inner : whole;
  const { text, line } = textPart(outer, outer === whole ? '' : `${READING_PART}.`);
  const reader = new ConfigReader(text);
  const modelType = reader.text('model_type', '');
  const { family, type } = chooseFamily(reader, modelType);
  const found = family.read(reader, type);
  const vision = readVision(outer, found.hidden);
  const deaf = Object.hasOwn(outer, 'audio_config') ? '; its audio tower is left out' : '';
  const tower = vision
    ? `its vision tower, ${vision.tower.layers} layers of ${vision.tower.hidden}, serves and is not trained${deaf}`
    : 'towers for pictures and sound are left out';
  // Some configs have the text's keys outside, beside the tower's.
  const multimodal = line !== undefined ? [`${line}; ${tower}`] : vision ? [tower] : [];
  return { id, name, ...found, ...(vision && { vision }), assumed: [...multimodal, ...reader.assumed] };
}

/** The names of every model_type that is read, sorted. */
export const knownModelTypes = (): readonly string[] => FAMILIES.flatMap((f) => f.types).sort();

/** The family that reads a config and the model_type it is read as. */
function chooseFamily(reader: ConfigReader, modelType: string): { family: Family; type: string } {
  const byType = FAMILIES.find((f) => f.types.includes(modelType));
  if (byType !== undefined) return { family: byType, type: modelType };
  const guess = byClass(reader) ?? byKeys(reader);
  if (guess === undefined) throw unknownType(reader, modelType);
  refuseUnexplained(reader, guess.family);
  const said = modelType === '' ? 'missing' : `"${modelType.slice(0, 60)}" unknown`;
  reader.assumed.push(`model_type ${said}: read as ${guess.type || guess.family.name} for its ${guess.why}`);
  return guess;
}

function byClass(reader: ConfigReader): { family: Family; type: string; why: string } | undefined {
  const list = reader.find('architectures')?.value;
  const className = Array.isArray(list) && typeof list[0] === 'string' ? list[0] : '';
  for (const family of FAMILIES) {
    const known = Object.entries(family.classes ?? {}).find(([start]) => className.startsWith(start));
    if (known !== undefined) return { family, type: known[1], why: `class ${className.slice(0, 60)}` };
  }
  return undefined;
}

function byKeys(reader: ConfigReader): { family: Family; type: string; why: string } | undefined {
  const family = FAMILIES.find((f) => f.keys.length > 0 && f.keys.every((key) => reader.has(key)));
  return family && { family, type: '', why: `keys ${family.keys.join(', ')}` };
}

function unknownType(reader: ConfigReader, modelType: string): ConfigError {
  const missing = LLAMA_KEYS.filter((key) => !reader.has(key));
  return new ConfigError('unknown-type', {
    key: 'model_type',
    value: modelType,
    rule: `a known model_type, or the keys ${LLAMA_KEYS.join(', ')} (missing: ${missing.join(', ')})`,
    nearest: nearest(modelType, knownModelTypes(), 2),
  });
}

/** The language model inside a multimodal config; what the outer object alone knows is carried in. */
function textPart(config: Record<string, unknown>, within: string): { text: Record<string, unknown>; line?: string } {
  for (const key of TEXT_PARTS) {
    const inner = Object.hasOwn(config, key) ? config[key] : undefined;
    if (!isRecord(inner)) continue;
    const carried: Record<string, unknown> = {};
    for (const outer of ['model_type', 'tie_word_embeddings', 'architectures']) {
      if (Object.hasOwn(config, outer)) carried[outer] = config[outer];
    }
    return { text: { ...carried, ...inner }, line: `${within}${key} read` };
  }
  return { text: config };
}
