import { factNote } from './fact-notes.ts';

/**
 * 依据里的词：公式与出处由各项自己以英文写出，这里按短语译出，长的在先。
 * 人名、论文、函数名、文件与数学符号不译；没有列出的原样显示。
 */
export const formulaInChinese = (text: string): string =>
  phrased(text, FORMULA)
    .replace(/(\d+) 微批/, '$1 个微批')
    .replace(/(\d+) 层数/, '$1 层');

export function sourceInChinese(text: string): string {
  const note = factNote(text);
  if (note !== null) return note;
  const whole = sourceWords(text);
  if (!PROSE.test(whole)) return whole;
  // 半句英文半句中文没法读：没有译全的分句保留原文。
  const clauses = text.split('; ').map((clause) => ({ clause, said: sourceWords(clause) }));
  if (clauses.every(({ said }) => PROSE.test(said))) return text;
  return clauses.map(({ clause, said }) => (PROSE.test(said) ? clause : said)).join('；');
}

const PROSE = /(?<!\w)[a-z]{2,} [a-z]{2,} [a-z]{2,}/;

const sourceWords = (text: string): string =>
  COUNTED.reduce((said, [pattern, chinese]) => said.replace(pattern, chinese), phrased(text, SOURCE));

const FORMULA: Readonly<Record<string, string>> = {
  'step time, memory, utilisation and the run': '单步时间、显存、利用率与训练全程',
  'model FLOP per token · tokens per step / (step · accelerators · peak)':
    '每 token 模型 FLOP · 每步 token / (单步时间 · 卡数 · 峰值)',
  'forward + input gradient + weight gradient': '前向 + 输入梯度 + 权重梯度',
  'core forward and backward: FLOP / achieved rate': '核心的前向与反向：FLOP / 实际速率',
  'passes · bytes / bandwidth': '遍数 · 字节 / 带宽',
  'backward 1.8 ×': '反向为 1.8 倍',
  'activations run again in backward': '反向时重新计算激活值',
  'host launches that the work does not cover': '计算未能掩盖的主机下发',
  'exposed share': '未掩盖比例',
  'forward and backward': '前向与反向',
  'key-value exchange that attention does not hide': '注意力未能掩盖的 KV 交换',
  'dispatch and combine, and the host waiting for counts': '分发与合并，以及主机等待计数',
  'sends between stages that the schedule shows': '调度中未掩盖的级间收发',
  'gradient reduction and weight gathering that backward does not hide': '反向未能掩盖的梯度归约与权重收集',
  'pipeline − micro-batches · slowest stage': '流水线 − 微批次数 · 最慢的一级',
  'bytes per parameter': '每参数字节',
  'parameters updated on this rank': '本卡更新的参数',
  'parameters on this rank': '本卡参数',
  'bytes of the gradients on this rank': '本卡梯度的字节',
  'the same for gathering updated weights': '收集更新后的权重同此',
  'transfer − what compute hides': '传输 − 计算掩盖的部分',
  'data loading, logging, clipping, host; waiting for the slowest rank': '读数据、日志、梯度裁剪、主机；等待最慢的卡',
  '(factor − 1) · what is predicted': '(比值 − 1) · 预测值',
  'output head and loss': '输出头与损失',
  'bytes of state': '状态字节',
  'bytes per gradient': '每梯度字节',
  'bytes per weight': '每权重字节',
  'bytes per logit': '每 logit 字节',
  'kept per micro-batch': '每微批保留',
  'micro-batches in flight': '在途微批',
  'dispatched copies of tokens': '分发的 token 副本',
  'gathered layers and gradient buckets': '收集的层与梯度桶',
  'tensors of the layer at work, or recomputed': '正在计算或重计算的层的张量',
  'context, collectives, buckets, allocator': '上下文、集合通信、梯度桶、分配器',
  'host time that the devices do not hide': '设备未能掩盖的主机时间',
  'layers · (gap + traffic of norms and activations)': '层数 · (间隔 + 归一化与激活的访存)',
  'kernels · gap + (adapters in the batch + activations) / bandwidth': '算子数 · 间隔 + (批内的适配器 + 激活值) / 带宽',
  'half of the iteration under way, weighted by length': '当前迭代剩余的一半，按时长加权',
  'the prompt alone': '仅处理提示',
  'cache bytes': '缓存字节',
  'expert bytes': '专家字节',
  'floor + weights + experts + cache + products, bent into the limit':
    '底耗 + 权重 + 专家 + 缓存 + 矩阵乘，平滑压到功率上限以内',
  'accelerators + host processors, memory, fans': '加速卡 + 主机处理器、内存、风扇',
  'sum over dies': '各裸片之和',
  'substrate and bumps by area': '基板与凸点按面积计',
  'of units that work, from as many as are needed to all': '可用单元数从所需到全部的各种情形',
  'median of': '中位数：',
  'as pipeline_1f1b with the weight gradients that fall between; even stages:':
    '同 pipeline_1f1b，权重梯度插在其间；各级均匀时：',
  'for each of (v-1) turns of a group': '每组轮转 (v-1) 次',
  'of the path that comes down to x, fills its first group, works or goes round':
    '：到达 x、填满第一组、计算或轮转的路径',
  'even stages, whole groups': '各级均匀、组满时',
  "of fill(x) + work of x between + the longest of: rest of x, its last forward up to stage 0 and that stage's rest, its last input gradients down and back up; even stages, f = b = w, m >= 2p:":
    '：fill(x) + x 在其间的工作 + 三者中最长的：x 的余下部分，最后一次前向到第 0 级及该级余下部分，最后的输入梯度往返；各级均匀、f = b = w、m >= 2p 时：',
  'max over x in': '取最大值，x 取',
  'min over tiles, s of': '对分块与 s 取最小',
  'smooth maximum': '平滑最大值',
  'with a window w < s': '窗口 w < s 时',
  'micro-batches': '微批',
  'all-reduces': 'all-reduce 次数',
  'in flight': '在途',
  'compute buffer': '计算缓冲',
  'activation peak': '激活峰值',
  fragmentation: '碎片',
  products: '矩阵乘',
  vocabulary: '词表',
  parameters: '参数',
  activations: '激活值',
  bandwidth: '带宽',
  latency: '时延',
  layers: '层数',
  shards: '分片数',
  stages: '级数',
  weights: '权重',
  graphs: 'CUDA 图',
  datasheet: '规格书',
  median: '中位数',
  reachable: '可达比例',
  sustained: '持续比例',
  operational: '运行排放',
  embodied: '隐含排放',
  peak: '峰值',
  share: '占比',
  steps: '步数',
  step: '单步',
  tokens: 'token 数',
  requests: '请求数',
  request: '请求',
  throughput: '吞吐',
  iteration: '迭代时间',
  pieces: '分块数',
  replicas: '副本数',
  running: '并发数',
  blocks: '块数',
  block: '块',
  capacity: '容量',
  total: '总量',
  spent: '已用',
  held: '引擎以外的占用',
  free: '空闲',
  bytes: '字节',
  front: '前端',
  wait: '等待',
  stretch: '拖长系数',
  busy: '忙碌占比',
  mixed: '含 prefill 的迭代',
  output: '输出',
  driver: '驱动',
  decode: '无 prefill 的迭代',
  gradients: '梯度',
  optimizer: '优化器状态',
  experts: '专家分发',
  communication: '通信',
  workspace: '工作区',
  runtime: '运行时',
  send: '发送',
  plan: '规划',
  or: '或',
  'for δ < 2M, else M': '（δ < 2M），否则为 M',
  'where r = 0': '（r = 0 时）',
  'where f = 0': '（f = 0 时）',
  '(none)': '（不重计算）',
  '(selective)': '（选择性）',
  '(full)': '（完全）',
};

