import { jsonFault } from '../units/index.ts';
import type { Architecture } from './architecture.ts';
import { checkConfig, MAX_CONFIG_DEPTH, tooDeep } from './check-config.ts';
import { ConfigError } from './config-error.ts';
import { readArchitecture } from './read-architecture.ts';

export const MAX_CONFIG_BYTES = 1_048_576;

/**
 * Reads the text of a Hugging Face `config.json`.
 * @param text at most 1 MiB, nested at most 64 deep; Python's `Infinity` and `NaN` are read as null.
 * @throws ConfigError and nothing else.
 */
export function parseConfigText(text: string, name = 'config'): Architecture {
  return readArchitecture(parseConfig(text), name, name);
}

/** The checked JSON object of a config text, before it is understood. @throws ConfigError */
export function parseConfig(text: string): Record<string, unknown> {
  // A UTF-16 unit is at least one byte of UTF-8, so the cheap test comes first.
  if (text.length > MAX_CONFIG_BYTES || utf8Bytes(text) > MAX_CONFIG_BYTES) {
    throw new ConfigError('too-large', { value: text.length, rule: `at most ${MAX_CONFIG_BYTES} bytes` });
  }
  const plain = scan(text);
  let value: unknown;
  try {
    value = JSON.parse(plain);
  } catch {
    throw new ConfigError('not-json', { value: jsonFault(plain), rule: 'JSON (RFC 8259)' });
  }
  return checkConfig(value);
}

/** One pass before JSON.parse: measures the nesting outside strings and turns Python's non-finite numbers into null. */
function scan(text: string): string {
  let depth = 0;
  let out = '';
  let copied = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) i = endOfString(text, i);
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_CONFIG_DEPTH) throw tooDeep(depth);
    } else if (c === 0x5d || c === 0x7d) depth--;
    else if (c === 0x49 || c === 0x4e) {
      const word = text.startsWith('Infinity', i) ? 'Infinity' : text.startsWith('NaN', i) ? 'NaN' : '';
      if (word === '') continue;
      const start = text[i - 1] === '-' ? i - 1 : i;
      out += `${text.slice(copied, start)}null`;
      copied = i + word.length;
      i = copied - 1;
    }
  }
  return out + text.slice(copied);
}

/** Index of the closing quote, or of the last character when the string never ends. */
function endOfString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i++;
    else if (c === 0x22) return i;
  }
  return text.length;
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // A surrogate pair is four bytes: two for each half.
    bytes += c < 0x80 ? 1 : c < 0x800 || (c >= 0xd800 && c < 0xe000) ? 2 : 3;
  }
  return bytes;
}
