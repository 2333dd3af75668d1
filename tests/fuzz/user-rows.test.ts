import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mergeCatalogue, readCatalogue, readOverlay } from '../../catalogue/src/index.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import {
  calibrateRows,
  overlayText,
  RowsProblem,
  type RowsReason,
  readUserRows,
} from '../../engine/src/trust/index.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateData, mutateText } from './chance.ts';

const CATALOGUE = readCatalogue();
const MESSAGES = (['en', 'zh-CN'] as const).map((locale) => messagesFor(locale).calibrate.reasons);
const CSV = [
  'chip,dtype,m,n,k,time_us,library\nh100,bf16,64,4096,4096,20,vllm\nh100,bf16,128,4096,4096,"21",vllm\n',
  'chip,op,batch,seq_len,heads,kv_heads,head_dim,kv_dtype,time_us\nh100,decode,8,1024,32,8,128,fp8,11\n',
  'chip,op,gpus,message_bytes,dtype,time_us,date\nh100,all_reduce,8,1048576,half,30,2026-01-01\n',
];
const SEEDS = JSON.parse(readFileSync(new URL('./seeds/rows.json', import.meta.url), 'utf8')) as { id: string }[];
const KERNELS = SEEDS.filter((row) => 'config' in row);
/** Enough products for a fit, so that mutated ones are fitted and not only refused. */
const PRODUCTS = Array.from({ length: 9 }, (_, i) => ({
  id: `row-${i}`,
  kind: 'gemm',
  op: 'gemm',
  hardware: { accelerator: 'h100' },
  config: { m: 2 ** (i + 2), n: 1024 * (i + 1), k: 4096, dtype: 'bf16' },
  measured: { time_us: 8 + i },
}));

function make(chance: Chance, n: number): string {
  if (n % 3 === 0) return mutateText(chance.pick(CSV), chance);
  // A fit takes a few hundredths of a second: one input in forty.
  const rows = n % 40 === 1 ? PRODUCTS : [chance.pick(KERNELS)];
  const mutated = JSON.stringify(mutateData(rows, chance, ['h100', 'fp8', '-1', 'decode'])) ?? '[]';
  return chance.oneIn(5) ? mutateText(mutated, chance) : mutated;
}

/** Read, fitted, written and read again; or refused with a sentence in both languages. */
function read(text: string): string {
  try {
    const rows = readUserRows(text);
    const calibration = calibrateRows(rows, CATALOGUE, { file: 'mine.csv', date: '2026-11-24' });
    const overlay = readOverlay(overlayText(calibration), 'fits.yaml', CATALOGUE);
    mergeCatalogue(CATALOGUE, overlay);
    for (const { fit } of calibration.kernels)
      if (!Object.values(fit.parameters).every(Number.isFinite)) throw new Error('a parameter is no number');
    for (const { reason } of calibration.unused) say(reason);
    return 'value';
  } catch (error) {
    if (!(error instanceof RowsProblem)) throw error;
    say(error.reason);
    return error.reason.code;
  }
}

function say({ code, values, nearest }: RowsReason): void {
  for (const reasons of MESSAGES) {
    const sentence = reasons[code]({ ...values, nearest });
    if (sentence.length > 1500 || /undefined|\[object/.test(sentence)) throw new Error(`said: ${sentence}`);
  }
}

it('mutated tables and rows of a user: fitted, or refused for what they are', async () => {
  const tally = await attack({
    name: "a user's rows",
    usual: 6000,
    make,
    read,
    unhurried: (outcome) => outcome === 'value',
  });
  expectReached(
    tally,
    [
      'csv-kind',
      'csv-column',
      'csv-missing',
      'csv-cells',
      'csv-quote',
      'json',
      'few-shapes',
      'no-time',
      'chip',
      'kind',
      'row',
    ],
    0.005,
  );
  expect(read(JSON.stringify(PRODUCTS))).toBe('value');
});
