import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const ASKED = ['--model', 'llama-3.1-70b', '--weights', 'fp8', '--input', '1000', '--output', '250'];
const compare = (...words: string[]) => ['compare', 'serve', ...words];
const json = (words: readonly string[]) => JSON.parse(ridgepoint([...words, '--json']).out);

interface Amount {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
interface Row {
  readonly chip: string;
  readonly accelerators: number;
  readonly input: number;
  readonly output: number;
  readonly outcome: string;
  readonly meets: boolean;
  readonly front: boolean;
  readonly refused: { rule: string } | null;
  readonly ttft: Amount | null;
  readonly tpot: Amount | null;
  readonly costPerMillion: Amount | null;
  readonly joulesPerToken: Amount | null;
}

describe('compare serve', () => {
  const asked = compare(...ASKED, '--on', 'h100-sxm,b200-sxm', '--gpus', '1,8');
  const answer = json(asked) as { rows: Row[]; best: { cheapest: number; fastest: number }[] };

  it('has a row for each deployment in the order asked, each as it is alone, and says which do not fit', () => {
    expect(answer.rows.map(({ chip, accelerators }) => `${accelerators} ${chip}`)).toEqual(
      ['h100-sxm', 'b200-sxm'].flatMap((chip) => [1, 8].map((n) => `${n} ${chip}`)),
    );
    const alone = json(['estimate', 'serve', ...ASKED, '--on', 'b200-sxm', '--gpus', '8']);
    expect(answer.rows[3]).toMatchObject({
      ttft: alone.figures.ttft,
      tpot: alone.figures.tpot,
      costPerMillion: alone.figures.money.allPerOutput,
    });
    expect(answer.rows[0]).toMatchObject({ outcome: 'does-not-fit', meets: false, tpot: null });
  });

  it('marks exactly those that no other beats, and the least as cheapest and fastest', () => {
    const able = answer.rows.filter(({ meets }) => meets);
    const scores = (r: Row) => [
      r.tpot!.value,
      r.ttft!.value,
      r.costPerMillion?.value ?? Infinity,
      r.joulesPerToken?.value ?? Infinity,
      r.accelerators,
    ];
    const beats = (a: Row, b: Row) =>
      scores(a).every((s, i) => s <= scores(b)[i]!) && scores(a).some((s, i) => s < scores(b)[i]!);
    for (const row of able) expect(row.front, row.chip).toBe(!able.some((other) => beats(other, row)));
    const [best] = answer.best;
    expect(answer.rows[best!.fastest]!.tpot!.value).toBe(Math.min(...able.map((r) => r.tpot!.value)));
    expect(answer.rows[best!.cheapest]!.costPerMillion!.value).toBe(
      Math.min(...able.map((r) => r.costPerMillion!.value)),
    );
  });

  const grows = compare(
    '--model',
    'llama-3.1-8b',
    '--on',
    'l40s,h100-sxm',
    '--over-context',
    '32k,4k',
    '--output',
    '500',
  );

  it('grows prompts beside answers of one length, and everything gets longer and dearer with them', () => {
    const { rows, contexts } = json(grows) as { rows: Row[]; contexts: number[] };
    expect(contexts).toEqual([4000, 32_000]);
    expect(rows.map(({ input, output }) => [input, output])).toEqual([3500, 3500, 31_500, 31_500].map((n) => [n, 500]));
    for (const i of [0, 1]) {
      expect(rows[i + 2]!.ttft!.value).toBeGreaterThan(rows[i]!.ttft!.value);
      expect(rows[i + 2]!.costPerMillion!.value).toBeGreaterThan(rows[i]!.costPerMillion!.value);
    }
  });

  it.each([
    [
      'en',
      /Cheapest from 4,000 to 32,000 tokens of context: .*Fastest from 4,000 .*From 4,000 to 32,000 tokens of context/s,
    ],
    ['zh-CN', /上下文 4,000 至 32,000 token 时最省：.*时最快：.*上下文从 4,000 增至 32,000 token/s],
  ])('prints a verdict and a table within 80 columns (%s)', (lang, verdict) => {
    const { out, code, err } = ridgepoint([...grows, '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    expect(out.replace(/\s+/g, ' ')).toMatch(verdict);
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('says that a deployment is the cheapest of those whose price is known, and whose is not', () => {
    const { out } = ridgepoint(compare('--model', 'llama-3.1-8b', '--on', 'h100-sxm,ascend910b', '--gpus', '1'));
    expect(out).toMatch(/Cheapest of those whose price is known.*No rental price of Huawei Ascend 910B2 is known/s);
  });

  it('writes CSV and Markdown with a row a deployment', () => {
    const csv = ridgepoint([...asked, '--csv'])
      .out.trim()
      .split('\r\n');
    expect(csv).toHaveLength(5);
    // An engine's name holds a comma.
    expect(new Set(csv.map((line) => line.replace(/"[^"]*"/g, '').split(',').length)).size).toBe(1);
    expect(ridgepoint([...asked, '--md']).out.match(/^\| (?:h100-sxm|b200-sxm)/gm)).toHaveLength(4);
  });

  it('takes a broken rule of one deployment as a row, of all as an error; refuses contexts that cannot be', () => {
    const cut = json(compare(...ASKED, '--on', 'h100-sxm', '--gpus', '8', '--tp', '3,8')).rows as Row[];
    expect([cut[0]!.refused === null, cut[1]!.meets]).toEqual([false, true]);
    expect(ridgepoint(compare(...ASKED, '--on', 'h100-sxm', '--gpus', '8', '--tp', '3')).code).toBe(2);
    const short = ridgepoint(compare(...ASKED, '--on', 'h100-sxm', '--over-context', '200'));
    expect([short.code, short.err.includes('500')]).toEqual([2, true]);
    const many = ridgepoint(
      compare(...ASKED, '--on', 'h100-sxm', '--gpus', Array.from({ length: 65 }, (_, i) => i + 1).join(',')),
    );
    expect(many.code).toBe(2);
    const lost = ridgepoint(compare(...ASKED, '--on', 'h100-sxm', '--gpus', '1'));
    expect(lost.code).toBe(3);
  });
});
