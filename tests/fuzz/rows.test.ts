import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { interfaceOf, type ScoredRow, summaryTable, validateRows } from '../../engine/src/trust/index.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateData, VALUES } from './chance.ts';

/** One real row of each family and kind of the corpora, nulls and places left out. */
const ROWS = JSON.parse(readFileSync(new URL('./seeds/rows.json', import.meta.url), 'utf8')) as unknown[];
const SEARCHED = 'nemo-0079';
const QUICK = ROWS.filter((row) => (row as { id: string }).id !== SEARCHED);
const CHEAP = QUICK.filter(
  (row) =>
    'config' in (row as object) ||
    /^(mlperf|tt|tpur|intern|fms|lev|kort|meg21|thunder|bloom|tune)/.test((row as { id: string }).id),
);
const CATALOGUE = readCatalogue();
const WORDS = [
  'NVIDIA H100',
  'A100',
  'Llama 3 70B',
  'GPT3-175B',
  'DeepSeek-V3',
  'bf16',
  'fp8',
  'selective layer',
  'FSDP=128',
  'zero-3',
  'lora',
  'rl',
];
const LAYOUTS = ['t*4|t*4', '(t*4|)*999999999', 't*999999999', '((t)*9)*9', 'Et*4|(t*4|)*14tmL'];

function make(chance: Chance, n: number): unknown {
  if (n % 20 === 0) return chance.pick(VALUES);
  // A layout that is searched for costs 25 ms; the rest of them 2 ms, kernels a tenth of that.
  const seed = chance.oneIn(30) ? chance.pick(ROWS) : chance.pick(chance.oneIn(3) ? QUICK : CHEAP);
  const row = mutateData(seed, chance, [...WORDS, ...LAYOUTS]) as Record<string, unknown>;
  if (chance.oneIn(20)) row.recipe = { recipe: { pp_layout: chance.pick(LAYOUTS), etp: chance.pick(VALUES) } };
  return row;
}

/** Each row comes back predicted with finite figures, or refused with a reason. */
function read(row: unknown): string {
  const { rows, summary } = validateRows([row], CATALOGUE);
  for (const scored of rows) check(scored);
  if (rows.length === 0) throw new Error('the row is lost');
  summaryTable(summary, messagesFor('en').face.validate);
  JSON.stringify(interfaceOf({ rows, summary }));
  return 'refused' in rows[0]! ? rows[0].refused.split(/[":]| \d| of /)[0]! : 'value';
}

function check(row: ScoredRow): void {
  for (const word of [row.id, row.family, row.accelerator])
    if (typeof word !== 'string') throw new Error(`a name is ${typeof word}`);
  if ('refused' in row) {
    if (typeof row.refused !== 'string' || row.refused.length < 10 || /undefined|\[object/.test(row.refused))
      throw new Error(`refused without a reason: ${String(row.refused)}`);
    if (row.refused.length > 1000) throw new Error(`a reason of ${row.refused.length} characters`);
    return;
  }
  const numbers = [row.measured, row.predicted, row.low, row.high, row.low80, row.high80];
  if (!numbers.every((x) => Number.isFinite(x) && x > 0))
    throw new Error(`not sane: ${row.quantity} ${numbers.join(', ')}`);
}

it('every seed is scored or refused for what it is', () => {
  expect(ROWS.filter((row) => read(row) === 'value').length).toBeGreaterThan(20);
});

it('mutated rows: predicted, or refused with a reason; never thrown', async () => {
  const tally = await attack({
    name: 'validation rows',
    usual: 6000,
    make,
    read,
    show: (row) => JSON.stringify(row) ?? String(row),
  });
  expectReached(
    tally,
    ['the fields are those', 'no datasheet', 'no architecture is known for ', 'the strategy breaks a rule'],
    0.2,
  );
});
