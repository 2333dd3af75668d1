import { expect, it } from 'vitest';
import { sampleTraces } from '../../docs/sample-traces.ts';
import { messagesFor } from '../../engine/src/messages/index.ts';
import { traceSentence } from '../../engine/src/operations/traffic/trace-sentence.ts';
import {
  describeTraffic,
  readTraceChunks,
  TRACE_FORMATS,
  TraceError,
  type TraceRead,
  traceSource,
} from '../../engine/src/serving/index.ts';
import { attack, expectReached } from './attack.ts';
import { type Chance, mutateText } from './chance.ts';

const cut = (text: string, lines: number): string => text.split('\n').slice(0, lines).join('\n');
const SAMPLES = sampleTraces();
/** A few rows of every format. */
const SEEDS: readonly string[] = [
  cut(SAMPLES['chat.csv']!, 6),
  cut(SAMPLES['agents.jsonl']!, 4),
  cut(SAMPLES['clients.jsonl']!, 2),
  '{"request_rate":"inf","max_concurrency":8,"input_lens":[10,20,30],"output_lens":[1,2,3],"ttfts":[0.5,0.6,0],"itls":[[],[0.1],[]],"start_times":[100.5,101,102],"errors":["","",""]}',
  'Timestamp,Session ID,Elapsed time,Model,Request tokens,Response tokens,Total tokens,Log Type\n5,b,2.5,ChatGPT,472,18,490,Conversation log\n45,a,1,GPT-4,1087,0,1087,API log\n',
  '{"benchmarks":[{"requests":{"successful":[{"prompt_tokens":128,"output_tokens":16,"start_time":1700000000.25},{"prompt_tokens":64,"output_tokens":1,"start_time":1700000001.5}]}}]}',
  '{"service_kind":"openai","experiments":[{"requests":[{"timestamp":1700000000000000000,"request_inputs":{"payload":"{\\"content\\":\\"hello\\"}"},"response_timestamps":[1700000000200000000],"response_outputs":[{"response":"data: {\\"content\\":\\"a\\"}"}]}]}]}',
  '{"metadata":{"request_start_ns":1759813207532900363,"x_correlation_id":"s"},"metrics":{"input_sequence_length":{"value":550},"output_sequence_length":{"value":9}},"error":null}',
  '[{"id":"a","requests":[[0.0,10,5,0.1,0.9],[1,20,6,0.2,1]]},{"id":"b","requests":[[1,20,6]]}]',
  'arrival_ms;prompt_tokens;output_tokens;session;priority\n0;5;6;u;1\n1500;7;8;v;0\n',
  '到达时间（毫秒）,输入token数,输出token数\n0,5,6\n1500,7,8\n',
  '[{"ts":0,"isl":5,"osl":6},\n{"ts":1.5,"isl":7,"osl":8}]',
];
const HOSTILE = [
  '-1',
  'NaN',
  '1e999',
  '1e18',
  '',
  '0',
  '0.5',
  '"',
  '[[[[',
  '{"a":',
  ',,,,',
  '2024-13-99 99:99:99',
  '9'.repeat(25),
  '\u0000',
  '\ud800',
  '"__proto__":{"a":1},',
  'null',
  '[]',
  '{}',
  '\r',
  '\n\n',
  '１２',
];

interface Input {
  readonly chunks: readonly string[];
  readonly options: Parameters<typeof readTraceChunks>[1];
}

function make(chance: Chance): Input {
  const seed = chance.pick(SEEDS);
  const text = chance.oneIn(12) ? seed : mutateText(seed, chance, chance.oneIn(3) ? HOSTILE : undefined);
  const chunks: string[] = [];
  for (let at = 0; at < text.length; ) {
    const size = chance.oneIn(3) ? text.length : 1 + chance.below(40);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return {
    chunks,
    options: {
      ...(chance.oneIn(10) && { format: chance.pick(TRACE_FORMATS) }),
      ...(chance.oneIn(6) && {
        contextTokens: 2 + chance.below(2000),
        overContext: chance.pick(['drop', 'cut', 'refuse'] as const),
      }),
      ...(chance.oneIn(6) && { zeroOutput: chance.pick(['one', 'drop', 'refuse'] as const) }),
      ...(chance.oneIn(6) && { order: 'refuse' as const }),
      ...(chance.oneIn(6) && { withoutArrivals: 'burst' as const }),
      ...(chance.oneIn(8) && { run: chance.pick(['1', '2', 'b', 'x', '-1']) }),
    },
  };
}

/** What is read can be simulated: whole positive lengths, times in order; what is not is refused in two languages. */
function read({ chunks, options }: Input): string {
  let got: TraceRead;
  try {
    got = readTraceChunks(chunks, options);
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    for (const locale of ['en', 'zh-CN'] as const) {
      const sentence = traceSentence(error.problem, {
        locale,
        messages: messagesFor(locale),
      });
      if (sentence.length < 8 || sentence.length > 1500 || /undefined|\[object|NaN at/.test(sentence))
        throw new Error(`says "${sentence}"`);
    }
    return error.problem.code;
  }
  const { trace } = got;
  for (let i = 0; i < trace.count; i++) {
    const sane =
      trace.input[i]! >= 1 && trace.output[i]! >= 1 && Number.isFinite(trace.arrival[i]!) && trace.arrival[i]! >= 0;
    if (!sane) throw new Error(`row ${i}: ${trace.arrival[i]}, ${trace.input[i]}, ${trace.output[i]}`);
    if (i > 0 && trace.arrival[i]! < trace.arrival[i - 1]!) throw new Error(`row ${i} is out of order`);
    if (trace.prefixStart && trace.prefixStart[i]! > trace.prefixStart[i + 1]!) throw new Error('blocks run back');
  }
  JSON.stringify(describeTraffic(traceSource(trace)));
  return 'value';
}

it('every seed is read', () => {
  for (const seed of SEEDS) expect(read({ chunks: [seed], options: {} }), seed.slice(0, 60)).toBe('value');
});

it('mutated traces: read into something that can be simulated, or refused with a reason', async () => {
  const tally = await attack({
    name: 'traces',
    usual: 6000,
    make,
    read,
    show: ({ chunks, options }) => JSON.stringify({ text: chunks.join(''), options }),
  });
  expectReached(
    tally,
    [
      'missing-column',
      'missing-value',
      'not-json',
      'not-a-number',
      'not-finite',
      'negative',
      'unknown-format',
      'too-large',
      'no-such-run',
      'out-of-order',
      'over-context',
      'zero-output',
      'empty',
    ],
    0.1,
  );
});
