/**
 * 一行公开数据的说明：已知的问题，以及数据没有写明、由我们假设的内容（`键=值`）。trust/ 以英文给出；
 * 架构名、引擎名、文件名不译，未列出的原样显示。
 */
export function rowNote(text: string): string {
  const fault = FAULTS.find(([pattern]) => pattern.test(text));
  if (fault) return text.replace(...fault);
  const cut = text.indexOf('=');
  const key = text.slice(0, cut);
  if (!Object.hasOwn(KEYS, key)) return text;
  const value = VALUES.reduce((said, [pattern, chinese]) => said.replace(pattern, chinese), text.slice(cut + 1));
  return `${KEYS[key]}${/^\p{Script=Han}/u.test(value) ? '：' : ' '}${value}`;
}

/** `ridgepoint accuracy` 把几条假设连成一句：键与步时说明处断开。 */
export const assumedInChinese = (what: string): string =>
  what
    .split(/, (?=[a-z][a-z_ -]*=|step from )/)
    .map(rowNote)
    .join('，');

const KEYS: Readonly<Record<string, string>> = {
  acceptance: '推测解码接受率',
  architecture: '模型结构取自',
  arrivals: '请求到达',
  batch: '批大小',
  blocks: 'KV 块数',
  cores: '核数',
  cp: 'CP',
  dp: 'DP',
  dtype: '数值格式',
  engine: '引擎',
  ep: 'EP',
  experts: '专家数',
  ffn: 'FFN 宽度',
  fit: '拟合表',
  gpus: '卡数',
  heads: '头数',
  hidden: '隐藏宽度',
  host: '主机',
  'in-sample': '样本内',
  input: '输入长度',
  jitter: '到达抖动',
  kv: 'KV 缓存',
  layers: '层数',
  layout: '并行布局',
  local: '自己运行得出的步时系数',
  micro_batch: '微批大小',
  output: '输出长度',
  'output spread': '输出长度分布',
  pp: 'PP',
  precision: '训练精度',
  preset: '预设',
  queue: '排队',
  reachable: '可达算力比例',
  recompute: '重计算',
  relatives: '参考的同系芯片数',
  requests: '请求数',
  sequence: '序列长度',
  server: '服务器',
  shape: '形状',
  speculation: '推测解码',
  statistic: '统计量',
  tp: 'TP',
  version: '版本',
  vocab: '词表大小',
  vp: 'VP',
  weights: '权重格式',
};

const VALUES: readonly (readonly [RegExp, string])[] = [
  [/^poisson$/, '泊松过程'],
  [/^engine formula$/, '按引擎公式'],
  [/^engine default$/, '引擎默认'],
  [/^one request$/, '单请求'],
  [/^log-normal$/, '对数正态'],
  [/^at the limit$/, '处于上限'],
  [/^large$/, '足够大'],
  [/^mean$/, '平均值'],
  [/^busy$/, '繁忙'],
  [/^none$/, '无'],
  [/^searched$/, '搜索得出'],
  [/^(\d+) packed$/, '$1，拼接'],
  [/^(\d+) accelerators a server$/, '每台 $1 卡'],
  [/^10 x concurrency$/, '并发数的 10 倍'],
  [/^(\d+) tokens, (\S+) accepted$/, '$1 个 token，接受率 $2'],
  [/, heads of (\d+)$/, '，头维度 $1'],
  [/, read as (\S+)$/, '，按 $1 读取'],
  [
    /: (\d+) experts, (\d+) of them and one shared; widths that give its (\S+) and (\S+)$/,
    '：$1 个专家，激活 $2 个与 1 个共享；宽度由 $3 与 $4 推出',
  ],
  [/^full in layers with experts for "(.*)"$/, '含专家的层完全重计算（原文 "$1"）'],
  [/^half of a forward \(policy not stated\)$/, '半次前向（未注明策略）'],
  [/^half of a forward \((.*)\)$/, '半次前向（$1）'],
  [/^full$/, '完全'],
  [/^selective$/, '选择性'],
  [/^half$/, '一半'],
  [/^version not stated: /, '未注明版本，按 '],
  [/^image of a day$/, '每日构建镜像'],
  [/ and later: of (\S+)$/, ' 及以后，$1'],
  [/ and later \(PyTorch runtime\)$/, ' 及以后（PyTorch 运行时）'],
  [/ and later \(V1 engine, scheduling ahead\)$/, ' 及以后（V1 引擎，提前调度）'],
  [/: of (\d{4}-\d{2})$/, '，$1'],
  [/: ExLlama behind a loop in Python$/, '：ExLlama 外套 Python 循环'],
  [/: llama\.cpp behind a loop in Python$/, '：llama.cpp 外套 Python 循环'],
  [/: one request, compiled kernels, matrices cut over cards$/, '：单请求，编译算子，矩阵切分到各卡'],
  [/: one request, kernels of its own$/, '：单请求，自有算子'],
  [/: one request, weights in place$/, '：单请求，权重原位使用'],
  [/: a program for each kernel on an accelerator without fits$/, '：逐算子执行，该加速卡没有拟合'],
  [/: a compiled graph a step$/, '：每步一张编译图'],
  [/: kernels in C\+\+, batches refilled in flight$/, '：C++ 算子，连续批处理'],
  [/: the same kernels in C\+\+$/, '：同样的 C++ 算子'],
  [/: the same scheduler and kernels$/, '：同样的调度与算子'],
  [/: compiled PyTorch with CUDA graphs, no server$/, '：编译的 PyTorch 加 CUDA 图，无服务端'],
  [/: PyTorch without graphs: every kernel is launched from Python$/, '：PyTorch 不用 CUDA 图，逐算子由 Python 下发'],
  [/: before CUDA graphs$/, '：尚未使用 CUDA 图'],
  [
    /^(\d+) of (\d+) rows have an operation, rank count and size of a validation row: without them nothing is left to fit$/,
    '$2 行中 $1 行的操作、卡数与大小同于评分行，去掉便无可拟合',
  ],
  [
    /^one published figure fixes e; the rest from (\d+) chips of (\S+)$/,
    '一个公开数值定出 e，其余取自 $2 的 $1 款芯片',
  ],
  [/^one published figure fixes e; the rest from relatives: (.*)$/, '一个公开数值定出 e，其余取自同系芯片 $1'],
  [/^one published figure fixes e; the rest from (.*)$/, '一个公开数值定出 e，其余取自 $1'],
  [/^two published figures fix (\S+) and (\S+); the rest from (.*)$/, '两个公开数值定出 $1、$2，其余取自 $3'],
  [/^its rows are one operation at one size: none can be left out$/, '各行是同一操作、同一大小，无法留出'],
];

