import type { NoteId, PresetId, RepairRule, RowCode, TraceCode, TraceFormat } from '../../serving/index.ts';
import { nearest, requestRate } from './words.ts';

/** What the sentence about a bad trace is filled with. All are texts; empty = not known. */
export interface TraceWords {
  /** " in line 7" or " in entry 7" or nothing. */
  readonly at: string;
  readonly column: string;
  readonly value: string;
  readonly max: string;
  readonly found: string;
  readonly known: string;
  readonly before: string;
  readonly cells: string;
  readonly columns: string;
  readonly lists: string;
  readonly runs: string;
  readonly nearest: readonly string[];
}

type Repaired = { readonly rows: string; readonly line: string };

/** Sentences about traffic: traces that cannot be read, what was repaired, what traffic is like. */
export const traffic = {
  unusable: (v: { path: string; reason: string }) => `${v.path}: ${v.reason}`,
  ratesOnly: (v: { path: string }) =>
    `${v.path} holds rates of clients but no lengths, so no requests can be made from it; nearest: a file with a dataset, such as language-m-small`,
  notARate: (v: { what: string; value: string }) => `${v.what} "${v.value}" is no rate; nearest: 5/s, 300/min or 2M/d`,
  outForm: (v: { path: string; nearest: readonly string[] }) =>
    `"${v.path}" ends in neither .csv nor .jsonl, so the form of the requests is not known${nearest(v.nearest)}`,
  columnMap: (v: { what: string; value: string; fields: string; nearest: readonly string[] }) =>
    `${v.what} "${v.value}" names no field and its column${nearest(v.nearest)}; fields: ${v.fields}`,
  badRows: '; --bad-rows drop leaves such rows out',
  /** Other rows that are as bad, each with its rule in a word. */
  alsoBad: (v: { rows: string; more: string; open: boolean }) =>
    `; also ${v.rows}${v.more === '0' ? '' : `, and ${v.open ? 'at least ' : ''}${of(v.more, 'other row')}`}`,
  badRow: (v: { at: string; column: string; value: string; rule: string }) =>
    `${v.at}${v.column && ` ${v.column}`}${v.value && ` "${v.value}"`} (${v.rule})`,
  rowRules: {
    'missing-value': 'no value',
    'more-cells': 'more cells than the heading',
    'not-json': 'no JSON',
    'not-a-number': 'no number',
    'not-finite': 'not finite',
    negative: 'below 0',
    'not-whole': 'not whole',
    'too-large': 'too large',
    'bad-time': 'no date and time',
    'bad-blocks': 'no list of block ids',
  } satisfies Record<RowCode, string>,
  at: { line: (line: string) => ` in line ${line}`, entry: (entry: string) => ` in entry ${entry}` },
  problems: {
    empty: () =>
      'there is no request in it; nearest: a heading arrival_s,input_tokens,output_tokens and a line for each request',
    'unknown-format': (v) =>
      `no known format begins${v.at} so${v.value ? ` ("${v.value}")` : ''}${nearest(v.nearest)} as heading of a CSV`,
    'missing-column': (v) =>
      `no column says ${v.column === 'arrival' ? 'when requests arrive' : v.column === 'input' ? 'how many tokens a prompt has' : 'how many tokens an answer has'} (found: ${v.found}); ${v.nearest.length > 0 ? `nearest of yours: ${v.nearest.join(', ')}; ` : ''}names that are known: ${v.known}; or say which it is: --columns "${v.column}=${v.nearest[0] ?? '…'}"${v.column === 'arrival' ? '; or all at once with --without-arrivals burst' : ''}`,
    'no-such-column': (v) => `there is no column "${v.column}" (found: ${v.found})${nearest(v.nearest)}`,
    'missing-value': (v) => `${v.column} has no value${v.at}; nearest: a number there, or leave the line out`,
    'more-cells': (v) =>
      `${v.cells} cells stand${v.at}, the heading names ${v.columns}; nearest: numbers without separators (1024), and a text that holds one in quotes`,
    'line-too-long': (v) => `a line is longer than ${v.max} characters${v.at}; nearest: one request a line`,
    'piece-too-long': (v) => `one entry or key is longer than ${v.max} characters${v.at}; nearest: one entry a request`,
    'file-too-long': (v) => `it is longer than ${v.max} characters; nearest: a part of it`,
    'too-many-rows': (v) =>
      `it holds more than ${v.max} ${v.column === 'session' ? 'sessions' : 'requests'}${v.at}; nearest: a part of it`,
    'group-too-large': (v) =>
      `a group of its rows takes more than ${v.max} bytes; nearest: write it with smaller row groups (a million rows)`,
    'not-parquet': () => 'it begins as Parquet does and does not end so: it was cut off; nearest: the whole file',
    'no-zstd': () => 'its pages are packed by Zstandard, which Node.js unpacks from 22.15 on; nearest: Snappy or gzip',
    'too-many-blocks': (v) =>
      `its prompts hold more than ${v.max} prefix blocks${v.at}; nearest: larger blocks, or none`,
    'too-deep': (v) => `brackets are nested deeper than ${v.max}${v.at}; nearest: one flat object a request`,
    'not-json': (v) =>
      `what stands${v.at} is no JSON${v.value ? `: "${v.value}"` : ''}; nearest: one object a line, or a file that was not cut off`,
    'not-a-number': (v) => `${v.column} "${v.value}"${v.at} is no number${nearest(v.nearest)}`,
    'not-finite': (v) => `${v.column} is ${v.value}${v.at}, a finite number is wanted; nearest: leave the line out`,
    negative: (v) => `${v.column} is ${v.value}${v.at}, at least 0 is wanted${nearest(v.nearest)}`,
    'not-whole': (v) => `${v.column} is ${v.value}${v.at}, tokens are whole${nearest(v.nearest)}`,
    'too-large': (v) => `${v.column} is ${v.value}${v.at}, at most ${v.max} is read; nearest: check the column`,
    'bad-time': (v) => `${v.column} "${v.value}"${v.at} is no date and time${nearest(v.nearest)}`,
    'bad-blocks': (v) => `${v.column} "${v.value}"${v.at} is no list of block ids; nearest: [1, 2, 3]`,
    'unequal-lists': (v) =>
      `its lists do not have one entry a request each (${v.lists}); nearest: a file written with --save-detailed`,
    'out-of-order': (v) =>
      `${v.column} is ${v.value}${v.at}, after ${v.before} in a row above, and order was to be kept; nearest: --order sort`,
    'zero-output': (v) => `an answer has no tokens${v.at}; nearest: --zero-output one, or drop`,
    'over-context': (v) =>
      `prompt and answer have ${v.value} tokens${v.at}, the context holds ${v.max}; nearest: --over-context drop, or cut`,
    'no-such-run': (v) => `it has no run "${v.value}" (${v.runs} runs)${nearest(v.nearest)}`,
    'no-rates': () => 'no client of it sends anything',
  } satisfies Record<TraceCode, (v: TraceWords) => string>,
  repairs: {
    sorted: (v) => `${of(v.rows, 'request')} stood after later ones${v.line}; all were put in order of arrival`,
    'zero-output-one': (v) => `${of(v.rows, 'answer')} had no tokens${v.line}; counted as one token each`,
    'zero-output-dropped': (v) => `${of(v.rows, 'answer')} had no tokens${v.line}; left out as failures`,
    'zero-input-one': (v) => `${of(v.rows, 'prompt')} had no tokens${v.line}; counted as one token each`,
    'over-context-dropped': (v) =>
      `${of(v.rows, 'request')} longer than the context${v.line}: left out, as an engine refuses them`,
    'over-context-cut': (v) => `${of(v.rows, 'request')} longer than the context${v.line}: cut to it`,
    'failed-dropped': (v) => `${of(v.rows, 'request')} had failed${v.line}; left out`,
    'bad-dropped': (v) => `${of(v.rows, 'row')} lacked a value or held one that is none${v.line}; left out`,
    'line-without-fields': (v) => `${of(v.rows, 'line')} held no request${v.line}; passed over`,
    'no-arrivals': (v) => `${of(v.rows, 'request')} came without a time of arrival${v.line}; all come at once`,
    'rate-only': (v) =>
      `${of(v.rows, 'request')} came without a time of arrival${v.line}; spread evenly at the stated rate`,
    'output-by-chunks': (v) =>
      `${of(v.rows, 'answer')} came without a token count${v.line}; one token a chunk was counted`,
    'input-by-characters': (v) =>
      `${of(v.rows, 'prompt')} came without a token count${v.line}; one token for 4 characters was counted`,
    'other-runs': (v) => `${v.rows} more runs are in the file; --run reads another`,
    'clients-left-out': (v) => `${v.rows} clients have rates but no lengths${v.line}; left out`,
    'blocks-not-written': (v) => `prefix blocks of ${of(v.rows, 'request')} cannot stand in CSV; nearest: .jsonl`,
  } satisfies Record<RepairRule, (v: Repaired) => string>,
  first: (v: { at: string; several: boolean; entries: boolean }) =>
    ` (first: ${v.entries ? (v.several ? 'entries' : 'entry') : v.several ? 'lines' : 'line'} ${v.at})`,
  formats: {
    azure: 'Azure trace',
    burstgpt: 'BurstGPT trace',
    mooncake: 'Mooncake trace',
    servegen: 'ServeGen client profiles',
    'vllm-bench': 'vLLM benchmark result',
    guidellm: 'GuideLLM report',
    'genai-perf': 'GenAI-Perf export',
    aiperf: 'AIPerf records',
    'vllm-run': 'measured run',
    csv: 'CSV trace',
    jsonl: 'JSONL trace',
    json: 'JSON trace',
  } satisfies Record<TraceFormat, string>,
  presets: {
    'personal-assistant': { name: 'personal assistant', about: 'chat about anything, typed' },
    'customer-service-speech': { name: 'customer service by telephone', about: 'a spoken call, answered by voice' },
    'document-processing': { name: 'document processing', about: 'long texts summed up, nobody waiting' },
    'coding-agent': { name: 'coding agent', about: 'many short steps over a long history, tools between' },
    tutoring: { name: 'tutoring', about: 'a lesson: explained, read, answered' },
    'game-character': { name: 'game character', about: 'a persona that speaks with the player' },
    'medical-assistant': { name: 'private medical assistant', about: 'a record read, a thought-out answer' },
    'control-loop': { name: 'robot or vehicle control loop', about: 'a picture in, an action out, at a beat' },
    'rag-search': { name: 'search with retrieval', about: 'an answer from passages that were found' },
  } satisfies Record<PresetId, { name: string; about: string }>,
  people: 'people and what they write',
  lengths: 'given lengths',
  figures: {
    tasksPerDay: 'tasks of a user in a day',
    beat: 'beat',
    turns: 'requests of a task, median',
    turnsP95: 'requests of a task, p95',
    system: 'shared beginning',
    first: 'first prompt, median',
    firstP95: 'first prompt, p95',
    next: 'later prompts, median',
    nextP95: 'later prompts, p95',
    output: 'answer, median',
    outputP95: 'answer, p95',
    think: 'until the next request, median',
    thinkP95: 'until the next request, p95',
    context: 'longest context',
    peakToMean: 'busiest 10 min over the mean',
    ttftP95: 'promised TTFT, p95',
    ttftP99: 'promised TTFT, p99',
    tpotP99: 'promised TPOT, p99',
    e2eP95: 'promised end to end, p95',
    e2eP99: 'promised end to end, p99',
    questionTokens: 'one question',
    answerTokens: 'one answer',
    promptTokens: 'prompt with its history',
    charactersPerToken: 'characters a token',
    turnsPerSession: 'turns of a conversation',
    systemTokens: 'shared beginning',
    spread: 'p95 of lengths over median',
  },
  notes: {
    perCharacter03: '0.3 token a character',
    perCharacter06: '0.6 token a character',
    spoken12: '12 s (assumption) at 183 words/min, 0.75 word/token',
    spoken15: '15 s (assumption) at 183 words/min, 0.75 word/token',
    read220: '220 tokens read at 238 words/min',
    reasoning: 'DeepSeek-R1, thinking included',
    llama2Interactive: 'Llama 2 70B interactive',
    actionsRtx4090: 'actions a second on one RTX 4090',
    asSpoken: 'as fast as it is spoken: 183 words/min',
    asRead: 'as fast as it is read: 238 words/min',
    busiest14Days: 'busiest 10 min of 14 days, m-small',
    turn30: '80,000 tokens by turn 30',
    ratio131: '131 prompt tokens to one answered',
    middle1518: 'middle of 1.5 to 1.8',
    middle34: 'middle of 3 to 4',
    oneBeat: 'one beat',
    patches: 'one picture of 224 × 224 in patches of 14',
    sevenDimensions: 'a token for each of 7 dimensions',
    aloud: 'reading aloud',
    silent: 'silent, non-fiction',
    messagesPerWeek: '18 G messages a week of 700 M users',
    conversationTrace: 'conversation trace',
  } satisfies Record<NoteId, string>,
  from: { assumption: 'assumption', you: 'from what you said' },
  page: {
    span: (v: { requests: string; time: string }) => `${v.requests} requests in ${v.time}`,
    seed: (seed: string) => `seed ${seed}`,
    clients: (count: string) => `${count} clients`,
    rate: (rate: string) => requestRate(rate),
    peak: (v: { rate: string; ratio: string }) => `busiest minute ${v.rate}/s (${v.ratio} × the mean)`,
    askedPeak: (v: { mean: string; peak: string }) =>
      `mean of the day ${requestRate(v.mean)}, to be sized for ${v.peak}/s in the busiest 10 min`,
    gaps: (v: { cv: string; kind: string }) => `gaps with CV ${v.cv}, ${v.kind}`,
    kinds: {
      even: 'more even than chance',
      poisson: 'about as chance has it (Poisson)',
      bursts: 'in bursts',
    },
    tokens: (v: { input: string; output: string }) => `tokens asked for: ${v.input} of prompts, ${v.output} of answers`,
    prefix: (v: { rate: string; tokens: string; block: string }) =>
      `a prefix cache without end finds ${v.rate} of the blocks of ${v.block} tokens, ${v.tokens} of the prompt tokens`,
    sessions: (v: { count: string; mean: string; most: string }) =>
      `${v.count} sessions of ${v.mean} requests on average, at most ${v.most}`,
    concurrency: (count: string) => `the client kept ${count} requests under way at once`,
    reported: (v: { what: string; p50: string; p95: string; p99: string }) =>
      `reported ${v.what}: p50 ${v.p50}, p95 ${v.p95}, p99 ${v.p99}`,
    e2e: 'end to end',
    input: 'prompt',
    output: 'answer',
    tokensOf: 'tokens',
    mean: 'mean',
    max: 'max',
    series: (step: string) => `Requests over time, ${step} a column`,
    hours: 'Requests by hour of the day',
    hoursFromStart: 'Requests by hour since the start',
    lengths: 'Lengths, share of requests from each length up to its double',
    repairs: 'Repaired',
    made: 'Made from',
    sources: 'Sources',
  },
  progress: (v: { share: string; left: string }) => `${v.share} read${v.left ? `, ${v.left} left` : ''}`,
  writing: (v: { share: string; left: string }) => `${v.share} written${v.left ? `, ${v.left} left` : ''}`,
  writtenRows: (v: { path: string; rows: string }) => `written: ${v.path}, ${v.rows} requests`,
};

const of = (count: string, noun: string): string => `${count} ${noun}${count === '1' ? '' : 's'}`;