/** 带数目或编号的短语。 */
const COUNTED: readonly (readonly [RegExp, string])[] = [
  [/(\d+) runs of (\d+) families/, '$1 次训练（$2 个系列）'],
  [/(\d+) rows of (\d+) families/, '$1 行（$2 个系列）'],
  [/medians of (\d+) relatives: /, '$1 款同系列芯片的中位数：'],
  [/share of peak of (\S+),/, '$1 的峰值占比，'],
  [/^(\S+) states no peak for (\S+)$/, '$1 没有公布 $2 的峰值'],
  [/\bequation (\S+)/, '式 $1'],
  [/\beq\. (\S+)/, '式 $1'],
  [/\bappendix (\S+)/, '附录 $1'],
  [/\bchapter (\d+)/, '第 $1 章'],
  [/\bsections? ([\w.-]+)/, '第 $1 节'],
  [/\btable ([\d.]+)/, '表 $1'],
];

const SOURCE: Readonly<Record<string, string>> = {
  'definition; restarts and checkpoints are counted as if they drew the power of training':
    '定义；重启与检查点按训练功率计',
  'definition; what stands in line is left to a simulation': '定义；排队由模拟计算',
  'definition; prompts included, as ML.ENERGY prints it': '定义；含输入，与 ML.ENERGY 一致',
  'definition; no input is cached': '定义；不计缓存命中',
  'definition; jobs of one server': '定义；任务只占一台服务器',
  'definition: one multiply and one add per element': '定义：每个元素一次乘、一次加',
  'definition of PUE': 'PUE 的定义',
  definition: '定义',
  'one more of your own runs': '您自己再跑一次的误差',
  'published runs': '已发表的训练',
  'pre-training length of Llama 3': 'Llama 3 预训练所用长度',
  'all sizes': '各种规模',
  '20 a parameter': '每参数 20 个',
  'up to 760M': '760M 及以下',
  'host link of the chip, drives of a usual server': '芯片的主机链路、常见服务器的硬盘',
  'one fit over published training runs on A100, H100, B200 and GB200, 2026-11; no script repeats it':
    '对已发表的 A100、H100、B200、GB200 训练的一次拟合，2026-11，没有脚本重做',
  'Ridgepoint training study': 'Ridgepoint 训练研究',
  'Ridgepoint serving study': 'Ridgepoint 推理研究',
  'each request brings its prompt once in the iterations that it stays': '每个请求在其停留的迭代中只带来一次提示',
  'independent failures in series': '相互独立的故障串联',
  'with half of an interval lost': '平均损失半个间隔',
  'effective training time ratio': '有效训练时间占比',
  'mean of a Poisson process': '泊松过程的均值',
  'renewal theory: mean residual life': '更新理论：平均剩余寿命',
  "Little's law": '利特尔法则',
  'what is left': '余下的部分',
  'median of': '中位数，取自',
  'start-up logs of engines': '引擎的启动日志',
  'fitted to start-up logs of vLLM; see': '由 vLLM 的启动日志拟合；见',
  'engine profile and datasheet': '引擎参数与规格书',
  'elements by bits; spread': '按位数计元素；离散程度',
  'every operand is moved once': '每个操作数只搬运一次',
  'every key and value is read once for a new token': '每个新 token 把键和值读一遍',
  'queries, keys and values are read and the output is written once': '查询、键、值各读一遍，输出写一遍',
  'paged attention': '分页注意力',
  'latent attention': '潜在注意力',
  'two products a head': '每个头两次矩阵乘',
  'mean over positions of': '对各位置求平均：',
  'rates by chip in': '各芯片的速率见',
  'Hockney model': 'Hockney 模型',
  'for the step and byte counts': '（步数与字节数）',
  'memory-bound operators; passes by framework in': '受限于带宽的算子；各框架的遍数见',
  'memory-bound update': '受限于带宽的更新',
  'with mixed precision': '混合精度',
  'with the shape terms above': '加上上述形状项',
  'grouped share': '分组比例',
  'blocks of grouped kernels': '分组算子的分块',
  'counted: 4 to 6.5 passes of 2 B': '按数目计为 4 至 6.5 遍，每遍 2 B',
  'as matmul.seconds': '同 matmul.seconds',
  'tile and wave quantisation': '分块与波次取整',
  'over tiles, waves and split-K': '按分块、波次与 split-K',
  'over tiles and waves': '按分块与波次',
  'with per-product waves and tiles of foreign experts': '含每次矩阵乘的波次与他卡专家的分块',
  'fitted by': '拟合自',
  'sustained rate': '持续速率',
  'packed panels, register tiles': '打包的面板、寄存器分块',
  'ring and step counts': '环与步数',
  'NCCL protocols': 'NCCL 协议',
  'pipeline fill as a square root and parameters: fitted by': '流水线填充按平方根，与各参数皆拟合自',
  'shares: machine/shares, fitted by': '占比：machine/shares，拟合自',
  'parameters fitted by': '参数拟合自',
  'p-norm': 'p 范数',
  'padding: flash-attention': '补齐：flash-attention',
  'fitted once on the A100 runs of vTrain': '以 vTrain 的 A100 训练拟合一次',
  'one-shot and two-shot as in': '一步与两步算法，同',
  'the latter after': '后者源自',
  'README and kernels (normal: one copy a rank and server; low latency: one a chosen expert); figures of one server fitted, of several published':
    'README 与算子（普通：每卡每台一份；低时延：每个所选专家一份）；单台数值由拟合得出，多台取已发表数值',
  'with flash attention': '使用 FlashAttention',
  '23,605 of 24,080 MiB free; up to 749 MiB unaccounted': '24,080 MiB 中空闲 23,605；至多 749 MiB 未说明',
  'accuracy report': '精度报告',
  'above the sampler (same report)': '（采样器以外，同一报告）',
  'work spaces': '工作区',
  'slack = free before load': '余量 = 加载前的空闲',
  'one instruction a product: two operands and a sum in, a sum out':
    '每次乘法一条指令：读入两个操作数与一个和，写出一个和',
  'one operand a lane, one for all, sums in registers': '每条通道一个操作数，另一个共用，和存在寄存器中',
  'constant 2': '常数 2',
  'Poisson model of defects: no cliff is in it': '缺陷的泊松模型：其中没有悬崖',
  'Poisson model of defects': '缺陷的泊松模型',
  'costs of both set equal; one re-spin at most': '令两者成本相等；至多改版一次',
  'modules 0.5 and chip 0.3 of it grow with area; the rest taken as fixed':
    '其中模块 0.5、芯片 0.3 随面积增长，其余视为固定',
  'with rim and scribe line as in': '边缘与划片槽同',
  'bow of a strip of two materials grows with its length squared': '双材料条的弯曲随长度平方增长',
  'share = part / whole': '占比 = 部分 / 整体',
  'both fall exponentially and independently': '两者各自按指数下降',
  'prices of the catalogue': '目录中的价格',
  'slope of worth.reproduction at t = 0: what one month of waiting saves':
    'worth.reproduction 在 t = 0 处的斜率：多等一个月能省多少',
  'worth.reproduction after a year': '一年后的 worth.reproduction',
  'least of': '取最小：',
  'capital recovery and sinking fund factors, any textbook of engineering economics':
    '资本回收系数与偿债基金系数，见任一工程经济学教材',
  'own.hour set equal to the rent and solved for the share': '令 own.hour 等于租金，解出利用率',
  'mean year of the Gregorian calendar': '公历平均年长',
  'the same fall before the period as within it': '期前与期内降幅相同',
  'the law of its resale value: a buyer pays what the market pays then': '与转卖价同一规律：买价随当时行情',
  'mean of p (1−f)^t over the period': 'p (1−f)^t 在期内的平均',
  'normal errors: mean |x| = σ √(2/π), 90 % within 1.645 σ': '正态误差：平均 |x| = σ √(2/π)，90% 落在 1.645 σ 内',
  'linear between the two states measured in': '在实测的两种状态之间取线性，见',
  '1.8 kW idle, 8.43 kW full, 10.2 kW rated': '空闲 1.8 kW，满载 8.43 kW，额定 10.2 kW',
  'at rest and under load': '空闲与负载下',
  'location-based scope 2 (GHG Protocol); no embodied carbon': '按所在地计的范围二（GHG Protocol），不含隐含排放',
  'rated power stands for area of silicon, memory and cooling together': '以额定功率代表硅片面积、显存与散热',
  'prompts pay for the seconds that they add to iterations, cached tokens for reading them, answers for the rest':
    '输入按它给迭代增加的时间分摊，缓存命中按读取分摊，其余归输出',
  'law of serving/power, parameters of': 'serving/power 的公式，参数取自',
  '6 FLOP a parameter and token': '每参数每 token 6 FLOP',
  'flow shop of equal jobs; even stages': '等长任务的流水车间；各级均匀时',
  'longest path (Ridgepoint) of the V schedule of': '最长路径（Ridgepoint），V 形调度见',
  'longest path (Ridgepoint); even stages': '最长路径（Ridgepoint）；各级均匀时',
  'longest cycle of pairs (Ridgepoint)': '成对操作的最长周期（Ridgepoint）',
  'distributed over ranks as in': '分布到各卡的方式同',
  'median of published matmul sweeps; systolic arrays apart': '已发表矩阵乘扫描的中位数；脉动阵列另计',
  'median of A100, H100 and Blackwell training; fixed clocks keep all':
    'A100、H100 与 Blackwell 训练的中位数；固定频率的不折减',
  'large rings on H200: 365.6 of 450 GB/s': 'H200 上的大环：450 GB/s 中的 365.6',
  'kernel tables give 0.78-0.92': '算子实测表为 0.78–0.92',
  'casts apart': '类型转换另计',
  'and a higher power limit': '及更高的功率上限',
  'steps of the lab over 67 shapes on an AMD EPYC': 'lab 在一台 AMD EPYC 上 67 种形状的实测',
  'share of memory bandwidth reached': '实际达到的显存带宽比例',
  'time per element of k within one tile': '一个分块内每个 k 元素的时间',
  'second kernel of a split inner dimension': '内维切分后的第二个算子',
  'share of the empty places of a last wave that is not paid: a library has more tiles than these':
    '末波空位中不计费的比例：库里的分块不止这些',
  'what each wave after the first costs besides: a kernel that ends with its tile fills the core anew':
    '第一波之后每波的附加耗时：随分块结束的算子要重新填满核心',
  'nested ring': '嵌套环',
  'share of writing the output that is not hidden': '写输出未被掩盖的比例',
  'cost of a small tile: operands fetched more often': '小分块的代价：操作数取得更频繁',
  'in-switch reduction': '交换机内归约',
  'the range is an assumption': '范围为假设',
  'the range is assumed': '范围为假设',
  'reports 0.85-0.90 of its second token': '的第二个 token 命中率为 0.85–0.90',
  'vLLM documentation': 'vLLM 文档',
  'by Marlin kernels on chips without FP8 products': '（不支持 FP8 矩阵乘的芯片上由 Marlin 算子执行）',
  'by Marlin kernels on chips without FP4 products': '（不支持 FP4 矩阵乘的芯片上由 Marlin 算子执行）',
  'logs of 24 and 48 GB cards': '在 24 与 48 GB 显卡上的日志',
  assumption: '假设',
  'one checkpoint at the end: the run is shorter than': '只在结尾存一次检查点：全程短于',
  'a large product by': '大矩阵乘，取自',
  'at most the rating': '不超过额定值',
  'no row of this kind': '没有这一类的行',
  'a chip never seen': '从未见过的芯片',
  'by values refitted without each group': '逐组剔除后重新拟合',
  send: '发送',
  ring: '环',
  family: '同族级',
  market: '市价',
  range: '范围',
};

const phrasesOf = new Map<Readonly<Record<string, string>>, RegExp>();

function phrased(text: string, words: Readonly<Record<string, string>>): string {
  // What stands in an address is a name.
  return text
    .replace(phraseOf(words), (found) => (Object.hasOwn(words, found) ? words[found]! : found))
    .replace(/([：；，、（）]) +/g, '$1')
    .replace(/ +(?=[：；，（])/g, '');
}

function phraseOf(words: Readonly<Record<string, string>>): RegExp {
  const known = phrasesOf.get(words);
  if (known) return known;
  const phrases = Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const made = new RegExp(`https?:\\/\\/\\S+|(?<![\\w./-])(?:${phrases.join('|')})(?![\\w/-])`, 'g');
  phrasesOf.set(words, made);
  return made;
}
