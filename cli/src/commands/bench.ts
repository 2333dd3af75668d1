import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse } from '@ridgepoint/engine/operations';
import { benchFleet } from '../bench/fleet.ts';
import { bench } from '../bench/index.ts';
import { loadCatalogue, loadWithKernels } from '../catalogue.ts';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { writeWhole } from '../files.ts';
import { benchPage } from '../terminal/bench.ts';

/** Beside the folder of the bundle, where this code stands once it is built. */
const launcher = () => fileURLToPath(new URL('../bin/ridgepoint.mjs', import.meta.url));

/** Measures, prints, and writes `[{name, value, unit, peer, peer_value, ratio}]` where a file is given. Throws InputError. */
export async function benchCommand(face: Face, json?: string): Promise<number> {
  // Measuring takes a minute: a file that cannot be written is told before.
  if (json !== undefined && !existsSync(dirname(json)))
    throw refuse('file-unwritable', json, { values: { reason: 'ENOENT' } });
  const measures = [...bench(await loadCatalogue(), await loadWithKernels(), launcher()), ...(await benchFleet())];
  process.stdout.write(benchPage(measures, face));
  if (json !== undefined) {
    writeWhole(json, `${JSON.stringify(measures, null, 2)}\n`);
    process.stderr.write(`${face.messages.face.written(json)}\n`);
  }
  return EXIT.ok;
}
