import { ConfigError } from './config-error.ts';
import type { ConfigReader } from './config-reader.ts';
import { eachLayer } from './sizes.ts';

/**
 * The attention window of each layer in tokens, null = full causal.
 * `layer_types` decides when the config has it; else the family's rule says which layers slide.
 * @throws ConfigError bad-value, mismatch, unsupported
 */
export function readWindows(
  config: ConfigReader,
  layers: number,
  slides: (layer: number) => boolean = () => true,
  keys: readonly string[] = ['sliding_window'],
): (number | null)[] {
  const window = config.has(...keys) ? config.count(keys) : null;
  const types = config.words('layer_types', layers);
  if (types === undefined) return eachLayer(layers, (i) => (slides(i) ? window : null));
  return types.map((type) => {
    if (type === 'full_attention' || type === 'attention') return null;
    if (type !== 'sliding_attention' && type !== 'chunked_attention') {
      throw new ConfigError('unsupported', {
        key: 'layer_types',
        value: type,
        rule: 'full, sliding or chunked attention',
      });
    }
    if (window === null) throw new ConfigError('missing-key', { key: keys[0], rule: `needed by layer type ${type}` });
    return window;
  });
}
