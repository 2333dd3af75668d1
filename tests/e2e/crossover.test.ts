import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const TRAIN = ['examples/crossover/train-h100.yaml', 'examples/crossover/train-mi300x.yaml'];
const plain = (text: string) => text.replace(/\s+/g, ' ');
const asked = ['crossover', ...TRAIN, '--over', 'a.price'];

describe('crossover', () => {
  it.each([
    ['en', /train-h100 wins below .*USD\/h \(.*\), train-mi300x wins above\./],
    ['zh-CN', /低于.*时 ?train-h100 ?占优，高于此值时 ?train-mi300x ?占优。/],
  ])('says who wins where, draws both curves and what moves it, within 80 columns (%s)', (lang, verdict) => {
    const { out, code, err } = ridgepoint([...asked, '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    expect(out.replace(/\s*\n {2}(?=\S)/g, lang === 'en' ? ' ' : '')).toMatch(verdict);
    expect(out).toMatch(/[⠁-⣿]{5}/);
    expect(out).toMatch(/━┻━/);
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('draws a map of two inputs', () => {
    const { out, code } = ridgepoint([...asked, '--and', 'b.price']);
    expect(code).toBe(0);
    expect(out).toMatch(/█{5,}░{5,}/);
    expect(out).toContain('◆');
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('gives JSON, CSV and Markdown with the same flip', () => {
    const report = JSON.parse(ridgepoint([...asked, '--json']).out);
    const [flip] = report.flips;
    const csv = ridgepoint([...asked, '--csv'])
      .out.trim()
      .split('\r\n');
    expect(csv).toHaveLength(2);
    expect(Number(csv[1]!.split(',')[0]) / flip.at).toBeCloseTo(1, 12);
    expect(ridgepoint([...asked, '--md']).out).toMatch(
      /^# train-h100 against train-mi300x\n\n\*\*train-h100 wins below/,
    );
  });

  it('asks over the date from which machines are needed, and prints dates as dates', () => {
    const files = ['examples/crossover/own-h200-later.yaml', 'examples/crossover/rent-h200-later.yaml'];
    const over = ['crossover', ...files, '--over', 'start', '--from', '2026-12', '--to', '2031-12'];
    const { out, code, err } = ridgepoint(over);
    expect([code, err]).toEqual([0, '']);
    expect(plain(out)).toMatch(
      /rent-h200-later wins before [A-Z][a-z]{2} 20\d\d \(\w{3} 20\d\d to \w{3} 20\d\d\), own-h200-later wins/,
    );
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    const { flips, over: axis } = JSON.parse(ridgepoint([...over, '--json']).out);
    expect(axis.dates).toMatchObject({ low: '2026-12-01', high: '2031-12-01' });
    const [dated] = ridgepoint([...over, '--csv', '--lang', 'zh-CN'])
      .out.trim()
      .split('\r\n')
      .slice(1);
    expect(dated!.split(',').slice(0, 3)).toEqual([flips[0].dates.at, flips[0].dates.low, flips[0].dates.high]);
    const words = ridgepoint(['compare', 'own', files[0]!, '--start', '2028年3月', '--lang', 'zh-CN']).out;
    expect(words).toContain('2028年3月1日起');
    expect(ridgepoint(['compare', 'own', files[0]!, '--date', '2028年3月', '--lang', 'zh-CN']).out).toBe(words);
    const refused = ridgepoint(['compare', 'own', files[0]!, '--start', 'soon']);
    expect([refused.code, plain(refused.err)]).toEqual([2, expect.stringContaining('no date and no wait')]);
  });

  it.each([
    [['--over', 'prise'], /neither scenario has an input "prise"; nearest: price/],
    [['--over', 'price', '--on', 'watts'], /no answer has a measure "watts"/],
    [['--over', 'price', '--from', '3', '--to', '2'], /from 3 to 2 there is nothing to look along/],
    [['--over', 'price', '--from', '3 kg'], /--from "3 kg" is of another kind/],
    [[], /over is needed; for example --over price/],
  ])('refuses %j with what would work', (words, sentence) => {
    const { out, code, err } = ridgepoint(['crossover', ...TRAIN, ...words]);
    expect([code, out]).toEqual([2, '']);
    expect(err.replace(/\s+/g, ' ')).toMatch(sentence);
  });

  it('refuses one file, three, and what is no scenario', () => {
    expect(ridgepoint(['crossover', TRAIN[0]!, '--over', 'price']).err).toMatch(/crossover needs <a.yaml> <b.yaml>/);
    expect(ridgepoint(['crossover', ...TRAIN, TRAIN[0]!, '--over', 'price']).code).toBe(2);
    const { err, code } = ridgepoint(['crossover', TRAIN[0]!, 'examples/overlay/my-chip.yaml', '--over', 'price']);
    expect([code, /no kind of scenario/.test(err.replace(/\s+/g, ' '))]).toEqual([2, true]);
  });
});

describe('compare, diff and check', () => {
  it.each(['en', 'zh-CN'])('compare puts differences first and marks the best, within 80 columns (%s)', (lang) => {
    const files = [...TRAIN, 'examples/crossover/serve-h100.yaml'];
    for (const asked of [TRAIN, files]) {
      const { out, code, err } = ridgepoint(['compare', ...asked, '--lang', lang]);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/[●○] 1\.\d+ M USD|[●○] 1\d\d 万美元/);
      for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
  });

  it('compare says what each scenario says alone', () => {
    const { measures, scenarios, inputs } = JSON.parse(ridgepoint(['compare', ...TRAIN, '--json']).out);
    const alone = JSON.parse(ridgepoint(['plan', 'train', TRAIN[1]!, '--json']).out);
    const cost = measures.find(({ key }: { key: string }) => key === 'cost');
    expect(cost.values[1].value / alone.figures.cost.value).toBeCloseTo(1, 9);
    expect(scenarios[1].outcome).toBe(alone.outcome);
    expect(inputs.map(({ path }: { path: string }) => path)).toEqual(['accelerator', 'machine', 'economics.price']);
    expect(cost.values[cost.best].value).toBe(Math.min(cost.values[0].value, cost.values[1].value));
  });

  it('diff is Markdown, and of a scenario with itself says that nothing changes', () => {
    const { out, code } = ridgepoint(['diff', ...TRAIN]);
    expect(code).toBe(0);
    expect(out).toMatch(/^### train-h100 → train-mi300x\n\nVerdict: fits, as before\./);
    expect(out).toMatch(/\| rent \| .* USD\/h \| .* USD\/h \|/);
    expect(out).toMatch(/\| cost of the run \| .*−\d+ % \(within the range\) \|/);
    const same = ridgepoint(['diff', TRAIN[0]!, TRAIN[0]!]).out;
    expect(same).toContain('No input changes.');
    expect(same).toContain('Nothing changes in the answer.');
  });

  it('check holds every rule of every kind of file, and ends with 4 when one does not hold', () => {
    const kept = ridgepoint(['check', 'examples/budget-assert.yaml', 'examples/serve-llama-3.1-70b.yaml']);
    expect([kept.code, kept.out.match(/✓/g)!.length]).toEqual([0, 6]);
    const yaml =
      'train: { model: gpt2, tokens: 10B, sequence: 1024, batch: 512 }\non: { accelerator: rtx4090, count: 1 }\n';
    const broken = ridgepoint(['check', '-'], { input: `${yaml}assert: { days: "< 1 h", cost.usd: "< 5000 USD" }\n` });
    expect([broken.code, /✗ - {2}days < \d+ (?:h|min)/.test(broken.out)]).toEqual([4, true]);
    const unknown = ridgepoint(['check', '-'], { input: `${yaml}assert: { dayz: "< 1 h" }\n` });
    expect([unknown.code, /assert.dayz|dayz/.test(unknown.err)]).toEqual([2, true]);
  });
});

describe('watch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-watch-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const dir = ['--dir', join(folder, 'kept')];
  const overlay = join(folder, 'prices.yaml');
  const atom = join(folder, 'feed.xml');

  it('keeps a decision, is quiet while nothing changes it, and tells once what did', () => {
    const added = ridgepoint(['watch', 'add', ...TRAIN, '--near', '1 %', ...dir]);
    expect([added.code, added.err]).toEqual([0, '']);
    expect(added.out.replace(/\s+/g, ' ')).toContain('Today: train-mi300x.');
    expect(ridgepoint(['watch', 'ls', ...dir]).out).toContain('train-h100 / train-mi300x');
    const quiet = ridgepoint(['watch', 'check', ...dir]);
    expect([quiet.code, quiet.out]).toEqual([
      0,
      expect.stringContaining('No fact has changed since; the one decision stands.'),
    ]);
    // A rent of another chip is a change of facts, and none of this decision.
    writeFileSync(overlay, priceOf('a100-80-sxm', '0.5 USD/h'));
    const other = ridgepoint(['watch', 'check', '--keep', '--overlay', overlay, ...dir]);
    expect([other.code, /None of 1 decisions changes; \d facts/.test(other.out.replace(/\s+/g, ' '))]).toEqual([
      0,
      true,
    ]);
    writeFileSync(overlay, priceOf('mi300x', '9 USD/h'));
    const words = ['watch', 'check', '--overlay', overlay, '--atom', atom, ...dir];
    const told = JSON.parse(ridgepoint([...words, '--keep', '--json']).out);
    expect(told.findings).toHaveLength(1);
    const [{ kind, before, now, facts, stake }] = told.findings;
    expect([kind, before.answer, now.answer]).toEqual(['changed', 'train-mi300x', 'train-h100']);
    expect(facts.map(({ list }: { list: string }) => list)).toEqual(['prices']);
    expect(stake).toBeGreaterThan(1000);
    const loud = ridgepoint(words);
    expect(loud.code).toBe(4);
    expect(loud.out).toMatch(/changes: train-mi300x → train-h100/);
    expect(readFileSync(atom, 'utf8')).toMatch(/<feed xmlns="http:\/\/www.w3.org\/2005\/Atom">[\s\S]*<entry>/);
    expect(ridgepoint(words).code).toBe(0);
    expect(ridgepoint(['watch', 'rm', 'train-h100 / train-mi300x', ...dir]).code).toBe(0);
    expect(ridgepoint(['watch', 'check', ...dir]).out).toContain('Nothing is watched');
  });

  it.each([
    [['add', TRAIN[0]!, '--when', 'soon'], /--when "soon" is no occasion; nearest: .*best changes/],
    [['check', '--webhook', 'ftp://example.org'], /--webhook "ftp:\/\/example.org\/..." cannot be used \(ftp\)/],
    [['rm', 'nothing'], /nothing called "nothing" is watched/],
  ])('refuses %j', (words, sentence) => {
    const { code, err } = ridgepoint(['watch', ...words, ...dir]);
    expect([code, sentence.test(err.replace(/\s+/g, ' '))]).toEqual([2, true]);
  });

  const priceOf = (chip: string, rent: string) =>
    `defaults: { date: 2026-11-01 }\nprices:\n  - { id: mine-${chip}, chip: ${chip}, kind: rent-on-demand, seller: Mine, usd: ${rent} }\n`;
});
