// Lays a machine's own rows beside the predictions: half of the shapes are fitted, the other half judge the fit.
// Usage: node cli/bin/run.mjs bench/gpu/compare.ts FILE...     (as bench/gpu/measure.py writes them, gzipped or not: rows, and steps)
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readCatalogue, withKernels } from '@ridgepoint/catalogue';
import { comparison } from './comparison.ts';
import { readRows } from './read-rows.ts';
import { report } from './report.ts';

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write('usage: node cli/bin/run.mjs bench/gpu/compare.ts FILE...\n');
  process.exitCode = 2;
} else {
  const rows = readRows(
    files.map((file) => {
      const bytes = readFileSync(file);
      return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
    }),
  );
  const catalogue = withKernels(readCatalogue('catalogue/dist/catalogue.json'), 'catalogue/dist/kernels.json');
  process.stdout.write(report(comparison(rows, catalogue)));
}
