import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../engine/src/units/index.ts';
import { ridgepoint, root } from './ridgepoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-serving-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const narrow = (page: string) => {
  for (const line of page.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
};

const SIMULATE = ['simulate', 'serve', '--model', 'llama-3.1-8b', '--on', 'h100-sxm'];
const LENGTHS = ['--input', '1000', '--output', '200', '--requests', '2000'];
const PROMISE = ['--ttft', 'p99 1 s', '--tpot', 'p99 50 ms'];

describe('simulate serve', () => {
  it.each(['en', 'zh-CN'])('tells verdict, latencies, pictures, what binds and money in 80 columns (%s)', (lang) => {
    const { code, out, err } = ridgepoint([...SIMULATE, ...LENGTHS, '--rate', '5/s', ...PROMISE, '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    narrow(out);
    for (const word of ['TTFT', 'TPOT', 'ITL', '█', '▅', 'p99']) expect(out).toContain(word);
    expect(out).toContain(lang === 'en' ? 'The promise is kept.' : '满足 SLO。');
    expect(out).toContain(lang === 'en' ? 'USD' : '美元');
    if (lang === 'zh-CN') expect(out.replace(/[A-Za-z0-9 .,:·()/-]*(NVIDIA|vLLM)[^\n]*/g, '')).not.toMatch(/\bthe\b/);
  });

  it('says what a rent was taken to be, in the currency that was asked for', () => {
    const words = [...SIMULATE, ...LENGTHS.slice(0, 4), '--requests', '100', '--rate', '5/s', '--currency', 'CNY'];
    const { out } = ridgepoint(words);
    const flat = out.replace(/\s+/g, ' ');
    const [, rent] = /rent ([\d.]+) CNY\/h/.exec(flat)!;
    expect(flat).toContain(`${rent} CNY (`);
    expect(flat).toMatch(/exchange rate [\d.]+ CNY\/USD/);
    expect(ridgepoint([...words, '--rent', '2 USD/h']).out).not.toMatch(/rent /);
  });

  it('names the assert that does not hold, and tells it with the verdict', () => {
    const words = [...SIMULATE, ...LENGTHS.slice(0, 4), '--requests', '200', '--rate', '5/s'];
    const { code, out } = ridgepoint([...words, '--assert', 'tpot < 1 ms', '--assert', 'ttft.p99 < 1 s']);
    expect(code).toBe(4);
    narrow(out);
    expect(out.split('\n').slice(0, 4).join(' ')).toMatch(/1 of 2/);
    expect(out).toMatch(/tpot is .* does not hold: < 1 ms/);
  });

  it('has the same figures in JSON, CSV and Markdown, each inside its range', () => {
    const words = [...SIMULATE, ...LENGTHS, '--rate', '5/s', ...PROMISE];
    const report = JSON.parse(ridgepoint([...words, '--json']).out);
    const { mean, p50, p90, p95, p99 } = report.latency.ttft;
    for (const of of [mean, p50, p90, p95, p99]) {
      expect(of.low).toBeLessThan(of.value);
      expect(of.high).toBeGreaterThan(of.value);
    }
    expect(p50.value).toBeLessThanOrEqual(p90.value);
    expect(p95.value).toBeLessThanOrEqual(p99.value);
    const csv = ridgepoint([...words, '--csv']).out;
    const [value, low, high] = [p99.value, p99.low, p99.high].map((x: number) => Number(x.toPrecision(14)));
    expect(csv).toContain(`ttft_p99,${value},${low},${high},s\r\n`);
    expect(ridgepoint([...words, '--md']).out).toContain('| ttft_p99 |');
    // The same seed, the same answer; another seed another.
    expect(JSON.parse(ridgepoint([...words, '--json']).out)).toEqual(report);
    expect(JSON.parse(ridgepoint([...words, '--json', '--seed', '2']).out).latency).not.toEqual(report.latency);
  });

  it('money adds up: what prompts and answers pay is what an hour costs', () => {
    const { money, rates, cacheHits, traffic } = JSON.parse(
      ridgepoint([...SIMULATE, ...LENGTHS, '--rate', '5/s', '--json']).out,
    );
    // Lengths alone say nothing of what prompts share: that none is found is no finding.
    expect([cacheHits, traffic.prefixesTold]).toEqual([0, false]);
    const hour =
      ((money.input.value * rates.inputTokensPerSecond.value + money.output.value * rates.outputTokensPerSecond.value) *
        3600) /
      1e6;
    expect(hour / money.perHour.value).toBeCloseTo(1, 2);
  });

  it('overload ends with its verdict and exit code 3, however long the traffic', () => {
    const { code, out } = ridgepoint([
      ...SIMULATE,
      '--input',
      '2000',
      '--output',
      '500',
      '--rate',
      '500/s',
      '--duration',
      '100 d',
      ...PROMISE,
    ]);
    expect(code).toBe(3);
    expect(out).toContain('Overloaded');
    narrow(out);
  });

  it('a missed promise is exit code 3, an assert that fails 4', () => {
    const missed = ridgepoint([...SIMULATE, ...LENGTHS, '--rate', '5/s', '--ttft', 'p99 20 ms']);
    expect(missed.code).toBe(3);
    expect(missed.out).toContain('The promise is missed.');
    expect(ridgepoint([...SIMULATE, ...LENGTHS, '--rate', '5/s', '--assert', 'ttft.p99 < 1 ms']).code).toBe(4);
    expect(ridgepoint([...SIMULATE, ...LENGTHS, '--rate', '5/s', '--assert', 'ttft.p99 < 10 s']).code).toBe(0);
  });

  it('writes every request and every step, and nothing half', () => {
    const [requests, steps] = [join(folder, 'requests.csv'), join(folder, 'steps.json')];
    const { code, err } = ridgepoint([
      ...SIMULATE,
      '--traffic',
      'examples/traces/chat.csv',
      '--requests-out',
      requests,
      '--trace-out',
      steps,
    ]);
    expect(code).toBe(0);
    expect(err).toContain('requests.csv');
    const lines = readFileSync(requests, 'utf8').trimEnd().split('\r\n');
    const trace = readFileSync(join(root, 'examples/traces/chat.csv'), 'utf8').trimEnd().split('\n');
    expect(lines.length).toBe(trace.length);
    expect(JSON.parse(readFileSync(steps, 'utf8')).traceEvents.length).toBeGreaterThan(100);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    const nowhere = ridgepoint([
      ...SIMULATE,
      ...LENGTHS,
      '--rate',
      '5/s',
      '--requests-out',
      join(folder, 'no', 'x.csv'),
    ]);
    expect([nowhere.code, nowhere.out]).toEqual([2, '']);
  });

  it.each([
    ['en', ['--rate', '5/s'], ['--input 1000']],
    ['en', [...LENGTHS, '--rate', '5/s', '--fail', 'soon'], ['--fail', 'soon', '0@60s+5min']],
    ['zh-CN', [...LENGTHS, '--rate', '5/s', '--fail', '7@60s+1min'], ['--fail', '0']],
    ['en', [...LENGTHS, '--rate', '5/s', '--scale-least', '4', '--scale-most', '2'], ['4']],
    ['zh-CN', ['--traffic', 'TRACE'], ['第 3 行', 'NaN']],
    ['en', ['--traffic', 'TRACE'], ['line 3', 'NaN']],
    ['en', [...LENGTHS, '--rate', 'often'], ['often', '5/s']],
  ])('refuses what cannot be used (%s %j)', (lang, words, parts) => {
    const trace = file('bad.csv', 'arrival_s,input_tokens,output_tokens\n0,1,1\nNaN,1,1\n');
    const { code, out, err } = ridgepoint([
      ...SIMULATE,
      ...words.map((w) => (w === 'TRACE' ? trace : w)),
      '--lang',
      lang,
    ]);
    expect([code, out]).toEqual([2, '']);
    for (const part of parts) expect(err).toContain(part);
  });

  it('more replicas are never slower, a failure never helps', () => {
    const at = (...words: string[]) =>
      JSON.parse(
        ridgepoint([
          ...SIMULATE,
          '--input',
          '2000',
          '--output',
          '200',
          '--requests',
          '3000',
          '--rate',
          '30/s',
          '--json',
          ...words,
        ]).out,
      ).latency.ttft.p99.value as number;
    const [two, three, failed] = [
      at('--replicas', '2'),
      at('--replicas', '3'),
      at('--replicas', '3', '--fail', '1@20s+60s'),
    ];
    expect(three).toBeLessThanOrEqual(two);
    expect(failed).toBeGreaterThan(three);
  });
});

const PLAN = ['plan', 'serve', '--model', 'llama-3.1-8b'];
const ASKED = ['--input', '1000', '--output', '200', '--rate', '10/s', ...PROMISE];
const planned = (...words: string[]) => JSON.parse(ridgepoint([...PLAN, ...words, '--json']).out);

describe('adapters of low rank', () => {
  it('that find no room beside each other are what binds, and do not where all have a place', () => {
    const binds = (...words: string[]) =>
      JSON.parse(ridgepoint([...SIMULATE, '--input', '1000', '--output', '200', ...words, '--json']).out).binds
        .resource;
    const many = ['--rate', '8/s', '--lora-adapters', '64'];
    expect(binds(...many, '--lora-together', '2')).toBe('adapters');
    expect(binds(...many, '--lora-together', '64')).not.toBe('adapters');
  });
});

describe('plan serve', () => {
  it.each(['en', 'zh-CN'])('tells the cheapest, other ways, the front and the flip in 80 columns (%s)', (lang) => {
    const { code, out, err } = ridgepoint([...PLAN, '--on', 'h100-sxm,l40s', ...ASKED, '--lang', lang]);
    expect([code, err]).toEqual([0, '']);
    narrow(out);
    expect(out).toContain(lang === 'en' ? 'Cheapest: ' : '最便宜：');
    expect(out).toContain('●');
    expect(out).toContain(lang === 'en' ? 'Flips' : '拐点');
  });

  it('what it plans, simulate serve finds kept', () => {
    const { kept } = planned('--on', 'l40s', ...ASKED);
    const [best] = kept;
    const { outcome, latency } = JSON.parse(
      ridgepoint([
        'simulate',
        'serve',
        '--model',
        'llama-3.1-8b',
        '--on',
        best.chip,
        '--tp',
        String(best.tp),
        '--pp',
        String(best.pp),
        '--weights',
        best.weights,
        '--max-batched-tokens',
        String(best.maxBatchedTokens),
        '--replicas',
        String(best.replicas),
        ...ASKED,
        '--json',
      ]).out,
    );
    expect(outcome).toBe('kept');
    expect(latency.ttft.p99.value).toBeLessThanOrEqual(1);
  });

  it('a larger space is never worse, one more promise never better', () => {
    const cost = (...words: string[]) => planned(...words).kept[0].usdPerHour as number;
    const one = cost('--on', 'l40s', '--weights', 'bf16', ...ASKED);
    const more = cost('--on', 'l40s', ...ASKED);
    const most = cost('--on', 'l40s,h100-sxm', ...ASKED);
    expect(more).toBeLessThanOrEqual(one);
    expect(most).toBeLessThanOrEqual(more);
    expect(cost('--on', 'l40s', ...ASKED, '--e2e', 'p99 8 s')).toBeGreaterThanOrEqual(more);
  });

  it('says so where the promise cannot be kept, with the nearest and the lever', () => {
    const { code, out } = ridgepoint([
      ...PLAN,
      '--on',
      'l40s',
      '--max-gpus',
      '1',
      ...ASKED.map((w) => (w === '10/s' ? '40/s' : w)),
    ]);
    expect(code).toBe(3);
    expect(out).toContain('The promise cannot be kept');
    expect(out).toContain('Nearest: 1 × NVIDIA L40S');
    expect(out).toMatch(/Lever {2}\d+ accelerators in place of 1: kept/);
  });

  it('says so where nothing fits', () => {
    const { code, out } = ridgepoint([
      'plan',
      'serve',
      '--model',
      'llama-3.1-405b',
      '--on',
      'l40s',
      '--max-gpus',
      '2',
      ...ASKED,
    ]);
    expect(code).toBe(3);
    expect(out).toContain('Does not fit');
  });

  it('knows fewest accelerators and least energy', () => {
    const few = planned('--on', 'h100-sxm,l40s', '--objective', 'accelerators', ...ASKED).kept[0];
    const lean = planned('--on', 'h100-sxm,l40s', '--objective', 'energy', ...ASKED).kept[0];
    const cheap = planned('--on', 'h100-sxm,l40s', ...ASKED).kept[0];
    expect(few.accelerators).toBeLessThanOrEqual(cheap.accelerators);
    expect(lean.watts).toBeLessThanOrEqual(cheap.watts);
  });

  it('refuses traffic without a rate', () => {
    const { code, err } = ridgepoint([
      ...PLAN,
      '--on',
      'l40s',
      '--input',
      '100',
      '--output',
      '10',
      '--concurrency',
      '4',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('5/s');
  });

  it('Ctrl-C answers with the best so far and exit code 130', async () => {
    const bundle = fileURLToPath(new URL('../../cli/dist/main.mjs', import.meta.url));
    const words = [
      'plan',
      'serve',
      '--model',
      'llama-3.1-70b',
      '--on',
      'h100-sxm,mi300x,h200-sxm,b200-sxm',
      '--weights',
      'bf16,fp8,int4',
      ...ASKED.map((w) => (w === '10/s' ? '60/s' : w)),
    ];
    const interrupted = async (milliseconds: number) => {
      const child = spawn(process.execPath, [bundle, ...words], {
        cwd: root,
        env: { PATH: process.env.PATH ?? '', LANG: 'en_US.UTF-8' },
      });
      let [out, err] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text) => {
        out += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text) => {
        err += text;
      });
      const timer = setTimeout(() => child.kill('SIGINT'), milliseconds);
      const code = await new Promise((resolve) => child.once('close', resolve));
      clearTimeout(timer);
      return { code, out, err };
    };
    // How long the search takes depends on the machine: earlier when the answer was already whole, later when nothing was asked yet.
    let [early, late, wait] = [0, Number.POSITIVE_INFINITY, 6000];
    let answer = await interrupted(wait);
    for (let tries = 0; tries < 8 && !answer.out.includes('cut short'); tries++) {
      if (answer.out === '') early = wait;
      else late = wait;
      wait = late === Number.POSITIVE_INFINITY ? early * 2 : (early + late) / 2;
      answer = await interrupted(wait);
    }
    expect(answer.code).toBe(130);
    expect(answer.out).toContain('cut short');
  }, 300_000);
});

describe('replicas behind a router', () => {
  const words = [
    'simulate',
    'serve',
    '--model',
    'llama-3.1-8b',
    '--on',
    'h100-sxm',
    '--replicas',
    '2',
    '--rate',
    '2/s',
  ];
  const told = (...more: string[]) =>
    ridgepoint([...words, '--input', '500', '--output', '100', '--requests', '60', ...more]).out.replace(/\s+/g, ' ');

  it('are told with their router, and that requests of one length come in bunches where it counts the outstanding', () => {
    expect(told()).toMatch(/router least-outstanding .*requests of one length end together/);
    expect(told('--lang', 'zh-CN')).toMatch(/路由 least-outstanding .*请求长度都相同/);
    expect(told('--input-p95', '2000')).not.toContain('of one length');
    const turns = told('--router', 'round-robin');
    expect(turns).toContain('router round-robin');
    expect(turns).not.toContain('of one length');
    expect(told('--replicas', '1')).not.toMatch(/router|of one length/);
  });
});
