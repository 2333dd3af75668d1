import { ConfigError } from './config-error.ts';

export const MAX_CONFIG_DEPTH = 64;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses what is no plain object, nests too deep or carries a key that reaches a prototype. @throws ConfigError */
export function checkConfig(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new ConfigError('not-object', { rule: 'a JSON object at the top' });
  visit(value, 1);
  return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function visit(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_CONFIG_DEPTH) throw tooDeep(depth);
  if (Array.isArray(value)) {
    for (const item of value) visit(item, depth + 1);
    return;
  }
  for (const key of Object.keys(value)) {
    if (FORBIDDEN.has(key))
      throw new ConfigError('forbidden-key', { key, rule: `none of ${[...FORBIDDEN].join(', ')}` });
    visit((value as Record<string, unknown>)[key], depth + 1);
  }
}

export const tooDeep = (depth: number) =>
  new ConfigError('too-deep', { value: depth, rule: `at most ${MAX_CONFIG_DEPTH} levels` });
