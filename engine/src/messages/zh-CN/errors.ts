import type { Messages } from '../en.ts';
import { nearest, orList } from './words.ts';

export const errors: Messages['errors'] = {
  seeHelp: (command) => `用法见：${command} --help`,
  prefix: '错误',

  unknownChip: (v) =>
    `目录中没有加速卡「${v.name}」${nearest(v.nearest, '相近的有')}；全部列表：ridgepoint catalogue ls chips`,
  unknownSystem: (v) =>
    `目录中没有整机「${v.name}」${nearest(v.nearest, '相近的有')}；全部列表：ridgepoint catalogue ls systems`,
  unknownFabric: (v) =>
    `目录中没有网络「${v.name}」${nearest(v.nearest, '相近的有')}；全部列表：ridgepoint catalogue ls fabrics`,
  unknownModel: (v) =>
    `「${v.name}」既不是内置模型，也不是可读取的 config.json${nearest(v.nearest, '相近的有')}；全部列表：ridgepoint catalogue ls models`,
  unknownGrid: (v) =>
    `目录中没有电网「${v.name}」（可写国家名、三字母代码，或目录中的地区、城市）${nearest(v.nearest, '相近的有')}`,
  unknownOption: (v) =>
    `「${v.command}」没有选项「${v.name}」${nearest(v.nearest, '相近的有') || `；全部选项：${v.command} --help`}`,
  unknownCommand: (v) => `没有命令「${v.name}」${nearest(v.nearest, '相近的有')}`,
  unknownValue: (v) => `${v.what}「${v.value}」无效，可选 ${orList(v.allowed)}${nearest(v.nearest)}`,
  unknownPath: (v) => `结果中没有「${v.path}」这一项${nearest(v.nearest, '相近的有')}`,
  unknownId: (v) => `${v.list} 中没有「${v.name}」${nearest(v.nearest, '相近的有')}`,
  missingOption: (v) => `缺少 ${v.name}；例如 ${v.example.replace(/,? or /g, ' 或 ')}`,
  conflictingOptions: (v) => `${v.first} 与 ${v.second} 不能同时使用；请只留一个`,

  notWhole: (v) => `${v.what} ${v.value} 不是整数${nearest(v.nearest)}`,
  tooSmall: (v) => `${v.what} ${v.value} 低于有意义的最小值 ${v.min}；至少为 ${v.min}`,
  tooLarge: (v) => `${v.what} ${v.value} 超出计算上限 ${v.max}；最接近的可用值：${v.max}`,
  notADate: (v) => `${v.what}「${v.value}」既不是日期，也不是等待时间${nearest(v.nearest, '例如')}`,
  datePast: (v) => `${v.what}「${v.value}」已经过去：价格以今天（${v.today}）为准，不往回推算${nearest(v.nearest)}`,
  dateFar: (v) => `${v.what}「${v.value}」在 ${v.years} 年以后，无法预见${nearest(v.nearest)}`,
  notANumber: (v) => `${v.what}「${v.value}」不是数字`,
  chipWithoutPeak: (v) => `${v.chip} 没有公布 ${v.dtype} 的稠密峰值算力${nearest(v.nearest)}`,

  hubId: (v) =>
    `目录中没有模型「${v.id}」，也不会联网下载：请先保存它的 config.json，再用 --model ./config.json${nearest(v.nearest, '目录中相近的有')}`,
  fileMissing: (v) => `找不到文件「${v.path}」${nearest(v.nearest, '相近的有')}`,
  fileUnreadable: (v) => `无法读取文件「${v.path}」（${v.reason}）`,
  fileReasons: {
    EACCES: '当前用户无权读取',
    EPERM: '当前用户无权读取',
    Z_DATA_ERROR: 'gzip 数据已损坏',
    Z_BUF_ERROR: 'gzip 数据不完整',
    ERR_BUFFER_TOO_LARGE: '解压后超过读取上限',
  },
  fileBinary: (v) =>
    `文件「${v.path}」是二进制文件${v.kind ? `（${v.kind}）` : ''}，不是文本；最接近的可用值：以 UTF-8 保存的 YAML、JSON 或 CSV`,
  fileUnwritable: (v) => `无法写入文件「${v.path}」（${v.reason}）`,
  outEnding: (v) => `${v.what}「${v.path}」的扩展名不在 ${v.endings} 之内，文件按扩展名决定格式${nearest(v.nearest)}`,
  notALink: (v) => `「${v.value}」不是网页的链接${nearest(v.nearest, '例如')}`,
  notInALink: (v) => `「${v.value}」无法写进网页链接；请直接用命令，或把场景存成文件`,
  portTaken: (v) => `端口 ${v.port} 已被其他程序占用${nearest(v.nearest)}；不写 --port 会自动选用空闲端口`,
  portRefused: (v) => `端口 ${v.port} 由系统保留，当前用户无权使用${nearest(v.nearest)}`,
  fileEmpty: (v) => `文件「${v.path}」是空的；可参考样例 examples/llama-3.1-405b.yaml`,
  fileTooLarge: (v) =>
    `文件「${v.path}」大小为 ${v.size}，上限 ${v.limit}；场景、config.json 和 overlay 只有几 KiB（不读取权重）`,
  tooDeep: (v) => `文件「${v.path}」嵌套达到或超过 ${v.depth} 层，上限 ${v.limit} 层；场景文件应是扁平的`,
  tooManyNodes: (v) => `文件「${v.path}」中的值超过 ${v.limit} 个；请只保留场景需要的内容`,
  aliasesRefused: (v) => `文件「${v.path}」使用了 YAML 锚点或别名，不予读取；请直接写出值`,
  forbiddenKey: (v) => `「${v.path}」中不允许出现键「${v.key}」；请删去`,
  notYaml: (v) => `文件「${v.path}」第 ${v.line} 行不是合法的 YAML（${v.reason}）`,
  yamlReasons: {
    BAD_INDENT: '括号没有闭合，或某行缩进不足',
    TAB_AS_INDENT: '用了制表符缩进；请改用空格',
    BLOCK_AS_IMPLICIT_KEY: '同一行有两个「键: 值」，或某行多了缩进',
    MULTILINE_IMPLICIT_KEY: '某个键没有值，或下一行多了缩进',
    DUPLICATE_KEY: '同一个键出现了两次',
    MISSING_CHAR: '缺少引号、逗号或冒号',
    BAD_SCALAR_START: '值以 @ 或反引号开头；请加引号',
    MULTIPLE_DOCS: '含有多个文档（---）；只读一个',
    UNEXPECTED_TOKEN: '有多余的内容，例如多了一个括号',
    BAD_DQ_ESCAPE: '双引号内的反斜杠转义无效；请改用单引号',
    TAG_RESOLVE_FAILED: '含有标签（!…）；标签不会被读取',
    BLOCK_IN_FLOW: '括号内用了缩进的多行；请改用逗号',
  },
  yamlOther: () => '语法有误',
  notMapping: (v) => `「${v.path}」的内容是 ${v.found}，应为键值结构；例如 train: { model: … }`,
  unknownKey: (v) => `${v.where} 中没有键「${v.key}」${nearest(v.nearest, '相近的有')}`,
  missingKey: (v) => `${v.where} 缺少键「${v.key}」；例如 ${v.example}`,
  wrongType: (v) => `键「${v.key}」的值是 ${v.found}，应为 ${v.wanted}；例如 ${v.example}`,

  doesNotFit: (v) =>
    `放不下：最省显存的方案每卡也要 ${v.needed}，可用 ${v.capacity}${v.lever ? `；突破口：${v.lever}` : ''}`,
  noLegalStrategy: (v) => `${v.considered} 种方案无一合法；最常违反的规则：${v.rule}`,
  deadlineMissed: (v) => `需要 ${v.days}，超过期限 ${v.deadline}${v.lever ? `；突破口：${v.lever}` : ''}`,
  assertionFailed: (v) => `${v.key} 为 ${v.value}，不满足 ${v.rule}`,
  assertionUnreadable: (v) => `断言无法识别：${v.key} 的「${v.rule}」；应写成 "< 120M" 这样的形式`,

  interrupted: '已中断：以下是目前找到的最优方案',
  internal: (v) => `程序内部错误（${v.what}）；请附上所用命令反馈给我们`,
};
