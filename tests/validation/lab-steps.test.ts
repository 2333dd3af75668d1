import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mergeCatalogue, readCatalogue, readOverlay } from '../../catalogue/src/index.ts';
import { calibrateRows, readUserRows, type TrainingRow, validateRows } from '../../engine/src/trust/index.ts';

// A sweep of `ridgepoint lab compare` on 2026-11-29, on one thread with the lab's own kernels at a load of 1, and the chip of its probe:
// see docs/lab.md.
const [chip, text] = ['this-machine.yaml', 'steps.json'].map((name) => readFileSync(`lab/fixtures/${name}`, 'utf8'));
const rows = JSON.parse(text!) as (TrainingRow & { readonly date: string })[];
const base = readCatalogue();
const catalogue = mergeCatalogue(base, readOverlay(chip!, 'this-machine.yaml', base));

it('steps of the lab are what the engine says of them by the probed chip alone', () => {
  const [steps] = validateRows(rows, catalogue).summary;
  expect(rows.length).toBeGreaterThanOrEqual(40);
  expect(steps).toMatchObject({ family: 'ridgepoint-lab', n: rows.length, refused: 0 });
  expect(steps!.median_ape).toBeLessThanOrEqual(0.1);
  // As of any family by itself: the lab's own forecast, step by step, holds more (docs/lab.md).
  expect(steps!.coverage90).toBeGreaterThanOrEqual(0.8);
});

it('rows of the lab are read by calibrate, which finds little to mend', () => {
  const { date } = rows[0]!;
  const { steps } = calibrateRows(readUserRows(text!), catalogue, { file: 'steps.json', date });
  expect(steps).toHaveLength(1);
  expect(Math.abs(Math.log(steps[0]!.factor))).toBeLessThan(0.1);
});
