import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint } from './ridgepoint.ts';

const CASE = 'examples/casebook/S03-02.yaml';
const json = (words: readonly string[]) => JSON.parse(ridgepoint([...words, '--json']).out);

describe('case', () => {
  it.each(['en', 'zh-CN'])('ls is a line a case, in 80 columns (%s)', (lang) => {
    const { out, code, err } = ridgepoint(['case', 'ls', '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^ {2}S03-02 {2}/m);
    for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('puts measure words and ranges where Chinese has them', () => {
    const { out } = ridgepoint(['case', 'run', 'S03-02', '--lang', 'zh-CN']);
    expect(out).toMatch(/56 万块 GPU（46–69）/);
    expect(out).toMatch(/69,444 台服务器（57,870–86,806）/);
  });

  it('ls --json and --csv carry verdict and numbers', () => {
    const { cases } = json(['case', 'ls']) as {
      cases: { id: string; verdict: string; recomputed: { value: number } }[];
    };
    const one = cases.find(({ id }) => id === 'S03-02')!;
    expect([one.verdict, Math.round(one.recomputed.value)]).toEqual(['mix-up', 555_556]);
    expect(ridgepoint(['case', 'ls', '--csv']).out.trim().split('\r\n')).toHaveLength(cases.length + 1);
  });

  it('show says how it is judged, run judges; a set line changes the answer', () => {
    expect(ridgepoint(['case', 'show', 's03-02']).out).toMatch(
      /How it is judged[\s\S]*servers = visits \* turns \* chars \/ rate/,
    );
    expect(ridgepoint(['case', 'run', 'S03-02']).out).toMatch(/Mixes up:[\s\S]*69,444 servers[\s\S]*Sources/);
    const again = json(['case', 'run', 'S03-02', '--set', 'rate=250', '--set', 'visits=1e9 visit/day']);
    expect(again.lines.find(({ name }: { name: string }) => name === 'servers').value).toBeCloseTo(69_444.4, 0);
  });

  it('run tells money in any currency, texts and lines alike, and the rate with its age; lines stay in dollars for machines', () => {
    const words = ['case', 'run', 'S01-08', '--currency', 'CNY'];
    const { perUsd } = json(words).money;
    const said = (text: string, pattern: RegExp) => Number(pattern.exec(text)![1]!.replace(/,/g, ''));
    const [yuan, dollars] = [words, words.slice(0, 3)].map((asked) => ridgepoint(asked).out.replace(/\s+/g, ' '));
    for (const pattern of [
      /bought for ([\d,]+) \w+\/GPU/,
      /costs ([\d.]+) \w+ an hour/,
      /Rent on demand ([\d.]+) \w+\/GPU-hour/,
    ])
      expect(said(yuan!, pattern) / said(dollars!, pattern)).toBeCloseTo(perUsd, 1);
    expect(yuan).toMatch(/costs [\d.]+ CNY an hour .* exchange rate 7\.08 CNY\/USD \[cfets-2025-11-27, 2025-11-27†\]/);
    expect(yuan!.replace(/CNY\/USD/g, '')).not.toMatch(/USD|dollar/);
    expect(dollars).not.toContain('exchange rate');
    expect(json(words).lines).toEqual(json(words.slice(0, 3)).lines);
    const chinese = ridgepoint([...words, '--lang', 'zh-CN']).out.replace(/\s+/g, '');
    expect(chinese).toMatch(/每小时7\.85元，/);
    expect(ridgepoint(['open', 'https://x.org/#/v1/casebook?id=S01-08&currency=CNY']).out).toBe(ridgepoint(words).out);
    expect(ridgepoint(['case', 'run', 'S01-08', '--currency', 'GBP']).code).toBe(2);
  });

  it('a case is a worksheet: its lines are reckoned and explained', () => {
    expect(ridgepoint(['worksheet', CASE]).out).toMatch(/GPUs by the same sum {2}555,556/);
    const { node } = json(['explain', CASE, 'servers']);
    expect(node.inputs.map(({ name }: { name: string }) => name)).toEqual(['visits', 'turns', 'chars', 'rate']);
    expect(json(['explain', CASE, 'servers', '--set', 'rate=50']).node.value).toBeCloseTo(34_722.2, 0);
  });

  it.each([
    [['case', 'run', 'S03-20'], /no "S03-20"; nearest: S03-02/],
    [['case', 'run', 'S03-02', '--set', 'rate'], /NAME=VALUE/],
    [['case', 'run', 'S03-02', '--set', 'rate=5 GPU'], /line "rate"/],
    [['case', 'run', 'S03-02', '--set', 'rte=5'], /no line "rte"/],
    [['worksheet', 'examples/llama-3.1-405b.yaml'], /./],
    [['explain', CASE, 'server'], /nearest: servers/],
  ])('%j is refused', (words, sentence) => {
    const { code, out, err } = ridgepoint(words);
    expect([code, out]).toEqual([2, '']);
    expect(err.replace(/\s+/g, ' ')).toMatch(sentence);
  });

  it('a slip in a formula is told with its line and place', () => {
    const sheet = (formula: string) =>
      `worksheet: { lines: { a: { value: 5 GPU, assumption: x }, b: { formula: "${formula}" } } }`;
    const told = (formula: string) => ridgepoint(['worksheet', '-'], { input: sheet(formula) }).err;
    expect(told('a +')).toMatch(/line "b": the formula cannot be read at character 4/);
    expect(told('a + 5 s')).toMatch(/line "b": \+ of GPU and s has no meaning/);
    expect(told('a.b')).toMatch(/line "b": a formula has no/);
    expect(told('b')).toMatch(/ring: b → b/);
  });
});
