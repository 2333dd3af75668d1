import { describe, expect, it } from 'vitest';
import { MAX_LINE, type ReadOptions, readTrace, readTraceChunks, type TraceError, type TraceProblem } from './index.ts';

const rows = (text: string, options?: ReadOptions) => {
  const { trace, ...read } = readTrace(text, options);
  return { ...read, arrival: [...trace.arrival], input: [...trace.input], output: [...trace.output], trace };
};
const refusal = (text: string, options?: ReadOptions): TraceProblem => {
  try {
    readTrace(text, options);
  } catch (error) {
    return (error as TraceError).problem;
  }
  throw new Error('was read');
};

describe('formats', () => {
  it('Azure: dates of 100 ns, from the first on', () => {
    const read = rows(
      'TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109\n2023-11-17 00:00:00.0000000,879,55',
    );
    expect(read).toMatchObject({ format: 'azure', repairs: [], input: [374, 396, 879], output: [44, 109, 55] });
    expect(read.arrival).toEqual([0, 4.314579, 20653.31941]);
    expect(read.startOfDay).toBeCloseTo(18 * 3600 + 15 * 60 + 46.68059, 6);
  });

  it('BurstGPT: failures (no response) are left out, sessions are numbered', () => {
    const read = rows(
      'Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,b,2.5,ChatGPT,472,18,490,Conversation log\n45,a,1,GPT-4,1087,0,1087,API log\n118.5,b,,GPT-4,417,276,693,API log\n',
    );
    expect(read).toMatchObject({ format: 'burstgpt', arrival: [5, 118.5], input: [472, 417], output: [18, 276] });
    expect(read.repairs).toEqual([{ rule: 'zero-output-dropped', rows: 1, first: [3] }]);
    expect([...read.trace.session!]).toEqual([0, 0]);
    expect(read.measured!.e2e![0]).toBe(2.5);
  });

  it('Mooncake: milliseconds and blocks of 512', () => {
    const read = rows(
      '{"timestamp": 27482, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47, 48]}\n{"timestamp": 30535, "input_length": 6472, "output_length": 26, "hash_ids": [46, 47]}',
    );
    expect(read).toMatchObject({ format: 'mooncake', arrival: [27.482, 30.535], input: [6955, 6472] });
    expect([...read.trace.prefixIds!]).toEqual([46, 47, 48, 46, 47]);
    expect([...read.trace.prefixStart!]).toEqual([0, 3, 5]);
    expect(read.trace.prefixTokens).toBe(512);
  });

  it('ServeGen: profiles of clients, multimodal tokens added', () => {
    const read = rows(
      '{"client":0,"trace":[[0,0],[600,0.5,2,"Gamma",0.25,8]],"dataset":{"0":{"text_tokens":"{10: 0.5, 20: 0.5}","image_tokens":"{100: 1.0}","output_tokens":"{3: 1.0}"}}}\n{"client":1,"trace":[[0,1,1,"Weibull",1,1]]}\n',
    );
    expect(read.format).toBe('servegen');
    expect(read.profiles).toHaveLength(2);
    expect(read.profiles![0]!.windows[1]).toEqual({ from: 600, to: 1200, perSecond: 0.5, cv: 2, gaps: 'gamma' });
    expect(read.profiles![0]!.lengths[0]!.input).toMatchObject({ values: [110, 120], mean: 115 });
    expect(read.repairs).toEqual([{ rule: 'clients-left-out', rows: 1, first: [2], entries: true }]);
  });

  const BENCH =
    '{"date":"x","request_rate":"inf","max_concurrency":8,"input_lens":[10,20,30],"output_lens":[1,2,0],"ttfts":[0.5,0.6,0],"itls":[[],[0.1],[]],"start_times":[100.5,101,102],"generated_texts":["a","b",""],"errors":["","","timeout"]}';
  it.each([BENCH, BENCH.replaceAll(',"', ',\n  "')])('vLLM bench, on one line or many', (text) => {
    const read = rows(text);
    expect(read).toMatchObject({
      format: 'vllm-bench',
      arrival: [0, 0.5],
      input: [10, 20],
      output: [1, 2],
      concurrency: 8,
    });
    expect(read.repairs).toEqual([{ rule: 'failed-dropped', rows: 1, first: [3], entries: true }]);
    expect([...read.measured!.e2e!]).toEqual([0.5, 0.7]);
  });
  it('vLLM bench without start times: at the rate, or at once', () => {
    const bare = '{"request_rate": 2, "input_lens": [10, 20], "output_lens": [1, 2]}';
    expect(rows(bare)).toMatchObject({ arrival: [0, 0.5], repairs: [{ rule: 'rate-only', rows: 2, first: [1, 2] }] });
    expect(rows(bare.replace('2,', '"inf",'))).toMatchObject({
      arrival: [0, 0],
      repairs: [{ rule: 'no-arrivals', rows: 2 }],
    });
    expect(refusal('{"input_lens": [10, 20], "output_lens": [1]}')).toMatchObject({ code: 'unequal-lists' });
    expect(rows(`${bare}\n${bare}`).repairs).toContainEqual({ rule: 'other-runs', rows: 1 });
  });

  it('guidellm, older and newer', () => {
    const older = {
      prompt_tokens: 128,
      output_tokens: 16,
      start_time: 1700000000.25,
      time_to_first_token_ms: 50,
      request_latency: 0.5,
    };
    const newer = {
      info: { timings: { request_start: 1700000001.25 } },
      input_metrics: { text_tokens: 64 },
      output_metrics: { text_tokens: 8 },
    };
    const text = JSON.stringify({
      metadata: {},
      benchmarks: [{ requests: { successful: [newer, older], errored: [{}] } }, { requests: { successful: [older] } }],
    });
    expect(rows(text)).toMatchObject({ format: 'guidellm', arrival: [0, 1], input: [128, 64], output: [16, 8] });
    expect(rows(text).repairs.map(({ rule, rows }) => [rule, rows])).toEqual([
      ['sorted', 1],
      ['other-runs', 1],
    ]);
    expect(rows(text, { run: '2' })).toMatchObject({ input: [128] });
    expect(refusal(text, { run: '3' })).toMatchObject({ code: 'no-such-run', value: '3' });
  });

  it('genai-perf: usage where there is one, else chunks and characters', () => {
    const request = (timestamp: number, usage: string) => ({
      timestamp,
      request_inputs: { payload: '{"messages":[{"role":"user","content":"twelve chars"}]}' },
      response_timestamps: [timestamp + 2e8, timestamp + 5e8],
      response_outputs: [
        { response: 'data: {"choices":[{"delta":{"content":"a"}}]}' },
        { response: `data: {"delta":{"content":"b"}${usage}}` },
      ],
    });
    const text = JSON.stringify({
      service_kind: 'openai',
      experiments: [
        {
          experiment: {},
          requests: [
            request(1.7e18, ''),
            request(1.7e18 + 1e9, ',"usage":{"prompt_tokens":33,"completion_tokens":44}'),
          ],
        },
      ],
    });
    const read = rows(text);
    expect(read).toMatchObject({ format: 'genai-perf', input: [3, 33], output: [2, 44], arrival: [0, 1] });
    expect(read.repairs.map(({ rule }) => rule).sort()).toEqual(['input-by-characters', 'output-by-chunks']);
    expect(read.measured!.ttft![0]).toBeCloseTo(0.2, 6);
  });

  it('AIPerf: sessions, failures left out', () => {
    const line = (start: number, error: unknown) =>
      JSON.stringify({
        metadata: { request_start_ns: start, x_correlation_id: 's1', was_cancelled: false },
        metrics: {
          input_sequence_length: { value: 550, unit: 'tokens' },
          output_sequence_length: { value: 9 },
          time_to_first_token: { value: 250, unit: 'ms' },
        },
        error,
      });
    const read = rows(
      [line(1759813207e9, null), line(1759813208e9, { code: 499 }), line(1759813209e9, null)].join('\n'),
    );
    expect(read).toMatchObject({ format: 'aiperf', input: [550, 550], output: [9, 9] });
    expect(read.arrival[1]).toBeCloseTo(2, 5);
    expect(read.repairs).toEqual([{ rule: 'failed-dropped', rows: 1, first: [2] }]);
    expect(read.measured!.ttft![0]).toBe(0.25);
  });

  it('measured runs in a list, by number or id', () => {
    const text = '[{"id":"a","requests":[[0.0,10,5,0.1,0.9]]},{"id":"b","requests":[[1,20,6],[2,30,7]]}]';
    expect(rows(text)).toMatchObject({ format: 'vllm-run', input: [10], repairs: [{ rule: 'other-runs', rows: 1 }] });
    for (const run of ['2', 'b']) expect(rows(text, { run }).input).toEqual([20, 30]);
    expect(refusal(text, { run: 'c' })).toMatchObject({ code: 'no-such-run', nearest: ['a', 'b'] });
    expect(rows('{"id":"a","requests":[{"arrival":0,"input":1,"output":2}]}')).toMatchObject({
      format: 'vllm-run',
      output: [2],
    });
  });

  it.each([
    ['csv', 'arrival_ms;prompt_tokens;output_tokens\n0;5;6\n1500;7;8\n', [0, 1.5]],
    ['csv', '到达时间（毫秒）,输入 token 数,输出token数\n0,5,6\n1500,7,8\n', [0, 1.5]],
    ['csv', '# made by hand\n"time",ISL,OSL\n"0",5,6\n1.5,7,8', [0, 1.5]],
    ['csv', 'arrival [s]\tinput [tokens]\toutput [tokens]\n0\t5\t6\n\n1.5\t7\t8', [0, 1.5]],
    ['jsonl', '{"ts":0,"isl":5,"osl":6}\n{"ts":1.5,"isl":7,"osl":8}', [0, 1.5]],
    [
      'jsonl',
      '{"note":"about"}\n{"时间戳":0,"输入长度":5,"输出长度":6}\n{"时间戳":1.5,"输入长度":7,"输出长度":8}',
      [0, 1.5],
    ],
    ['json', '[{"ts":0,"isl":5,"osl":6},\n{"ts":1.5,"isl":7,"osl":8}]', [0, 1.5]],
    ['csv', 'time,input,output\n1700000000,5,6\n1700000001.5,7,8', [0, 1.5]],
    ['csv', 'time,input,output\n1700000000000,5,6\n1700000001500,7,8', [0, 1.5]],
  ])('plain %s: %s', (format, text, arrival) =>
    expect(rows(text)).toMatchObject({ format, arrival, input: [5, 7], output: [6, 8] }),
  );

  it('keeps sessions, priorities, adapters and blocks of any kind', () => {
    const { trace } = rows(
      '{"t":0,"isl":32,"osl":1,"user":"u1","priority":2,"block_ids":["a","b"],"block_tokens":16}\n{"t":1,"isl":32,"osl":1,"user":"u2","lora":3,"block_ids":["a",9007199254740991]}\n',
    );
    expect([...trace.session!]).toEqual([0, 1]);
    expect([...trace.priority!]).toEqual([2, 0]);
    expect([...trace.adapter!]).toEqual([-1, 3]);
    const [a, b, again, other] = trace.prefixIds!;
    expect(again).toBe(a);
    expect(new Set([a, b, other]).size).toBe(3);
    expect(trace.prefixTokens).toBe(16);
  });
});

