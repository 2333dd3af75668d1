import type { ReasonValues } from '../en/calibrate.ts';
import type { Near } from '../en/words.ts';
import type { Messages } from '../en.ts';
import { nearest, placeIn } from './words.ts';

const near = (v: ReasonValues, word?: string): string => nearest(v.nearest as Near, word);

export const calibrate: Messages['calibrate'] = {
  unusable: (v) => `${v.path}：${v.reason}`,
  inRows: (v) => `${v.sentence}（共 ${v.lines} 行，首行为 ${v.line}）`,
  others: (v) => `；另有未采用的行：${v.lines}`,
  titles: { kernels: '算子', steps: '训练单步', unused: '未采用的行' },
  kernel: (v) => `${v.rows} 行，${v.shapes} 种形状；起点为${v.from}`,
  from: { silicon: '该芯片已有的拟合', family: '同类芯片的中位数', datasheet: '公式的初始值' },
  grades: { silicon: '实测级', family: '同族级', datasheet: '规格级' },
  before: '校准前',
  after: '校准后',
  errors: (v) => `误差中位数 ${v.median}，平均 ${v.mean}，等级 ${v.grade}`,
  leftOut: (v) => `每种形状都由其余形状预测，共分 ${v.parts} 份`,
  noBetter: '对留出的形状并不比校准前更准：请多测几种形状再使用',
  step: (v) => `单步时间 × ${v.factor}（${v.runs} 次运行，${v.low} 至 ${v.high}）`,
  stepError: (v) => `平均误差：校准前 ${v.before}，校准后 ${v.after}（逐次留出）`,
  stepNext: (v) => `再跑一次，系数有九成把握落在 ${v.low} 至 ${v.high} 之间`,
  stepUsed:
    '加载该叠加文件后，规划会把此芯片与框架（--preset）上的单步时间乘以该系数，并以「再跑一次」的范围作为其区间。',
  stepLeft: '未写入叠加文件：用它预测留出的训练并不更准',
  use: (v) => `使用方法：${v.options}`,
  notWritten: '未指定 --out，因此没有写出任何文件；例如 --out my-chip.yaml',
  more: (v) => `另有 ${v.count} 条`,
  tooBig: (v) => `叠加文件将有 ${v.bytes} 字节，上限 ${v.max}；请减少一个文件中的行的种类`,
  progress: (v) => `正在拟合，已完成 ${v.share}`,
  reasons: {
    json: (v) => `不是合法的 JSON（${placeIn(String(v.at))}起）；应为行的数组，或带表头的 CSV`,
    'not-rows': (v) => `内容是单个对象（${v.found}），应为行的数组；例如 [ { … } ]`,
    'too-many-rows': (v) => `共 ${v.rows} 行，最多读取 ${v.max} 行；请只保留模型用到的形状`,
    'no-rows': () => '没有任何行；可用表头 chip,dtype,m,n,k,time_us，每个矩阵乘一行',
    'csv-kind': (v) => `列「${v.columns}」不属于任何已知的表${near(v, '可用的表头')}`,
    'csv-column': (v) => `列「${v.column}」无法识别（已知：${v.known}）${near(v, '相近的有')}`,
    'csv-missing': (v) => `缺少列 ${v.columns}${near(v, '可用的表头')}`,
    'csv-cells': (v) => `第 ${v.line} 行有 ${v.found} 格，表头有 ${v.wanted} 格；每列应有一格`,
    'csv-quote': (v) => `第 ${v.line} 行的引号没有闭合；请去掉引号或补上右引号`,
    'csv-utf8': () => '表头不是 UTF-8 编码（可能是 GBK 等）；请把表格另存为 UTF-8',
    'no-date': (v) => `--date 和数据行都没有给出测量日期${near(v)}`,
    'bad-date': (v) => `日期「${v.value}」不是 YYYY-MM-DD 形式${near(v)}`,
    row: (v) => `该行无法使用：${v.reason}`,
    chip: (v) => `目录中没有芯片「${v.value}」${near(v, '相近的有')}；自己的芯片请用 --overlay my-chip.yaml 给出`,
    kind: (v) => `「${v.value}」类的行没有对应公式${near(v, '可用的有')}`,
    op: (v) => `操作「${v.value}」不是注意力计算${near(v)}`,
    domain: (v) => `${v.ranks} 个进程超出了 ${v.chip} 的单个互联域（${v.domain}）；请不超过 ${v.domain} 个`,
    'no-peak': (v) => `${v.chip} 没有公布 ${v.format} 的峰值算力${near(v)}`,
    'no-time': (v) => `${v.value} 不是大于零的时间，也不是可换算为时间的速率${near(v)}`,
    time: (v) => `${v.value} 与其余行对该调用的推断相差 30 倍以上${near(v)}`,
    step: (v) =>
      `${v.value} 与预测值 ${v.expected} 相差 20 倍以上；step_time_s 应以秒计，tokens_per_s_per_gpu 应按每块 GPU 计`,
    whole: (v) => `${v.field} ${v.value} 不是整数${near(v)}`,
    unit: (v) => `时间 ${v.value} 而预期约为 ${v.expected}，看起来单位是 ${v.unit}，应为微秒${near(v)}`,
    'few-shapes': (v) =>
      `${v.what}：只有 ${v.shapes} 种形状，拟合至少需要 ${v.least} 种；请给出 ${v.least} 到 16 种大小不一的形状`,
    'few-runs': (v) => `${v.what}：只有 ${v.runs} 次运行，求系数至少需要 ${v.least} 次`,
  },
};
