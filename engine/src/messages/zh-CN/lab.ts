import type { Messages } from '../en.ts';

const near = (v: Readonly<Record<string, string | number>>): string => `最接近的可用值：${v.nearest}`;

/** 一步也没有训练时不给速度。 */
const pace = (tokens: string): string => (tokens === '' ? '' : `，${tokens} tokens/s`);
const known = (name: string | number | undefined): boolean => /^(shakespeare(_char)?|openwebtext)$/.test(String(name));
const by = (library?: string): string => (library ? `，${library}` : '');

export const lab: Messages['lab'] = {
  commands: {
    lab: '在本机上真实训练一个小型 GPT',
    prepare: '准备数据集：shakespeare_char、shakespeare，或自己的文本文件；也可下载权重：gpt2、gpt2-medium、gpt2-large',
    train: '按 nanoGPT 的设置训练；默认是其 README 中的 CPU 示例',
    sample: '让训练好的模型生成文本',
    probe: '测量本机能力，并写成可用于规划的芯片条目',
    compare: '先按测得的能力预测一步，再实际运行：预测对比实测',
    bench: '测量每个训练步的耗时，以及时间花在哪里',
  },
  options: {
    input: '文本文件，给出后不再下载；可以是 .gz',
    outFolder: '数据集目录；默认为 data/名称',
    characters: '每个字符一个 token，而不用 GPT-2 的 BPE',
    json: '以 JSON 输出事件，每行一个',
    preset:
      '起始设置：cpu，或 nanoGPT 的 train_shakespeare_char、train_gpt2、finetune_shakespeare、eval_gpt2、eval_gpt2_medium、eval_gpt2_large、eval_gpt2_xl',
    out_dir: '检查点目录',
    eval_interval: '每隔多少步评估一次',
    log_interval: '每隔多少步输出一行',
    eval_iters: '每次评估用多少个 batch',
    eval_only: '只评估一次就结束',
    always_save_checkpoint: '每次评估都保存，而不只在变好时保存',
    init_from: 'scratch（从头训练）、resume（续训）、gpt2 等各尺寸，或权重文件（model.safetensors、检查点）',
    dataset: 'data/ 下的名称，或目录',
    gradient_accumulation_steps: '每步累积多少个 batch',
    batch_size: '每个 batch 的序列数',
    block_size: '序列长度，也就是上下文长度',
    n_layer: '层数',
    n_head: '注意力头数',
    n_embd: '隐藏维度',
    dropout: '训练时的 dropout 比例',
    bias: '线性层和归一化是否带偏置',
    learning_rate: '最大学习率',
    max_iters: '总步数',
    weight_decay: '矩阵的权重衰减',
    beta1: 'AdamW 参数',
    beta2: 'AdamW 参数',
    grad_clip: '梯度裁剪阈值；0 表示不裁剪',
    decay_lr: '是否使用预热与余弦退火',
    warmup_iters: '预热步数',
    lr_decay_iters: '退火到最小值的步数',
    min_lr: '最小学习率',
    device: 'cpu；或 webgpu：通过 webgpu 软件包在 GPU 上训练',
    dtype: 'GPU 做乘法的类型：float32，或带 loss scaling 的 float16；CPU 上始终为 float32，与 nanoGPT 一致',
    compile: 'nanoGPT 参数；这里不起作用',
    backend: 'nanoGPT 的多机通信后端；这里不起作用',
    wandb_log: 'nanoGPT 参数；这里不起作用，可用 --json',
    wandb_project: 'nanoGPT 参数；这里不起作用',
    wandb_run_name: 'nanoGPT 参数；这里不起作用',
    seed: '随机种子；相同种子结果相同',
    lora_rank: 'LoRA 适配器的秩，只训练适配器；0 表示不用',
    lora_alpha: 'LoRA 缩放系数：alpha / rank 倍',
    lora_targets: '加适配器的线性层，用逗号分隔：attn.c_attn、attn.c_proj、mlp.c_fc、mlp.c_proj',
    threads: '线程数；0 表示每个核一个线程；不用 BLAS 时结果逐位相同',
    blas: '矩阵乘用 OpenBLAS、MKL 或 Accelerate：auto（有则用）、off，或库文件路径',
    steps: '测量多少步',
    jsonResult: '以 JSON 输出结果',
    outFile: '写出芯片条目（目录的 overlay 文件）',
    sweep: '不只一种形状，而是一组形状',
    rows: '把实测结果写成数据行，供 validate 和 calibrate 的 --rows 使用',
    start: '文本开头，或 FILE:路径',
    num_samples: '生成几段文本',
    max_new_tokens: '每段多少 token',
    temperature: '采样温度；0 表示总取概率最大的 token',
    top_k: '只在概率最大的若干 token 中采样',
  },
  prepared: (v) =>
    `${v.folder}：${v.characters} 个字符，词表 ${v.vocabulary}；训练集 ${v.train} token，验证集 ${v.val} token`,
  fetched: (v) => `${v.folder}：${v.name} 权重，${v.size}；从它开始：--init_from=${v.name}`,
  begin: (v) =>
    `模型 ${v.parameters} 参数（${v.layers} 层，${v.heads} 头，维度 ${v.width}，上下文 ${v.block} token），数据集 ${v.dataset}，每步 ${v.tokens} token，${v.device ? `用 ${v.device}（WebGPU）` : `${v.threads} 线程${by(v.library)}`}`,
  goesOn: (v) => `从第 ${v.iteration} 步继续`,
  step: (v) => `第 ${v.iteration} 步：loss ${v.loss}，用时 ${v.time}`,
  judged: (v) => `第 ${v.iteration} 步评估：训练 loss ${v.train}，验证 loss ${v.val}`,
  saved: (path) => `已保存：${path}`,
  progress: (v) => `第 ${v.iteration} 步，共 ${v.of} 步，loss ${v.loss}，剩余 ${v.left}`,
  end: (v) => `最佳验证 loss ${v.best}。用时 ${v.time}${pace(v.tokens)}。`,
  endUnjudged: (v) => `用时 ${v.time}${pace(v.tokens)}。`,
  stopped: (v) => `已在第 ${v.iteration} 步之前停止，训练结果已保存。`,
  goOn: (command) => `续训：${command}`,
  nothingLeft: (v) =>
    `没有剩余的训练步：已完成 ${v.from} 步，而 max_iters 为 ${v.to}；若要再训练同样多步：--max_iters=${2 * v.from}`,
  remarks: {
    noEffect: (v) => `在 ${v.because} 时不起作用：${v.names}`,
    stillRising: (v) =>
      `到训练结束学习率仍在预热：只升到 ${v.highest}（目标 ${v.wanted}），warmup_iters 为 ${v.warmup}`,
    manyBatches: (v) => `每步累积 ${v.batches} 个 batch（gradient_accumulation_steps），共 ${v.tokens} token`,
    adaptsNothing: () =>
      'LoRA 适配器（lora_rank）加在未训练的随机权重上，几乎学不到东西；请用 --init_from=FILE 给出预训练权重',
    notHere: {
      device: (value) =>
        `device=${value} 不起作用：这里在 CPU 上运行；要用 GPU，请用 ridgepoint lab train --device=webgpu，或打开 ridgepoint web 的实验室页面`,
      dtype: (value) =>
        `dtype=${value} 不起作用：CPU 上以 float32 训练；nanoGPT 在 CPU 上同样不做 autocast，也不做 loss scaling`,
      compile: () => 'compile=True 不起作用：内核已预先编译',
      backend: (value) => `backend=${value} 不起作用：只有一个进程，用 --threads 指定本机线程数`,
      wandb_log: () => 'wandb_log=True 不起作用：不向外发送任何数据；--json 会输出每一步的 loss',
    },
  },
  bench: {
    verdict: (v) => `每步 ${v.time}（${v.threads} 线程${by(v.library)}）：${v.tokens} tokens/s，${v.speed}。`,
    spread: (v) =>
      `共 ${v.steps} 步：最快 ${v.least}，P90 ${v.p90}；所有线程的 CPU 时间合计每步 ${v.busy}。系统负载：测量前 ${v.before}，测量后 ${v.after}。`,
    busyMachine: '本机同时有其他任务在运行：空闲时每步会更快。',
    kinds: {
      embedding: '嵌入',
      norm: '层归一化',
      product: '矩阵乘',
      attention: '注意力',
      gelu: 'GELU 激活',
      add: '残差',
      dropout: 'dropout 丢弃',
      bias: '偏置',
      loss: 'loss 计算',
      clear: '清零',
      clip: '梯度范数',
      adamw: 'AdamW 更新',
    },
  },
  probe: {
    verdict: (v) => `矩阵乘最高 ${v.best}，内存搬运 ${v.bandwidth}（${v.threads} 线程${by(v.library)}）。`,
    spread: (v) =>
      `矩阵乘中位数 ${v.median}；相邻算子间隔 ${v.launch}。系统负载：测量前 ${v.before}，测量后 ${v.after}。`,
    levels: '每个线程各自复制，每秒读写的字节数',
    range: (v) => `${v.low}–${v.high}（范围）`,
    written: (v) => `已写入 ${v.file}；用它做规划：--on ${v.id} --overlay ${v.file}`,
    using: (v) => `正在测量 ${v.done}${v.left ? `，剩余 ${v.left}` : ''}`,
    name: '本机',
    note: (v) => `由 ridgepoint lab probe 测得：${v.threads} 线程，${v.library}，负载 ${v.load}`,
    own: '自带内核',
  },
  compare: {
    verdict: (v) => `预测每步 ${v.predicted}（${v.range}），实测 ${v.measured}：${v.off}，${v.within}。`,
    within: '落在预测区间内',
    outside: '超出预测区间',
    wall: (v) =>
      `实际经过时间 ${v.wall}（含其他任务占用的时间）。内存 ${v.memory}，与预测一致。${v.tokens} tokens/s，预测 ${v.predictedTokens}。`,
    engine: (v) => `Ridgepoint 引擎仅凭测得的芯片条目预测：${v.predicted}（${v.range}），${v.off}。`,
    engineSweep: (v) => `Ridgepoint 引擎仅凭测得的芯片条目：误差中位数 ${v.median}，${v.covered} 落在其预测区间内。`,
    disturbed: (v) => `测量期间一直有其他任务争用处理器：速度只有最快时的 1/${v.times}。`,
    disturbedSome: (v) => `另有 ${v.shapes} 种形状始终没有等到空闲时刻，不计入统计。`,
    columns: {
      operator: '算子',
      predicted: '预测',
      measured: '实测',
      off: '误差',
      engine: '引擎误差',
      shape: '层数 x 维度，batch x 序列',
    },
    sweep: (v) => `共 ${v.shapes} 种形状：误差中位数 ${v.median}，${v.covered} 落在预测区间内。`,
  },
  curve: { train: '训练', val: '验证' },
  problems: {
    'no-dataset': (v) =>
      `没有数据集 ${v.name}：找不到 ${v.folder}/train.bin；${known(v.name) ? `先运行 ridgepoint lab prepare ${v.name}` : `可由文本生成：ridgepoint lab prepare FILE.txt --out ${v.folder}${v.nearest === '' ? '' : `；${near(v)}`}`}`,
    'dataset-short': (v) => `${v.part}.bin 只有 ${v.tokens} 个 token，block_size ${v.block} 至少还要多一个；${near(v)}`,
    'dataset-words': (v) =>
      `${v.part}.bin 中有 token ${v.highest}，超出大小为 ${v.vocabulary} 的词表；请重新准备数据集`,
    heads: (v) => `n_head ${v.heads} 不能整除 n_embd ${v.width}；${near(v)}`,
    'not-a-setting': (v) => `没有设置项 ${v.name}；${near(v)}`,
    'setting-value': (v) =>
      v.least === undefined
        ? `${v.name} 的值 ${v.value} 不在 ${v.choices} 之内；${near(v)}`
        : `${v.name} 的值 ${v.value} 不是 ${v.least} 到 ${v.most} 之间的${v.whole ? '整数' : '数'}；${near(v)}`,
    'no-checkpoint': (v) => `没有检查点 ${v.path}；先训练：ridgepoint lab train`,
    'checkpoint-broken': (v) => `${v.path} 不是可读取的检查点：${v.why}`,
    'checkpoint-cut': (v) =>
      `${v.path} 不完整：应有 ${v.whole} 字节，实有 ${v.bytes} 字节；最接近的可用值：重新复制完整文件，或重新训练`,
    'checkpoint-other': (v) =>
      `${v.path} 不是 ridgepoint lab train 保存的检查点（ckpt.safetensors）；GPT-2 权重请用 --init_from=FILE`,
    'checkpoint-words': (v) =>
      `${v.path} 的词表有 ${v.known} 个 token，数据集 ${v.dataset} 有 ${v.given} 个；最接近的可用值：--dataset=${v.learned}（训练时所用）`,
    'checkpoint-shape': (v) => `${v.path}：${v.name} 是 ${v.given}，应为 ${v.wanted}`,
    'weights-missing': (v) =>
      `init_from ${v.path} 不是文件；请给出 GPT-2 的 model.safetensors 路径（huggingface.co/openai-community/gpt2），或用 scratch、resume`,
    'weights-not-fetched': (v) =>
      `本机没有 ${v.path} 的权重；下载：ridgepoint lab prepare ${v.path}；或给出 model.safetensors 的路径`,
    'download-weights': (v) => `无法下载 ${v.address}（${v.why}）；请另行下载后给出路径：--init_from=FILE`,
    openwebtext: () =>
      'openwebtext 占用 54 GB，由 nanoGPT 的 data/openwebtext/prepare.py 生成 train.bin 和 val.bin；请用 lab train --dataset 给出其目录（会把 17 GB 全部读入内存），或准备自己的文本',
    download: (v) => `无法下载 ${v.address}（${v.why}）；请用 --input FILE 给出文本`,
    checksum: (v) => `${v.address} 的内容 SHA-256 为 ${v.got}…，应为 ${v.wanted}…；请用 --input FILE 给出文本`,
    'no-text': (v) =>
      `无法读取 ${v.name}：没有这个文件${v.nearest === '' ? '' : `；${near(v)}`}；例如文本文件、shakespeare_char 或 gpt2`,
    unreadable: (v) => `无法读取 ${v.path}`,
    'too-large': (v) => `${v.path} 大小为 ${v.bytes}，上限 ${v.most}`,
    characters: (v) => `数据集中没有字符 ${v.character}；请换一个开头`,
    'words-missing': (v) => `${v.path} 中没有内容`,
    'meta-broken': (v) => `${v.path} 不是字符表：${v.why}`,
    memory: (v) =>
      `每个 batch ${v.batch} x ${v.block} token，连同模型放不进 4 GiB；最接近的可用值：batch_size ${v.nearest}`,
    'no-gpu': (v) => `这里没有 WebGPU 可用的 GPU；最接近的可用值：device ${v.nearest}`,
    'gpu-type': (v) => `${v.device} 无法通过 WebGPU 以 ${v.dtype} 做乘法；最接近的可用值：dtype ${v.nearest}`,
    'webgpu-missing': () =>
      '未安装 webgpu 软件包，无法使用 GPU；请运行 npm install webgpu（130 MB），或用 --device=cpu',
    'webgpu-broken': (v) => `webgpu 软件包在这里无法运行（${v.why}）；最接近的可用值：device cpu`,
    'koffi-missing': (v) => `未安装 koffi，无法调用 ${v.path}；请运行 npm install koffi，或用 --blas off`,
    'blas-missing': (v) => `${v.path} 不是带 cblas_sgemm 的库；--blas auto 自动查找，off 不使用`,
    'loss-not-a-number': (v) =>
      `第 ${v.iteration} 步的 loss 不是数值；上一个检查点保持不变（${v.path}）；请减小 learning_rate`,
  },
};