describe('what a simulation cannot take', () => {
  const csv = (...lines: string[]) => ['arrival_s,input_tokens,output_tokens', ...lines].join('\n');
  it.each<[string, Partial<TraceProblem>]>([
    [csv('0,5'), { code: 'missing-value', line: 2, column: 'output_tokens' }],
    [csv('0,5,6', '-1,5,6'), { code: 'negative', line: 3, value: '-1' }],
    [csv('NaN,5,6'), { code: 'not-finite', line: 2, column: 'arrival_s', value: 'NaN' }],
    [csv('1e999,5,6'), { code: 'not-finite' }],
    [csv('0,-5,6'), { code: 'negative', column: 'input' }],
    [csv('0,5.5,6'), { code: 'not-whole', nearest: ['6'] }],
    [csv('0,"1,024",6'), { code: 'not-a-number', nearest: ['1024'] }],
    [csv('0,0x10,6'), { code: 'not-a-number' }],
    [csv('0,5,1e12'), { code: 'too-large' }],
    [csv('2024-99-01 00:00:00,5,6'), { code: 'bad-time', line: 2 }],
    [csv(), { code: 'empty' }],
    ['', { code: 'empty' }],
    ['arrivals_s,prompt,answer\n0,1,2', { code: 'missing-column', column: 'output' }],
    ['time,inptu_tokens,output_tokens\n0,1,2', { code: 'missing-column', column: 'input', nearest: ['inptu_tokens'] }],
    ['num_prefill_tokens,num_decode_tokens\n1,2', { code: 'missing-column', column: 'arrival' }],
    ['1,2,3\n4,5,6', { code: 'unknown-format', line: 1 }],
    ['hello', { code: 'unknown-format' }],
    ['{"t":0,"isl":1,"osl":2}\n{"t":', { code: 'not-json', line: 2 }],
    ['{"note":1}\n{"note":2}', { code: 'missing-column' }],
    ['{"t":0,"isl":1,"osl":2,"hash_ids":5}', { code: 'bad-blocks' }],
    ['{"a":1,\n"b":[1,2]}', { code: 'unknown-format' }],
    [`{"t":0,"isl":1,"osl":2,"x":${'['.repeat(70)}${']'.repeat(70)}}`, { code: 'too-deep', line: 1 }],
  ])('%s', (text, problem) => expect(refusal(text)).toMatchObject(problem));

  it('is put in order, kept together and told, or refused', () => {
    const text = csv('5,1,1', '3,2,2', '4,3,3', '5,4,4');
    expect(rows(text)).toMatchObject({
      arrival: [3, 4, 5, 5],
      input: [2, 3, 1, 4],
      repairs: [{ rule: 'sorted', rows: 2, first: [3, 4] }],
    });
    expect(refusal(text, { order: 'refuse' })).toMatchObject({ code: 'out-of-order', line: 3 });
    const blocks =
      '{"t":5,"isl":9,"osl":1,"hash_ids":[1,2]}\n{"t":3,"isl":9,"osl":1}\n{"t":4,"isl":9,"osl":1,"hash_ids":[3]}';
    const { trace } = rows(blocks);
    expect([[...trace.prefixIds!], [...trace.prefixStart!]]).toEqual([
      [3, 1, 2],
      [0, 0, 1, 3],
    ]);
  });

  it('no output: one token, left out or refused; no input: one token', () => {
    const text = csv('0,5,0', '1,0,3');
    expect(rows(text)).toMatchObject({ input: [5, 1], output: [1, 3] });
    expect(rows(text).repairs.map(({ rule }) => rule)).toEqual(['zero-output-one', 'zero-input-one']);
    expect(rows(text, { zeroOutput: 'drop' }).output).toEqual([3]);
    expect(refusal(text, { zeroOutput: 'refuse' })).toMatchObject({ code: 'zero-output', line: 2 });
  });

  it('more than the context: left out, cut or refused', () => {
    const text = csv('0,90,20', '1,50,50');
    expect(rows(text, { contextTokens: 100 })).toMatchObject({
      input: [50],
      repairs: [{ rule: 'over-context-dropped', first: [2] }],
    });
    expect(rows(text, { contextTokens: 100, overContext: 'cut' })).toMatchObject({ input: [90, 50], output: [10, 50] });
    expect(refusal(text, { contextTokens: 100, overContext: 'refuse' })).toMatchObject({
      code: 'over-context',
      line: 2,
    });
  });

  it('no arrival times: refused unless all shall come at once', () =>
    expect(rows('isl,osl\n1,2\n3,4', { withoutArrivals: 'burst' })).toMatchObject({
      arrival: [0, 0],
      repairs: [{ rule: 'no-arrivals', rows: 2 }],
    }));

  it('more rows than allowed', () =>
    expect(refusal(csv('0,1,1', '1,1,1'), { maxRows: 1 })).toMatchObject({
      code: 'too-many-rows',
      line: 3,
      values: { max: 1 },
    }));
});

