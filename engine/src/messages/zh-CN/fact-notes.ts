/**
 * 目录中各项数据的附注：来源以英文写出，这里译出答案里会用到的，以及规格里常见的。
 * 未列出的给出 null，由显示者标明是原文。
 */
export function factNote(text: string): string | null {
  const found = NOTES.find(([pattern]) => pattern.test(text));
  return found ? text.replace(...found) : null;
}

const NOTES: readonly (readonly [RegExp, string])[] = [
  // 芯片与整机
  [/^as printed$/, '按原文'],
  [/^as printed for the part$/, '按该型号的原文'],
  [/^the unrounded figure$/, '未取整的数值'],
  [/^the rounded figure is the other$/, '取整的是另一个数值'],
  [/^printed rounded$/, '原文已取整'],
  [/^rounded( down)?$/, '已取整'],
  [/^([\d.]+) of ([\d.]+)$/, '$2 中实测 $1'],
  [/^([\d.]+) of ([\d.]+), (torch|ROCm) (.+); the source divides by (\d+)$/, '$2 中实测 $1（$3 $4）；来源除以 $5'],
  [/^([\d.]+) of ([\d.]+), (torch|ROCm) (.+)$/, '$2 中实测 $1（$3 $4）'],
  [/^([\d.]+) of ([\d.]+), 900 W board$/, '$2 中实测 $1（900 W 板卡）'],
  [/^the driver reports ([\d,]+) bytes, which is (\d+) GiB$/, '驱动报告 $1 字节，即 $2 GiB'],
  [/^([\d,]+) bytes is what the driver reports$/, '驱动报告 $1 字节'],
  [/^what the driver reports; sold as (\d+) GB$/, '驱动所报告；以 $1 GB 出售'],
  [/^what the driver leaves usable$/, '驱动留出的可用部分'],
  [/^physical$/, '物理容量'],
  [/^the announced figure$/, '发布时公布的数值'],
  [/^the vendor total of the 384-chip machine$/, '厂商给出的 384 颗整机总量'],
  [/^(\S+) (PFLOP\/s|TB\/s) over 384$/, '384 颗共 $1 $2'],
  [/^48 TB over 384, rounded up to two stacks of 64$/, '384 颗共 48 TB，取整为两个 64 GB 堆叠'],
  [/^196 GB\/s per die, two dies$/, '每裸片 196 GB/s，共两片'],
  [/^(.+) both ways printed(, between two cards)?$/, '原文为双向 $1'],
  [/^(.+) printed, taken as both ways$/, '原文 $1，按双向计'],
  [/^(?:([\d,]+) )?printed without a direction, taken as both.*$/, '原文未注明方向，按双向之和计'],
  [/^direction not stated; taken as the sum of both$/, '未注明方向，按双向之和计'],
  [/^the platform figure of the vendor$/, '厂商的平台数值'],
  [/^the vendor sheet of the SXM5 80 GB part$/, '厂商 SXM5 80 GB 的规格书'],
  [/^maximum; DGX default set point is 700 W$/, '最大值；DGX 默认设为 700 W'],
  [/^configurable up to 1,100 W$/, '可配置到 1,100 W'],
  [/^the design power$/, '设计功率'],
  [/^peak board power$/, '板卡峰值功率'],
  [/^provisioned$/, '按供电配置'],
  [/^power of the board that was measured$/, '所测板卡的功率'],
  [/^the dense figure of the Blackwell Ultra datasheet$/, 'Blackwell Ultra 规格书的稠密数值'],
  [
    /^INT8 was cut about thirtyfold on Blackwell Ultra; the other figure is carried over from (\S+)$/,
    'Blackwell Ultra 的 INT8 削减到约三十分之一；另一数值沿用自 $1',
  ],
  [/^the export limit; the higher figure is copied from the H100$/, '受出口限制；较高的数值抄自 H100'],
  [/^as the H100: the cuts are in NVLink and FP64$/, '同 H100：削减的是 NVLink 与 FP64'],
  [/^as the ([\w. ]+)$/, '同 $1'],
  [/^as (fp16|int8|v5p|trn2\.48xlarge)(; no figure published)?$/, '同 $1'],
  [/^the source says as H100$/, '来源称同 H100'],
  [/^twice the (\S+) (?:figure|rate)$/, '为 $1 的两倍'],
  [/^plain fp8; blocks of shared exponents run slower$/, '普通 fp8；共享指数的分块格式更慢'],
  [/^block fp8$/, '分块 fp8'],
  [/^the dense one$/, '取稠密数值'],
  [/^vector$/, '向量单元'],
  [/^matrix engine$/, '矩阵单元'],
  [/^at base clock$/, '按基础频率'],
  [/^at boost clock$/, '按加速频率'],
  [/^fp16 accumulation$/, 'fp16 累加'],
  [/^half of (\S+), which is with fp16 accumulation$/, 'fp16 累加下 $1 的一半'],
  [/^(\S+) sparse with fp16 accumulation, halved twice$/, '稀疏、fp16 累加 $1，两次减半'],
  [
    /^training and most serving accumulate in fp32, which GeForce tensor cores do at half the rate of fp16 accumulation$/,
    '训练与多数推理以 fp32 累加，GeForce 的张量核此时只有 fp16 累加的一半速度',
  ],
  [/^half of the (\S+) AMD prints, which is probably sparse$/, 'AMD 所印 $1 的一半（原值多半是稀疏）'],
  [
    /^the unrounded figure; 528 tensor cores x 512 FMA x 2 x 1830 MHz gives 989.4$/,
    '未取整的数值；528 个张量核 × 512 FMA × 2 × 1830 MHz 得 989.4',
  ],
  [/^1830 MHz reproduces the printed peak; 1980 would give 1,070$/, '1830 MHz 能算出所印峰值；1980 会得 1,070'],
  [/^what the total leaves$/, '总额减去其余部分'],
  [/^test and assembly, losses included$/, '测试与组装，含损耗'],
  [/^one figure; the band is that of Epoch's B200, (.+) to (.+)$/, '只有一个数值；区间取自 Epoch 的 B200（$1 至 $2）'],
  [/^all-gather of 512 B over two GPUs, NCCL (.+)$/, '两卡 512 B all-gather，NCCL $1'],
  [/^collectives of 512 B over two GPUs, NCCL (.+)$/, '两卡 512 B 集合通信，NCCL $1'],
  [/^launch price(, with 40 GB GPUs)?$/, '上市价'],
  [/^(\S+ (?:GB|Gb)\/s) of the (?:node|host) over (\w+)(?: chips)?$/, '整机 $1 由各卡均分（$2）'],
  [/^(\d+) links of (\S+ GB\/s)$/, '$1 条链路，每条 $2'],
  [/^(\d+) (?:of 24 )?ports of (\S+ \S+)$/, '$1 个端口，每个 $2'],
  // 价格
  [/^1 in the machine; the file has no date, v8 and v9 are of 2026$/, '单卡机型；文件无日期，v8 与 v9 属 2026 年'],
  [/^8 in the machine; the file has no date, v8 and v9 are of 2026$/, '八卡机型；文件无日期，v8 与 v9 属 2026 年'],
  [/^a server of (\d+), per chip$/, '$1 卡服务器，折合每卡'],
  [/^a board of 8, per chip$/, '八卡主板，折合每卡'],
  [/^geometric mean of the band$/, '区间的几何平均'],
  [/^which (\S+) is not said$/, '未注明是哪一款 $1'],
  [/^40 or 80 GB is not said$/, '未注明 40 还是 80 GB'],
  [
    /^7\.5 CNY\/h at 7\.0779 CNY\/USD; an index of sellers in China, without a date, read in November 2026$/,
    '7.5 CNY/h，按 7.0779 CNY/USD 折算；国内商家的报价索引，无日期，2026 年 11 月读取',
  ],
  [
    /^one-year contracts, SemiAnalysis; 1\.70 in October 2025; high is an assumption$/,
    '一年期合约（SemiAnalysis）；2025 年 10 月为 1.70；上限为假设',
  ],
  [
    /^orders from China at about 27,000 a chip \(Reuters\); low: boards of 8 at 1\.4 million yuan \((.+)\); high is an assumption$/,
    '中国订单约每卡 27,000（路透社）；下限：八卡主板 140 万元（腾讯科技，2025-12-24）；上限为假设',
  ],
  [/^70,000 chips for about 2 billion USD$/, '7 万颗，约 20 亿 USD'],
  // 自建
  [
    /^DGX H100 269,010 USD over 195,000 for 8 GPUs with NVSwitch; low: (.+), 227,010 over 195,000; high: Epoch's ratio for older servers$/,
    'DGX H100 269,010 USD 比八卡加 NVSwitch 的 195,000；下限：除去整机商利润、部件按成本计，227,010 比 195,000；上限：Epoch 对旧服务器的比值',
  ],
  [
    /^8 switches 288,000 and cables 675,840 USD over 512; 400G InfiniBand; the range is an assumption$/,
    '8 台交换机 288,000、线缆 675,840 USD，由 512 卡均分；400G InfiniBand；范围为假设',
  ],
  [/^([\d,]+) and ([\d,]+) USD over ([\d,]+); the range is an assumption$/, '$1 与 $2 USD，由 $3 卡均分；范围为假设'],
  [/^Lustre or GPFS at 250,000 USD a PB; the range is an assumption$/, 'Lustre 或 GPFS，每 PB 250,000 USD；范围为假设'],
  [
    /^assumption: nobody publishes a rule; half a checkpoint of a large model to a video data set$/,
    '假设：没有公开的规则；小到大模型的半个检查点，大到一批视频数据',
  ],
  [
    /^assumption between Damodaran's business services \(7\.23 %\) and what a young company pays; US industries of 2026 lie at 5 to 9\.4 %$/,
    '假设：介于 Damodaran 的商业服务业（7.23%）与初创公司之间；2026 年美国各行业为 5% 至 9.4%',
  ],
  [
    /^price-performance grows by 0\.14 orders of magnitude a year \(90 % 0\.10 to 0\.18\): log10 2 over 0\.14$/,
    '性价比每年增长 0.14 个数量级（90% 为 0.10 至 0.18）：log10 2 除以 0.14',
  ],
  [
    /^assumption: a maker's support costs up to 20 % of list in its first year, who repairs himself pays a tenth of that$/,
    '假设：原厂支持首年至多为标价的 20%，自行维修约为其十分之一',
  ],
  [/^assumption: no published rule was found$/, '假设：没有找到公开的规则'],
  [
    /^assumption: US mean wage of 88,410 USD of May 2019, dearer by a fifth since, and a third of it again beside the wage$/,
    '假设：美国 2019 年 5 月平均工资 88,410 USD，此后上涨五分之一，另加三分之一的附加成本',
  ],
  [
    /^assumption; China's mean wage in software was 133,150 yuan in 2017 \(statistics bureau\)$/,
    '假设；中国软件业 2017 年平均工资 133,150 元（国家统计局）',
  ],
  [
    /^CBRE, North America at the end of 2025, average of primary markets for 250 to 500 kW; 184\.06 a year before; the range is an assumption$/,
    'CBRE，2025 年底北美主要市场 250 至 500 kW 的均价；一年前为 184.06；范围为假设',
  ],
  [
    /^world average of CBRE's markets, first quarter of 2025; the range is an assumption$/,
    'CBRE 各市场的世界均价，2025 年第一季度；范围为假设',
  ],
  [
    /^assumption: no Chinese price of a kilowatt could be read; below the world average of 217\.30\. .*$/,
    '假设：没有读到国内每千瓦的价格；低于世界均价 217.30。万国数据批发价（含电）：2025 年第三季度收入 28.871 亿元、在用 482,897 平方米，折合每平方米每月 1,993 元；按新签项目每平方米 3.2 kW 计，每千瓦 623 元，约 88 USD',
  ],
  [
    /^average of industry in (\d{4}); commerce ([\d.]+) cents; high: .*$/,
    '$1 年工业均价；商业 $2 美分；上限为 2026 年 2 月的商业电价（EIA）',
  ],
  [/^average of industry in (\d{4}); commerce ([\d.]+) cents$/, '$1 年工业均价；商业 $2 美分'],
  [/^average of industry in (\d{4}); the range is an assumption$/, '$1 年工业均价；范围为假设'],
  [/^companies in (\d{4}); the range is an assumption$/, '$1 年企业电价；范围为假设'],
  [
    /^flat hours of two-part tariffs in July 2026, by way of a repository .*$/,
    '2026 年 7 月两部制电价的平段，取自引用代理购电价格表的代码库；未能读到原表，范围为假设；需量电费另计',
  ],
  [/^average of 19 US markets(; San Antonio to Reno; without land)?$/, '美国 19 个市场的均价，不含土地'],
  [/^China in 2023, 7 to 9 million USD a MW$/, '中国 2023 年，每 MW 700 万至 900 万 USD'],
  [
    /^Meta's two research clusters: 80 % and more; the range is an assumption$/,
    'Meta 的两个研究集群：80% 以上；范围为假设',
  ],
  [/^(\d+) series$/, '$1 个价格序列'],
  [
    /^802 in 3,497 hours of V100 servers in 7 zones of AWS, 2023; .*$/,
    '2023 年 AWS 七个可用区的 V100 服务器，3,497 小时中 802 次；最贵的区 0.735；下限：H100 服务器每月 15% 至 20%（AWS，2026 年 2 月）',
  ],
  [
    /^assumption: 10 min until it runs again \(MegaScale\) and half of a checkpoint every quarter of an hour$/,
    '假设：10 分钟后恢复运行（MegaScale），并损失半个检查点间隔（每一刻钟一次）',
  ],
  [
    /^1 to 3 years: RunPod 28 % .*; the page itself says 30 to 55 %$/,
    '1 至 3 年：RunPod 28%、CoreWeave 20%、AWS 47%；原网页称 30% 至 55%',
  ],
  [/^7\.0779 over (\S+)$/, '7.0779 除以 $1'],
  // 芯片成本
  [
    /^CSET, 2020; 13,400 is what NVIDIA was said to pay; raised by 5 to 10 % in 2025$/,
    'CSET，2020 年；据称英伟达支付 13,400；2025 年涨 5% 至 10%',
  ],
  [/^CSET, 2020; DigiTimes 2022: 10,000$/, 'CSET，2020 年；DigiTimes 2022 年：10,000'],
  [/^the range is assumed$|^the range is an assumption$/, '范围为假设'],
  [/^1,350 to 1,400 for 80 GB of HBM3$/, '80 GB HBM3 为 1,350 至 1,400'],
  [
    /^2,900 \(2,800 to 3,100\) for the 192 GB of B200; 15 to 18 by other estimates$/,
    'B200 的 192 GB 为 2,900（2,800 至 3,100）；其他估计为 15 至 18',
  ],
  [
    /^packaging of H100 750, MI300X 1,200 and B200 1,100 USD .*$/,
    'H100 750、MI300X 1,200、B200 1,100 USD 的封装费，除以其上裸片面积的 1.1 倍：0.48、0.45、0.39',
  ],
  [
    /^0\.99 on substrates, 0\.95 on interposers in 2022; a loss of 1,000 to 1,100 in a B200 of ten dies means 0\.98$/,
    '2022 年基板 0.99、中介层 0.95；十片裸片的 B200 损耗 1,000 至 1,100，相当于 0.98',
  ],
  [
    /^480 to 500 for B200; 600 for MI300X and 920 for H100, losses included .*$/,
    'B200 为 480 至 500；MI300X 600、H100 920，含损耗',
  ],
  // 碳与功率
  [/^6 in the footprint of BLOOM; 4 to 6 in books of large clouds$/, 'BLOOM 的足迹取 6；大型云厂商的账面为 4 至 6'],
  [/^85 % in the footprint of BLOOM; the range is assumed$/, 'BLOOM 的足迹取 85%；范围为假设'],
  [/^([\d,]+) kg of a baseboard of eight, cradle to gate$/, '八卡主板 $1 kg，从原料到出厂'],
  [
    /^a two-socket HPE server; servers of eight accelerators hold .*$/,
    'HPE 双路服务器；八卡服务器的内存与金属更多，故假设区间上限更高',
  ],
  [
    /^geometric mean of 164 kg \/ 700 W \(H100\) and 284 kg \/ 1000 W \(B200\); A100 has 150 kg \/ 400 W; the range is assumed$/,
    'H100 164 kg / 700 W 与 B200 284 kg / 1000 W 的几何平均；A100 为 150 kg / 400 W；范围为假设',
  ],
  [
    /^8-GPU H100 HGX node, measured at the wall; 1\.8 kW of 10\.2 kW rated$/,
    '八卡 H100 HGX 整机，插座端实测；额定 10.2 kW 中的 1.8 kW',
  ],
  [
    /^8-GPU H100 HGX node under GPU and CPU burn, measured at the wall; median 8\.43 kW of 10\.2 kW rated, highest 8\.48 kW$/,
    '八卡 H100 HGX 整机，GPU 与 CPU 压力测试，插座端实测；额定 10.2 kW 中位 8.43 kW，最高 8.48 kW',
  ],
  [
    /^Llama2-13B on 8 H100: GPU utilisation 93 %, node median 7\.92 kW of 10\.2 kW; .*$/,
    'Llama2-13B，8 张 H100：GPU 利用率 93%，整机中位 7.92 kW（额定 10.2 kW）；空闲与满载间取线性得 7.97 kW',
  ],
  [
    /^about 10 % more on top of 1,275 W a GPU in a 100,000-H100 cluster; 1\.40 kW a GPU in all$/,
    '10 万张 H100 的集群，在每卡 1,275 W 之上再加约 10%；合计每卡 1.40 kW',
  ],
  [
    /^geometric mean of the two published ends: Google's fleet 1\.09, all sites of the Uptime survey 1\.54$/,
    '两个公开端点的几何平均：谷歌全部机房 1.09，Uptime 调查全部机房 1.54',
  ],
  [/^mean of every hour of 2022$/, '2022 年逐小时平均'],
  [/^sum of every hour of 2022$/, '2022 年逐小时总和'],
  [/^Ho et al\.: 8 months, 95 % between 5 and 14$/, 'Ho 等：8 个月，95% 在 5 至 14 之间'],
  [
    /^V100 2017 to B200 2025; the best part of each year since 2022 halves in 1\.9 years; the upper end is assumed$/,
    'V100（2017）到 B200（2025）；2022 年以来各年最佳产品每 1.9 年减半；上限为假设',
  ],
  // 模型
  [/^Hub safetensors total$/, 'Hub 上 safetensors 的总和'],
  [/^text part of a multimodal model$/, '多模态模型的文本部分'],
  [/^the batch of most of the run, printed as 16 M tokens$/, '全程大部分时间的批大小，原文写作 16 M token'],
  [/^table 1(, rounded)?$/, '表 1'],
  [/^GPT-3 175B$/, 'GPT-3 175B'],
];
