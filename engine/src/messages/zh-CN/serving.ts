import { nearestCount } from '../en/serving.ts';
import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

export const serving: Messages['serving'] = {
  outcomes: {
    fits: '放得下。',
    'does-not-fit': '放不下。',
    overloaded: '超载。',
    missed: '放得下，但达不到时延要求。',
  },
  verdict: (v) =>
    [
      `TPOT ${v.tpot}，TTFT ${v.ttft}${v.line ? `（另排队 ${v.line}）` : ''}，吞吐 ${v.rate}`,
      v.cost && `每百万输出 token ${v.cost}`,
    ]
      .filter(Boolean)
      .join('，'),
  overloaded: (v) => `每秒到达 ${v.asked} 个请求，最多只能处理 ${v.most} 个；以下为满负荷时的数值`,
  longer: (v) => `最长的请求有 ${v.longest} token；超过上下文 ${v.context} 的会被拒绝，但数字仍把它们计算在内`,
  deployment: (v) => `${v.degrees}，权重 ${v.weights}，KV 缓存 ${v.kv}，${v.engine}`,
  question: (v) => `${v.model}（${v.parameters}），${v.machine}`,
  withPictures: (v) => `${v.tokens}（文字 ${v.text} + 图片 ${v.count} × ${v.each}）`,
  tower: (v) => `视觉编码器处理每个提示需 ${v.time}、${v.flop}，占用显存 ${v.bytes}`,
  andTower: (v) => `${v.text}，另有视觉编码器 ${v.tower}`,
  withMemory: (memory) => `（内存 ${memory}）`,
  comes: {
    rate: (v) => `平均每秒 ${v.mean} 个请求${v.peak ? `（高峰 ${v.peak}）` : ''}`,
    clients: (clients) => `${clients} 个并发客户端`,
    full: '满负荷：能跑多少请求就跑多少',
  },
  load: (v) =>
    `${v.comes}，平均输入 ${v.input}${v.cached ? `（其中 ${v.cached} 命中缓存）` : ''}、输出 ${v.output} token`,
  step: (v) => `单次迭代 ${v.time}，每个副本同时处理 ${v.running} 个请求`,
  stepParts: {
    encoder: '视觉编码器',
    products: '矩阵乘',
    attention: '注意力',
    experts: '专家',
    'all-reduce': 'all-reduce 通信',
    exchange: 'all-to-all 通信',
    small: '小算子',
    head: '输出层与采样',
    adapters: 'LoRA 适配器',
    pipeline: '流水线通信',
    host: '主机',
  },
  memory: (v) => `单卡显存：驱动可见 ${v.total}`,
  memoryParts: {
    weights: '权重',
    activation: '激活',
    graphs: 'CUDA 图',
    'non-torch': '驱动与 NCCL',
    fraction: '预留',
    other: '其他程序',
    kv: 'KV 缓存',
  },
  cache: (v) => `每个副本的 KV 缓存 ${v.tokens} = ${v.blocks} 块 × ${v.block}${v.pasted ? '（采用您给出的块数）' : ''}`,
  headings: { latency: '时延', rates: '吞吐', money: '费用', power: '功耗', promise: '时延要求' },
  ttft: (v) => `TTFT ${v.loaded}（不计排队），空闲时 ${v.alone}`,
  line: (v) => `排队 ${v.count} 个请求，各等待 ${v.time}`,
  tpot: (v) => `TPOT ${v.value}，按 ${v.used} 计；按 ${v.other} 计为 ${v.inclusive}`,
  e2e: (time) => `端到端 ${time}`,
  perUser: (rate) => `每用户 ${rate}`,
  perAccelerator: (rate) => `每卡 ${rate}`,
  output: (rate) => `输出合计 ${rate}`,
  total: (rate) => `含输入 ${rate}`,
  most: (rate) => `每秒至多 ${rate} 个请求`,
  largestBatch: (batch) => `最大批 ${batch}`,
  perHour: (cost) => `每小时 ${cost}`,
  perMillion: (v) =>
    `每百万 token：${[v.input && `输入 ${v.input}`, v.cached && `缓存命中 ${v.cached}`, `输出 ${v.output}`].filter(Boolean).join('，')}`,
  allPerOutput: (cost) => `全部计入输出则为 ${cost}`,
  split: (v) => `按时间分摊：输入占迭代时间的 ${v.input}，输出占 ${v.output}`,
  noPrice: '没有租价，无法计算费用；可用 --rent "15 元/小时" 给出',
  watts: (watts) => `加速卡合计 ${watts}`,
  joules: (v) => `输出 ${v.chip}，电表侧 ${v.site}`,
  carbon: (mass) => `每百万输出 token ${mass}`,
  noPower: '未公布功耗，无法计算能耗与碳排放',
  binds: (v) => `${v.what}（占迭代的 ${v.share}）`,
  bindsTime: {
    compute: '矩阵乘算力',
    weights: '显存带宽：读取权重',
    cache: '显存带宽：读取 KV 缓存',
    link: '卡间互连',
    host: '主机端开销',
    launch: '小算子及其间隙',
  },
  bindsBatch: {
    kv: (v) => `批已满：KV 缓存只容得下 ${v.most} 个这样的请求`,
    slots: (v) => `批已满：max_batch ${v.most}`,
    tokens: (v) => `批已满：max_batched_tokens ${v.most}`,
    load: (v) => `批未满：同时处理 ${v.running} 个请求，上限 ${v.most}`,
  },
  promise: (v) =>
    v.possible
      ? `${v.what} ${v.limit}：均值 ${v.mean}；分位数请用 ridgepoint simulate serve`
      : `${v.what} ${v.limit} 无法达到：均值已是 ${v.mean}`,
  compared: {
    cheapest: (v) =>
      `${v.unpriced && '已知价格的部署中'}最省：${v.machine}，每百万输出 token ${v.cost}，TPOT ${v.tpot}。`,
    fastest: (v) => `最快：${v.machine}，TPOT ${v.tpot}${v.cost ? `，每百万输出 token ${v.cost}` : ''}。`,
    both: (v) =>
      `${v.unpriced ? '最快，在已知价格的部署中也最省' : '最省也最快'}：${v.machine}，每百万输出 token ${v.cost}，TPOT ${v.tpot}。`,
    cheapestAt: (v) =>
      `上下文 ${v.from === v.to ? v.from : `${v.from} 至 ${v.to}`} token 时${v.unpriced && '已知价格的部署中'}最省：${v.machine ?? '无可行方案'}。`,
    fastestAt: (v) =>
      `上下文 ${v.from === v.to ? v.from : `${v.from} 至 ${v.to}`} token 时最快：${v.machine ?? '无可行方案'}。`,
    grows: (v) =>
      `上下文从 ${v.from} 增至 ${v.to} token，${v.machine} 的 TTFT 变为 ${v.ttft} 倍，TPOT 变为 ${v.tpot} 倍${v.cost ? `，每百万输出 token 的费用变为 ${v.cost} 倍` : ''}。`,
    notPriced: (v) =>
      `没有 ${v.unpriced} 的租价；单独计算时可用 --rent "15 元/小时" 指定，与其他加速卡比较时可用 --overlay 补充价格文件。`,
    none: (v) => `${v.deployments} 种部署都做不到。`,
    front: (v) =>
      `${v.deployments} 种部署中 ${v.able} 种可行；其中 ${v.front} 种（${v.mark}）在 TPOT、TTFT、费用、能耗和卡数上不被其他部署全面超过`,
    works: (v) => `可行：${v.ways}`,
    orWorks: '；或 ',
    nearestCount: (v) => `${v.machine}（${v.degrees}）${v.cost ? `，每百万 token ${v.cost}` : ''}`,
    nearestRelaxed: (v) =>
      `加卡或换格式都满足不了 SLO（plan serve 还会尝试其他切分方式）；最接近的是 ${v.machine}（${v.degrees}）：${v.promises}`,
    nearestWeights: (v) => `卡数不变，权重改用 ${v.weights}${v.cost ? `，每百万 token ${v.cost}` : ''}`,
    noNearest: '加卡或换格式都无济于事',
    nearestOfAll: (v) => `最接近的可行方案：${v.machine}${v.cost ? `，每百万输出 token ${v.cost}` : ''}。`,
    batch: (batch) => `批大小 ${batch}`,
    assertFails: '断言不成立',
    untested: '分位数未经检验',
    simulated: '表中为均值；SLO 按全部流量下模拟得到的分位数检验。',
    columns: { context: '上下文', ttft: 'TTFT', tpot: 'TPOT（90% 区间）', cost: '每百万 token' },
    tooMany: (v) => `列出的取值共组成 ${v.value} 种部署，最多比较 ${v.max} 种；请减少取值`,
  },
  fit: {
    best: (v) =>
      `推荐：${v.machine ? `${v.machine}，` : ''}${v.engine}${v.engine.endsWith('）') ? '' : ' '}运行 ${v.format}，单请求 ${v.decode}，上下文最长 ${v.context}。`,
    bestModel: (v) => `生成速度跟得上阅读的最大模型：${v.model}（${v.format}），${v.decode}。`,
    none: (v) => `最窄的权重每卡也要 ${v.needed}，可用 ${v.capacity}，容不下一条请求。`,
    noModel: '目录中没有模型能在其上运行。',
    quality: {
      'as-published': '质量无损：模型即以此格式发布。',
      perplexity: (rise) => `质量：Llama 3 8B 困惑度升高 ${rise}（llama.cpp 数据）；模型越大损失越小。`,
      fp8: '质量：在 Llama 3.1 8B 至 405B 上，FP8 无损（arXiv:2411.02355）。',
      int8: '质量：在 Llama 3.1 上，INT8 准确率损失 1-3%（arXiv:2411.02355）。',
      int4: '质量：在 Llama 3.1 上，INT4 权重与 INT8 相当，模型越大损失越小（arXiv:2411.02355）。',
      fp4: '质量：在 DeepSeek-R1 上，FP4 损失约 1% 或更少（NVIDIA 数据）；小模型损失更大。',
    },
    rule: '推荐规则：须容得下所给上下文；先选几乎无损的，再选损失小的；同档取最快。',
    question: (v) =>
      `tok/s 为单个请求（输入 ${v.input}、输出 ${v.output} token）的速度${v.batch === false ? '' : `；批大小为同时放得下的 ${v.context} token 请求数`}`,
    columns: {
      model: '模型',
      weights: '权重',
      size: '大小 GiB',
      context: '上下文',
      batch: '批',
      decode: '生成',
      prefill: '输入',
      loses: '损失',
    },
    loses: { 'as-published': '无', fp8: '无损', int8: '准确率 1-3%', int4: '小', fp4: '约 1%' },
    slow: '低于 5 tok/s，慢于阅读速度',
    leftOut: (v) =>
      `另有 ${v.more} 个更小的模型也能运行，${v.tooLarge} 个在该上下文下放不下或质量损失较大，${v.older} 个较旧的未列入`,
    noFit: '放不下',
  },
  rules: {
    'context-model': (v) =>
      `上下文 ${v.context} 超过 ${v.model} 支持的 ${v.longest} 个 token；最接近的可用值：${v.longest}`,
    'pictures-model': (v) =>
      `${v.model} 不读图片，或其 config.json 缺少视觉编码器的描述（vision_config）；最接近的可用值：gemma-3-27b 或 llama-4-scout，或不设 --pictures`,
    'pictures-input': (v) =>
      `${v.pictures} 张图片就有 ${v.tokens} 个 token，而轨迹的提示（已含图片）平均只有 ${v.input} 个；最接近的可行值：${v.most === 0 ? '不设 --pictures' : `--pictures ${v.most}`}`,
    'pictures-context': (v) =>
      `${v.pictures} 张图片共 ${v.tokens} token，加上文字与输出超过 ${v.model} 的上下文上限 ${v.context}；最接近的可用值：--pictures ${v.most}`,
    'request-context': (v) =>
      `输入 ${v.input} 加输出 ${v.output} token，超过 ${v.model} 的上下文上限 ${v.context}；最接近的可用值：输入 ${Math.max(1, v.context - v.output)}`,
    'serving-product': (v) =>
      `TP ${v.tp} × PP ${v.pp} × DP ${v.dp} × ${v.replicas} 个副本共需 ${v.product} 卡，现有 ${v.count} 卡；最接近的可用值：${nearestCount(v)}`,
    'serving-ep': (v) =>
      `专家并行度 ${v.ep} 不能整除 TP ${v.tp} × DP ${v.dp} 的 ${v.ranks} 卡；最接近的可用值：${v.ranks}`,
    'serving-memory': (v) => `权重、缓冲区和一条 ${v.tokens} token 的请求每卡需要 ${v.needed}，可用 ${v.capacity}`,
    'serving-fraction': (v) =>
      `SGLang 默认的 mem_fraction_static 算得 ${v.fraction}：它为 ${v.ranks} 个数据并行 rank 上的各 ${v.batch} 个请求每个预留 3 MiB；最接近的可用写法：--memory-fraction 0.85，或 --max-batch ${Math.max(1, Math.floor(4096 / v.ranks))}`,
    'context-of-traffic': () => '请求长度取自所给的流量，不能再按上下文改变；请改用 --input 和 --output',
    'context-below-answer': (v) =>
      `上下文 ${v.context} 扣除输出 ${v.output} token${v.pictures ? `与图片 ${v.pictures} token` : ''} 后放不下输入；最接近的可用值：${2 * v.output + (v.pictures ?? 0)}，或减小 --output`,
    'plan-looks-for': (v) =>
      `${v.what}${v.value === undefined ? '' : ` ${v.value}`} 正是 plan serve 要求解的，不能指定；请用 --max-gpus 限定卡数，或用 simulate serve 检验给定的部署`,
    'steady-roles': () => 'prefill 与 decode 分离部署没有单副本稳态；请用 ridgepoint simulate serve',
    'engine-format': (v) => `${v.engine} 不能加载 ${v.format}${nearest(v.nearest)}`,
  },
  errors: {
    unknownEngine: (v) =>
      `没有推理引擎「${v.name}」${nearest(v.nearest, '相近的有')}；例如 vllm、sglang、trtllm、llama.cpp`,
    unknownFormat: (v) =>
      `没有权重格式「${v.name}」${nearest(v.nearest, '相近的有')}；例如 bf16、fp8、int4、nvfp4、q4_k_m`,
    percentile: (v) => `${v.what}「${v.value}」不是百分位，应大于 p0 且小于 p100${nearest(v.nearest)}`,
    latency: (v) => `${v.what}「${v.value}」不是时延；应写成 "1 s"、"50 ms" 或 "p95 200 ms"`,
    oneWanted: (v) => `${v.what} 列出了 ${v.value}，此处只能给一个；可用 ${v.nearest[0]}，或改用 ridgepoint plan serve`,
  },
};
