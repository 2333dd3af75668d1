import { ConfigError } from './config-error.ts';

export const MAX_SIZE = 1e9;
export const MAX_LAYERS = 10_000;

interface CountOptions {
  readonly min?: number;
  readonly max?: number;
  /** Used, and noted, when no key is present or all are null. */
  readonly fallback?: number;
  /** The fallback is what the format itself says by default: nothing is noted. */
  readonly quiet?: boolean;
}

/** Typed access to a config object. Every family reads through it, so limits and error details are the same everywhere. */
export class ConfigReader {
  /** How missing keys were understood. */
  readonly assumed: string[];
  private readonly config: Readonly<Record<string, unknown>>;

  constructor(config: Readonly<Record<string, unknown>>, assumed: string[] = []) {
    this.config = config;
    this.assumed = assumed;
  }

  /** The first of the keys that is present and not null. Only own keys count. */
  find(...keys: string[]): { key: string; value: unknown } | undefined {
    for (const key of keys) {
      if (Object.hasOwn(this.config, key) && this.config[key] !== null && this.config[key] !== undefined) {
        return { key, value: this.config[key] };
      }
    }
    return undefined;
  }

  has(...keys: string[]): boolean {
    return this.find(...keys) !== undefined;
  }

  /** A whole number. @throws ConfigError missing-key, bad-value */
  count(keys: string | readonly string[], options: CountOptions = {}): number {
    const names = typeof keys === 'string' ? [keys] : keys;
    const found = this.find(...names);
    const { min = 1, max = MAX_SIZE, fallback } = options;
    if (found === undefined) {
      if (fallback === undefined)
        throw new ConfigError('missing-key', { key: names[0], rule: `one of ${names.join(', ')}` });
      if (!options.quiet) this.assumed.push(`${names[0]} missing: ${fallback}`);
      return fallback;
    }
    const { key, value } = found;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      const nearest =
        typeof value === 'number' && Number.isFinite(value) ? [clamp(Math.round(value), min, max)] : undefined;
      throw new ConfigError('bad-value', { key, value, rule: `integer ${min} .. ${max}`, nearest });
    }
    return value;
  }

  /** A truth value; a missing one is `fallback`. @throws ConfigError bad-value */
  flag(keys: string | readonly string[], fallback: boolean): boolean {
    const found = this.find(...(typeof keys === 'string' ? [keys] : keys));
    if (found === undefined) return fallback;
    if (typeof found.value !== 'boolean') throw new ConfigError('bad-value', { ...found, rule: 'true or false' });
    return found.value;
  }

  /** A number of any kind (dropout rates). @throws ConfigError bad-value */
  number(key: string, fallback: number): number {
    const found = this.find(key);
    if (found === undefined) return fallback;
    if (typeof found.value !== 'number' || !Number.isFinite(found.value))
      throw new ConfigError('bad-value', { ...found, rule: 'a number' });
    return found.value;
  }

  /** A string. @throws ConfigError bad-value */
  text(key: string, fallback: string): string {
    const found = this.find(key);
    if (found === undefined) return fallback;
    if (typeof found.value !== 'string') throw new ConfigError('bad-value', { ...found, rule: 'a string' });
    return found.value;
  }

  /** One word a layer; without a length as many as there are. @throws ConfigError bad-value, mismatch */
  words(key: string, length?: number): readonly string[] | undefined {
    const found = this.find(key);
    if (found === undefined) return undefined;
    if (!Array.isArray(found.value) || !found.value.every((v) => typeof v === 'string')) {
      throw new ConfigError('bad-value', { key, rule: 'a list of strings' });
    }
    if (found.value.length !== (length ?? Math.min(found.value.length, MAX_LAYERS))) {
      throw new ConfigError('mismatch', {
        key,
        value: found.value.length,
        rule: 'one entry a layer',
        nearest: [length ?? MAX_LAYERS],
      });
    }
    return found.value as string[];
  }

  /** A list of whole numbers; absent = empty. @throws ConfigError bad-value */
  counts(key: string): readonly number[] {
    const found = this.find(key);
    if (found === undefined) return [];
    if (!Array.isArray(found.value) || !found.value.every((v) => Number.isInteger(v) && v >= 0)) {
      throw new ConfigError('bad-value', { key, rule: 'a list of whole numbers' });
    }
    return found.value as number[];
  }

  /** The same config with these keys where it has none; lines go to the same list. */
  filled(defaults: Readonly<Record<string, number>>): ConfigReader {
    const merged: Record<string, unknown> = { ...this.config };
    for (const [key, value] of Object.entries(defaults)) {
      if (!this.has(key)) merged[key] = value;
    }
    return new ConfigReader(merged, this.assumed);
  }

  /** A nested object, or an empty reader. @throws ConfigError bad-value */
  nested(key: string): ConfigReader {
    const found = this.find(key);
    if (found === undefined) return new ConfigReader({});
    if (typeof found.value !== 'object' || Array.isArray(found.value))
      throw new ConfigError('bad-value', { key, rule: 'an object' });
    return new ConfigReader(found.value as Record<string, unknown>);
  }
}

/** @throws ConfigError mismatch with the divisors of `whole` next to `part`. */
export function mustDivide(whole: number, part: number, key: string, rule: string): void {
  if (whole % part === 0) return;
  let below = Math.min(part, whole);
  while (below > 1 && whole % below !== 0) below--;
  let above = part;
  while (above < whole && above < part + 10_000 && whole % above !== 0) above++;
  const nearest = [...new Set([below, above])].filter((n) => n >= 1 && whole % n === 0);
  throw new ConfigError('mismatch', { key, value: part, rule: `${rule} (${whole})`, nearest });
}

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));
