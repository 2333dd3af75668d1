import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { findByName } from '@ridgepoint/engine/facts';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from './build.ts';

/** Names that stand for no single chip of the catalogue, with the reason. */
const UNRESOLVED = new Map([
  ['SM90', 'a compute capability, not a chip'],
  ['SM100', 'a compute capability, not a chip'],
  ['AWS M7i (4th gen Xeon, AMX) CPU', 'the part behind the instance is not published'],
  ['AMD Instinct MI300X 192GB HBM3 (x32), AMD Instinct MI325X 256GB HBM3e (x16)', 'two chips in one run'],
  ['AMD Instinct MI325X 256GB HBM3E (x16), AMD Instinct MI300X 192GB HBM3 (x8)', 'two chips in one run'],
]);

const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
const data = join(folder, '..', '..', 'shared', 'validation');
const present = existsSync(data);

describe('accelerators named by the validation data', () => {
  it.skipIf(!present)(`each resolves to a chip${present ? '' : ' (skipped: ../shared/validation is absent)'}`, () => {
    const { chips } = loadCatalogue(folder);
    const names = new Set<string>();
    for (const file of readdirSync(data).filter((name) => /\.json(\.gz)?$/.test(name))) {
      const bytes = readFileSync(join(data, file));
      collect(JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')), names);
    }
    expect(names.size).toBeGreaterThan(100);
    const lost = [...names].filter((name) => !UNRESOLVED.has(name) && !findByName(chips, name)).sort();
    expect(lost).toEqual([]);
  });
});

function collect(node: unknown, names: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collect(item, names);
  else if (node && typeof node === 'object')
    for (const [key, value] of Object.entries(node))
      if (key === 'accelerator' && typeof value === 'string') names.add(value);
      else collect(value, names);
}
