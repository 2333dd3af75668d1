import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { sampleTraces } from '../../docs/sample-traces.ts';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-traffic-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string | Buffer): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const narrow = (page: string) => {
  for (const line of page.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
};

describe('traffic describe', () => {
  const samples = readdirSync(join(root, 'examples/traces'));
  it('the samples are what their script makes', () => {
    const made = sampleTraces();
    expect(samples.sort()).toEqual(Object.keys(made).sort());
    for (const name of samples)
      expect(readFileSync(join(root, 'examples/traces', name), 'utf8') === made[name], name).toBe(true);
  });

  it.each(samples.map((name, i) => [name, i % 2 === 0 ? 'en' : 'zh-CN'] as const))(
    '%s in 80 columns (%s)',
    (name, lang) => {
      const { code, out, err } = ridgepoint(['traffic', 'describe', `examples/traces/${name}`, '--lang', lang]);
      expect([code, err]).toEqual([0, '']);
      narrow(out);
      expect(out).toContain('█');
      expect(out).toContain(lang === 'en' ? 'requests' : '个请求');
    },
  );

  it('reads gzip and standard input, tells what it repaired, gives JSON and CSV', () => {
    const text = 'arrival_s,input_tokens,output_tokens\n5,10,20\n3,10,0\n4,900,20\n';
    const words = ['traffic', 'describe', file('t.csv.gz', gzipSync(text)), '--context', '500', '--json'];
    const zipped = JSON.parse(ridgepoint(words).out);
    expect(zipped.repairs.map(({ rule }: { rule: string }) => rule)).toEqual([
      'zero-output-one',
      'sorted',
      'over-context-dropped',
    ]);
    expect(zipped.description).toMatchObject({ requests: 2, seconds: 2, input: { p50: 10 } });
    const piped = ridgepoint(['traffic', 'describe', '-', '--csv'], { input: text });
    expect(piped.out).toContain('requests,3,1\r\n');
  });

  it('reads a log by the columns that are said, without its bad rows, for a simulation too', () => {
    const log = file('log.csv', 'ts_start,prompt_cnt,gen_cnt\n0,100,5\n1,,5\n2,200,6\n');
    const said = ['--columns', 'arrival=ts_start,input=prompt_cnt,output=gen_cnt', '--bad-rows', 'drop'];
    const words = ['simulate', 'serve', '--model', 'llama-3.1-8b', '--on', 'h100-sxm', '--traffic', log, ...said];
    const { code, out } = ridgepoint([...words, '--json']);
    expect([code, JSON.parse(out).traffic.arrived]).toEqual([0, 2]);
    const unsaid = ridgepoint(['traffic', 'describe', log]);
    expect([unsaid.code, unsaid.err.replace(/\n\s*/g, ' ')]).toEqual([2, expect.stringContaining('--columns "input=')]);
    const wrong = ridgepoint([...words.slice(0, 8), '--columns', 'imput=prompt_cnt']);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('input=')]);
  });

  it.each([
    ['en', 'arrival_s,input_tokens,output_tokens\n0,1,1\nNaN,1,1\n', ['line 3', 'arrival_s', 'NaN']],
    ['zh-CN', `{"t":1,"x":"${'y'.repeat(3_000_000)}"}`, ['1,048,576']],
    ['en', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), ['t.csv']],
  ])('refuses with the row (%s)', (lang, text, words) => {
    const { code, out, err } = ridgepoint(['traffic', 'describe', file('t.csv', text as string), '--lang', lang]);
    expect([code, out]).toEqual([2, '']);
    narrow(err);
    for (const word of words) expect(err.replace(/\n\s*/g, ' ')).toContain(word);
  });
});

describe('traffic generate', () => {
  it('writes the same requests for a seed, in both forms, and they are read again as described', () => {
    const words = [
      'traffic',
      'generate',
      '--preset',
      'rag-search',
      '--rate',
      '2/s',
      '--duration',
      '5 min',
      '--seed',
      '7',
    ];
    const [a, b, c] = ['a.jsonl', 'b.jsonl', 'c.csv'].map((name) => join(folder, name)) as [string, string, string];
    const [first] = [a, b, c].map((path) => ridgepoint([...words, '--json', '--out', path]));
    expect(first!.code).toBe(0);
    expect(readFileSync(a, 'utf8')).toBe(readFileSync(b, 'utf8'));
    const made = JSON.parse(first!.out).description;
    const read = JSON.parse(ridgepoint(['traffic', 'describe', a, '--json']).out).description;
    expect(read.requests).toBe(made.requests);
    expect([read.input, read.output, read.prefix]).toEqual([made.input, made.output, made.prefix]);
    expect(readFileSync(c, 'utf8').split('\n').length).toBe(made.requests + 2);
    expect(existsSync(c)).toBe(true);
  });

  it('refuses in words', () => {
    const { code, err } = ridgepoint(['traffic', 'generate', '--preset', 'tutoring', '--rate', '5/moon']);
    expect([code, err]).toEqual([2, expect.stringContaining('300/min')]);
    // The page alone under that name would look like requests.
    const words = [
      'traffic',
      'generate',
      '--input',
      '9',
      '--output',
      '9',
      '--rate',
      '1/s',
      '--out',
      join(folder, 'x.parquet'),
    ];
    const written = ridgepoint(words);
    expect([written.code, written.err]).toEqual([2, expect.stringContaining('.jsonl')]);
    expect(existsSync(join(folder, 'x.parquet'))).toBe(false);
  });
});