describe("a log of one's own", () => {
  const log = 'id;created (ms);prompt_cnt;gen_cnt;user\n1;1000;10;20;a\n2;2000;;5;b\n3;3500;7;many;a\n4;4000;8;9;a\n';

  it('is read by the columns that were said, units in their names and all', () => {
    const columns = { arrival: 'created (ms)', input: 'prompt_cnt', output: 'gen_cnt', session: 'id' } as const;
    const { trace, repairs } = readTrace(log, { columns, badRows: 'drop' });
    expect([...trace.arrival]).toEqual([1, 4]);
    expect([...trace.input, ...trace.output, ...trace.session!]).toEqual([10, 8, 20, 9, 0, 1]);
    expect(repairs).toEqual([{ rule: 'bad-dropped', rows: 2, first: [3, 4] }]);
    const object = '{"a":{"b":1},"when":2,"p":3,"g":4}\nnot json\n';
    const said = { arrival: 'when', input: 'p', output: 'g' };
    expect(readTrace(object, { columns: said, badRows: 'drop' }).repairs).toEqual([
      { rule: 'bad-dropped', rows: 1, first: [2] },
    ]);
  });

  it('names the first five rows left out, and counts the others', () => {
    const bad = Array.from({ length: 7 }, (_, i) => `${i},,1`).join('\n');
    expect(readTrace(`arrival,input,output\n0,1,1\n${bad}\n`, { badRows: 'drop' }).repairs).toEqual([
      { rule: 'bad-dropped', rows: 7, first: [3, 4, 5, 6, 7] },
    ]);
  });

  it('names the first ten bad rows of a refusal, each with its value and rule, and counts the others', () => {
    const bad = (n: number) => Array.from({ length: n }, (_, i) => `${i},x${i},1`).join('\n');
    const heading = 'arrival,input,output\n0,1,1\n';
    expect(refusal(`${heading}${bad(1)}\n5,1,1\n`).others).toEqual({ rows: [], more: 0, open: false });
    expect(refusal(`${heading}${bad(13)}\n20,,1\n21,1,2.5\n`)).toMatchObject({
      code: 'not-a-number',
      line: 3,
      value: 'x0',
      others: { more: 5 },
    });
    const { others, ...first } = refusal(`${heading}1,,1\n2,1,1\n3,1,2.5\n4,-1,1\n5,1,1,1\n`)!;
    expect([first, ...others!.rows].map(({ line, code, value }) => [line, code, value])).toEqual([
      [3, 'missing-value', undefined],
      [5, 'not-whole', '2.5'],
      [6, 'negative', '-1'],
      [7, 'more-cells', undefined],
    ]);
    expect(others!.more).toBe(0);
    const list = '[{"arrival":0,"input":"a","output":1},{"arrival":1,"input":2,"output":"b"}]';
    expect(refusal(list)).toMatchObject({ entry: 1, others: { rows: [{ entry: 2, value: 'b' }], more: 0 } });
    expect(
      readTrace('[{"arrival":0,"input":"a","output":1},{"arrival":1,"input":2,"output":3}]', { badRows: 'drop' }),
    ).toMatchObject({
      trace: { count: 1 },
      repairs: [{ rule: 'bad-dropped', rows: 1, first: [1], entries: true }],
    });
  });

  it('refuses a row with more cells than its heading, but for empty ones', () => {
    const text = 'arrival,input,output\n0,1,1,,\n1,1,024,10\n';
    expect(() => readTrace(text)).toThrow('more-cells 3');
    const { trace, repairs } = readTrace(text, { badRows: 'drop' });
    expect(trace.count).toBe(1);
    expect(repairs).toEqual([{ rule: 'bad-dropped', rows: 1, first: [3] }]);
  });

  it('is refused at its first bad row, or where a column is not there, or where nothing is left', () => {
    const columns = { arrival: 'created (ms)', input: 'prompt_cnt', output: 'gen_cnt' };
    expect(() => readTrace(log, { columns })).toThrow('missing-value 3 prompt_cnt');
    expect(() => readTrace(log, { columns: { ...columns, output: 'gen_count' } })).toThrow('no-such-column');
    const none = 'arrival,input,output\n1,x,2\n2,,2\n';
    expect(() => readTrace(none, { badRows: 'drop' })).toThrow('not-a-number 2');
  });
});