const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^step from TFLOP\/s \(full\)$/, '步时由 TFLOP/s 推出（注意力按全序列计）'],
  [/^step from TFLOP\/s \(causal\)$/, '步时由 TFLOP/s 推出（注意力按因果计）'],
  [/^step from TFLOP\/s \((.*)\)$/, '步时由 TFLOP/s 推出（$1）'],
  [/^DP x TP x PP is not the printed GPU count$/, 'DP × TP × PP 不等于所印的 GPU 数'],
  [/^batch (\d+) cannot be: TFLOP\/s x time gives about (\d+)$/, '批大小不可能是 $1：TFLOP/s × 时间约为 $2'],
  [
    /^time and TFLOP\/s stand in each other’s column: its twin (\S+) has (.*)$/,
    '时间与 TFLOP/s 两列互换：同样的一行 $1 为 $2',
  ],
  [
    /^(\S+) s for (\S+) sequences where its twin needs (\S+) s for (\S+)$/,
    '$2 条序列用 $1 s，而同样的一行 $4 条用 $3 s',
  ],
  [/^65 GB at micro-batch 2 where micro-batch 4 needs 56$/, '微批 2 占 65 GB，而微批 4 只占 56 GB'],
  [/^(\S+) GB more than its neighbours, unexplained by the source$/, '比相邻各行多 $1 GB，原文未解释'],
  [/^times of the batch-128 rows \((.*)\) printed with batch 32$/, '时间取自批大小 128 的行（$1），却印作 32'],
  [/^pp 41 was misread from the table: pp 1$/, '表中 PP 误读为 41，应为 1'],
  [/^batch (\S+) is a slip for (\S+)$/, '批大小 $1 为笔误，应为 $2'],
  [
    /^Llama 4 Maverick printed with 32 layers; reprinted with 48 and the same times \((\S+) and following\)$/,
    'Llama 4 Maverick 印作 32 层；后以 48 层、相同时间重印（$1 起）',
  ],
  [
    /^DeepSeek-V3 of release 25.05, 3.3x the time per token of release 25.11: an unoptimised vintage$/,
    'DeepSeek-V3 取自 25.05 版，每 token 时间为 25.11 版的 3.3 倍：尚未优化',
  ],
  [
    /^printed as 405B, but MFU and tokens\/s give a proxy of about a fourteenth of it; layers and layout not printed$/,
    '印作 405B，但由 MFU 与 tokens/s 推出的规模约为其十四分之一；未印层数与布局',
  ],
  [
    /^faster than the printed batch allows: tensor parallel 8 at most, says the page, so 2 and 8 stages share one sequence, and 1,162 and 607 TFLOP\/s are more than 1\/2 and 1\/8 of 1,590 and 1,619 with context parallelism$/,
    '快于所印批大小所能达到的：原文称张量并行最多为 8，一条序列于是分给 2 级与 8 级流水线，而 1,162 与 607 TFLOP/s 超过上下文并行时 1,590 与 1,619 的 1/2 与 1/8',
  ],
  [/^tokens\/s x seconds x chips is a batch of (\S+), not (\S+)$/, 'tokens/s × 秒 × 芯片数得批大小 $1，而非 $2'],
  [
    /^64 expert ranks need 64 ranks a stage: pp 4, vp 4 as in its recipe, not pp 8, vp 2 \(256 GPUs\)$/,
    '64 路专家并行要求每级 64 卡：应按配方 PP 4、VP 4，而非 PP 8、VP 2（256 GPU）',
  ],
  [
    /^165 TFLOP\/s with recomputation are above the dense peak of the card named \(155\): another card was meant$/,
    '重计算下 165 TFLOP/s 高于所写显卡的稠密峰值（155）：应是另一款卡',
  ],
  [
    /^1\.3x slower than its neighbours at micro-batch 1: the allocator at the memory limit$/,
    '微批 1 时比相邻各行慢 1.3 倍：分配器触及显存上限',
  ],
  [
    /^head size 128 slower than 112, 144 or 224: a library fault of that date$/,
    '头维度 128 慢于 112、144、224：当时的库有缺陷',
  ],
];
