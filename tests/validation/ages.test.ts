import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalogue, withKernels } from '../../catalogue/src/index.ts';
import type { Face } from '../../cli/src/face.ts';
import { readText } from '../../cli/src/files.ts';
import { readYaml } from '../../cli/src/read-yaml.ts';
import { render } from '../../cli/src/render.ts';
import { loadSolver } from '../../cli/src/solver.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { OPERATIONS, type Operation, readInput } from '../../engine/src/operations.ts';
import { LOCALES } from '../../engine/src/units/index.ts';
import { root } from '../e2e/ridgepoint.ts';

const catalogue = withKernels(readCatalogue('catalogue/dist/catalogue.json'), 'catalogue/dist/kernels.json');
const example = (path: string) => ({
  name: path.replace(/^.*\//, '').replace('.yaml', ''),
  data: readYaml(readText(join(root, 'examples', path)), path) as Readonly<Record<string, unknown>>,
});
const run8b = {
  train: { model: 'llama-3.1-8b', tokens: '1T' },
  on: { accelerator: 'h100-sxm', count: 8 },
};
const serve8b = { serve: { model: 'llama-3.1-8b' }, traffic: { concurrency: 8 }, on: { accelerator: 'h100-sxm' } };
// A solver places a fleet: what is looked at here is its prices.
const solver = await loadSolver();
const fleet = {
  fleet: {
    periods: ['2027-Q1'],
    pools: { h100: { accelerator: 'h100-sxm', count: 64 } },
    workloads: { tune: { kind: 'posttraining', on: { h100: 1000 } } },
  },
};
const two = [example('own-h200-shanghai.yaml'), example('own-h200-virginia.yaml')];

/** Every command that stands on a price, a rate or a grid, each with the least that it can be asked. */
const ASKED: readonly (readonly [name: string, input: unknown])[] = [
  ['estimate-train', { ...run8b, strategy: { tp: 1, pp: 1 } }],
  ['plan-train', { ...run8b, strategy: { tp: [1], pp: [1], micro_batch: [1] } }],
  ['compare-train', run8b],
  ['estimate-serve', serve8b],
  ['compare-serve', serve8b],
  ['compare-own', two[0]!.data],
  ['plan-fleet', fleet],
  ['estimate-carbon', { carbon: { hours: '1M' }, on: { accelerator: 'h100-sxm' } }],
  ['estimate-carbon', { carbon: { hours: '1M' }, on: { accelerator: 'h100-sxm' }, economics: { grid: 'CHN' } }],
  ['estimate-chip', { on: { accelerator: 'h100-sxm' }, economics: { currency: 'CNY' } }],
  ['estimate-supply', {}],
  ['estimate-value', { value: { hours: '1M' } }],
  ['plan-data', { data: { budget: '5M USD', mfu: 0.4 } }],
  ['crossover', { scenarios: two, over: 'utilisation' }],
  ['compare', { scenarios: two }],
  ['diff', { scenarios: two }],
  ['check', { scenarios: [{ name: 'own', data: { ...two[0]!.data, assert: { 'cost.usd': '< 100M' } } }] }],
];
const faceOf = (locale: (typeof LOCALES)[number]): Face => ({
  locale,
  messages: messagesFor(locale),
  colour: false,
  width: 80,
});
/** What says that something is old, in any format. */
const MARK = /†|older than 180|超过 180|older_than_180|"old": true/;

describe('prices, rates and grids show their age', () => {
  it.each(ASKED)('%s', (name, input) => {
    const { input: schema, run, output } = (OPERATIONS as readonly Operation[]).find((one) => one.name === name)!;
    const asked = (today: string) => run({ catalogue, today, solver }, readInput(schema, input));
    // Half a year after the newest fact everything is old; on a day before the oldest nothing is.
    const [late, early] = [asked('2027-06-30'), asked('1990-01-01')];
    for (const locale of LOCALES)
      for (const format of ['text', 'md', 'csv', 'json'] as const) {
        const printed = (data: unknown) => render(output, data, format, faceOf(locale), { explain: '' });
        expect(printed(late), `${locale} ${format}`).toMatch(MARK);
        expect(printed(early), `${locale} ${format}`).not.toMatch(MARK);
      }
  });
});