describe('length and memory', () => {
  function* gigabyte(start: string, piece: string): Generator<string> {
    yield start;
    for (let i = 0; i < 16_384; i++) yield piece;
  }
  it.each([
    ['', 'x'.repeat(65_536)],
    ['arrival_s,input_tokens,output_tokens\n', '1'.repeat(65_536)],
    ['{"t":0,"isl":1,"osl":2}\n', '{"a":'.repeat(13_108)],
    ['{"t":0,"isl":1,"osl":2,"hash_ids":[', '1,'.repeat(32_768)],
    ['[[', '1,'.repeat(32_768)],
    ['{"input_lens":["', 'x'.repeat(65_536)],
  ])('refuses a line of 1 GB after 1 MiB: %s', (start, piece) => {
    let read = 0;
    const counted = function* () {
      for (const chunk of gigabyte(start, piece)) {
        read += chunk.length;
        yield chunk;
      }
    };
    expect(() => readTraceChunks(counted())).toThrow(/too-long|unknown-format|too-deep/);
    expect(read).toBeLessThan(2.5 * MAX_LINE);
  });

  it('gives the same whatever the chunks', () => {
    const text =
      'TIMESTAMP,ContextTokens,GeneratedTokens\r\n2023-11-16 18:15:46.68,374,44\r\n2023-11-16 18:15:50.99,396,109\r\n';
    const whole = rows(text);
    for (const size of [1, 5, 64]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      expect(readTraceChunks(chunks).trace).toEqual(whole.trace);
    }
  });
});
