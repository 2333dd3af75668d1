import type { ConfigDetails } from '../phrase.ts';
import { nearest, placeIn } from './words.ts';

const keyed = (v: ConfigDetails): string => (v.key === '' ? 'the config' : `config key "${v.key}"`);
const valued = (v: ConfigDetails): string => (v.value === '' ? '' : ` = ${v.value}`);

/** A model's config.json that cannot be read, by the code of model/'s `ConfigError`. */
export const config = {
  problems: {
    'too-large': (v: ConfigDetails) =>
      `the config has ${v.value} bytes; the rule is ${v.rule}; nearest: the config.json of the model, nothing else`,
    'too-deep': (v: ConfigDetails) =>
      `the config is nested ${v.value} levels deep; the rule is ${v.rule}; nearest: a config.json as published`,
    'not-json': (v: ConfigDetails) =>
      `the config is not ${v.rule || 'JSON'}${v.value ? ` at ${placeIn(v.value)}` : ''}; nearest: a config.json as published`,
    'not-object': (v: ConfigDetails) => `the config is not ${v.rule || 'an object'}; nearest: {"model_type": …}`,
    'forbidden-key': (v: ConfigDetails) => `${keyed(v)} is not allowed; nearest: leave it out`,
    'missing-key': (v: ConfigDetails) => `${keyed(v)} is missing; the rule is ${v.rule}${nearest(v.nearest)}`,
    'bad-value': (v: ConfigDetails) => `${keyed(v)}${valued(v)} breaks the rule: ${v.rule}${nearest(v.nearest)}`,
    mismatch: (v: ConfigDetails) =>
      `${keyed(v)}${valued(v)} does not go with the other keys; the rule is ${v.rule}${nearest(v.nearest)}`,
    unsupported: (v: ConfigDetails) =>
      `${keyed(v)}${valued(v)} is not supported; supported is ${v.rule}${nearest(v.nearest)}`,
    'unknown-type': (v: ConfigDetails) =>
      `${keyed(v)}${valued(v)} is not a known network; the rule is ${v.rule}${nearest(v.nearest)}`,
  },
  /** A rule's short formula, as the model room writes it. */
  rule: (rule: string) => rule,
};
