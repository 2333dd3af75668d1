import type { TimeUnit } from './time-text.ts';

/** What a trace can say of a request. */
export const FIELDS = [
  'arrival',
  'input',
  'output',
  'session',
  'priority',
  'adapter',
  'blocks',
  'blockTokens',
  'ttft',
  'e2e',
] as const;
export type Field = (typeof FIELDS)[number];

/** Names that tools and people give to each field, the plainest first; compared without case, spaces, dashes and brackets. */
export const NAMES: Readonly<Record<Field, readonly string[]>> = {
  arrival: [
    ...[
      'arrival',
      'arrival_time',
      'arrived_at',
      'timestamp',
      'request_timestamp',
      'start_time',
      'request_start_time',
      'request_time',
    ],
    ...['send_time', 'sent_at', 'created_at', 'started_at', 'datetime', 'time', 'start', 'offset', 'ts', 't'],
    ...['到达时间', '到达', '请求时间', '开始时间', '发送时间', '时间戳', '时间'],
  ],
  input: [
    ...[
      'input_tokens',
      'input_length',
      'input_len',
      'input_sequence_length',
      'prompt_tokens',
      'prompt_length',
      'prompt_len',
    ],
    ...[
      'context_tokens',
      'request_tokens',
      'num_prefill_tokens',
      'prefill_tokens',
      'num_prompt_tokens',
      'num_input_tokens',
    ],
    ...['tokens_in', 'isl', 'input', 'prompt', 'context'],
    ...[
      '输入token数',
      '输入tokens',
      '输入token',
      '输入词元数',
      '输入词元',
      '输入长度',
      '提示token数',
      '提示词长度',
      '提示长度',
      '上下文token数',
    ],
    ...['请求token数', '输入'],
  ],
  output: [
    ...[
      'output_tokens',
      'output_length',
      'output_len',
      'output_sequence_length',
      'completion_tokens',
      'generated_tokens',
    ],
    ...[
      'response_tokens',
      'num_decode_tokens',
      'decode_tokens',
      'num_output_tokens',
      'generation_tokens',
      'tokens_out',
    ],
    ...['completion_length', 'osl', 'output', 'completion', 'response'],
    ...[
      '输出token数',
      '输出tokens',
      '输出token',
      '输出词元数',
      '输出词元',
      '输出长度',
      '生成token数',
      '生成长度',
      '回答长度',
      '响应token数',
    ],
    ...['回复长度', '输出'],
  ],
  session: [
    ...[
      'session',
      'session_id',
      'conversation',
      'conversation_id',
      'chat_id',
      'thread_id',
      'user',
      'user_id',
      'client',
      'client_id',
    ],
    ...['会话', '会话id', '对话', '对话id', '用户', '用户id', '客户端'],
  ],
  priority: ['priority', '优先级'],
  adapter: ['adapter', 'adapter_id', 'lora', 'lora_id', '适配器'],
  blocks: ['hash_ids', 'block_ids', 'prefix_ids', 'block_hashes'],
  blockTokens: ['block_tokens', 'block_size'],
  ttft: ['ttft', 'time_to_first_token', '首token延迟', '首字延迟'],
  e2e: ['e2e', 'latency', 'request_latency', 'e2e_latency', '总延迟', '端到端延迟'],
};

const UNITS: readonly (readonly [string, TimeUnit])[] = [
  ['milliseconds', 'ms'],
  ['millis', 'ms'],
  ['microseconds', 'us'],
  ['micros', 'us'],
  ['nanoseconds', 'ns'],
  ['nanos', 'ns'],
  ['seconds', 's'],
  ['secs', 's'],
  ['sec', 's'],
  ['毫秒', 'ms'],
  ['微秒', 'us'],
  ['纳秒', 'ns'],
  ['秒', 's'],
  ['ms', 'ms'],
  ['us', 'us'],
  ['ns', 'ns'],
  ['s', 's'],
];
const TIMES: ReadonlySet<Field> = new Set(['arrival', 'ttft', 'e2e']);
const TOKEN_UNITS = ['[token]', '[tokens]'].map((word) => plain(word));

/** A column found: which one, and the unit its name states. */
export interface Column {
  readonly at: number;
  readonly name: string;
  readonly unit?: TimeUnit;
}

/** Columns as somebody says them: of each field its name in the file. */
export type ColumnMap = Readonly<Partial<Record<Field, string>>>;

/** A name ends in its unit: `created_ms`, `start (s)`. */
const UNIT_AT_END = /[_\s.([（-](ms|us|ns|s)[)\]）]?$/i;

/** Which of the names is which field: as `said`, else by known names. A field that several names could be takes the plainest. */
export function findColumns(names: readonly string[], said: ColumnMap = {}): Partial<Record<Field, Column>> {
  const plains = names.slice(0, 1000).map(plain);
  const found: Partial<Record<Field, Column>> = {};
  for (const field of FIELDS) {
    const own = said[field];
    const column = own === undefined ? findOne(field, names, plains) : named(field, own, names);
    if (column) found[field] = column;
  }
  return found;
}

function named(field: Field, name: string, names: readonly string[]): Column | undefined {
  const at = names.findIndex((one) => one.trim() === name);
  if (at < 0) return undefined;
  const unit = TIMES.has(field) ? UNIT_AT_END.exec(name)?.[1]?.toLowerCase() : undefined;
  return { at, name: names[at]!, ...(unit !== undefined && { unit: unit as TimeUnit }) };
}

function findOne(field: Field, names: readonly string[], plains: readonly string[]): Column | undefined {
  for (const word of PLAIN_NAMES[field]) {
    const at = plains.findIndex((name) => name === word || TOKEN_UNITS.some((unit) => name === word + unit));
    if (at >= 0) return { at, name: names[at]! };
    if (!TIMES.has(field)) continue;
    for (const [unit, means] of UNITS) {
      const with_ = plains.indexOf(word + unit);
      if (with_ >= 0) return { at: with_, name: names[with_]!, unit: means };
    }
  }
  return undefined;
}

function plain(name: string): string {
  return name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[\s_\-.()[\]（）【】:：/\ufeff]+/g, '');
}

const PLAIN_NAMES = Object.fromEntries(FIELDS.map((field) => [field, NAMES[field].map(plain)])) as Record<
  Field,
  string[]
>;
