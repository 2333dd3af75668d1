import type { Messages } from '../en.ts';
import type { ConfigDetails } from '../phrase.ts';
import { nearest, placeIn } from './words.ts';

const keyed = (v: ConfigDetails): string => (v.key === '' ? '配置' : `配置项 "${v.key}"`);
const valued = (v: ConfigDetails): string => (v.value === '' ? '' : ` = ${v.value}`);

export const config: Messages['config'] = {
  problems: {
    'too-large': (v) => `配置有 ${v.value} 字节，超过限制（${v.rule}）；请只提供模型的 config.json`,
    'too-deep': (v) => `配置嵌套 ${v.value} 层，超过限制（${v.rule}）；请使用官方发布的 config.json`,
    'not-json': (v) => `配置不是合法的 JSON${v.value ? `（${placeIn(v.value)}起）` : ''}；请使用官方发布的 config.json`,
    'not-object': () => '配置的最外层不是 JSON 对象；应形如 {"model_type": …}',
    'forbidden-key': (v) => `${keyed(v)} 不允许出现；请删去`,
    'missing-key': (v) => `缺少${keyed(v)}；要求：${v.rule}${nearest(v.nearest)}`,
    'bad-value': (v) => `${keyed(v)}${valued(v)} 不合要求：${v.rule}${nearest(v.nearest)}`,
    mismatch: (v) => `${keyed(v)}${valued(v)} 与其他配置项不一致；要求：${v.rule}${nearest(v.nearest)}`,
    unsupported: (v) => `${keyed(v)}${valued(v)} 暂不支持；目前支持：${v.rule}${nearest(v.nearest)}`,
    'unknown-type': (v) => `${keyed(v)}${valued(v)} 不是已知的网络类型；要求：${v.rule}${nearest(v.nearest)}`,
  },
  rule: (rule) => PATTERNS.reduce((text, [pattern, chinese]) => text.replace(pattern, chinese), rule),
};

/** model/ 里规则的短语；没有列出的原样显示。 */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^at most (\d+) bytes$/, '不超过 $1 字节'],
  [/^at most (\d+) levels$/, '不超过 $1 层'],
  [/^at most the number of experts \((\d+)\)$/, '不超过专家数（$1）'],
  [/^needed by layer type (.+)$/, '层类型 $1 需要此项'],
  [/^one of (.+)$/, '以下之一：$1'],
  [/^none of (.+)$/, '不得为：$1'],
  [/^integer (\S+) \.\. (\S+)$/, '$1 到 $2 之间的整数'],
  [/^true or false$/, 'true 或 false'],
  [/^model_type missing: read as (.+) for its class (.+)$/, '没有 model_type：按类名 $2 当作 $1 读取'],
  [/^model_type missing: read as (.+) for its keys (.+)$/, '没有 model_type：按键 $2 当作 $1 读取'],
  [/^model_type "(.*)" unknown: read as (.+) for its class (.+)$/, '未知的 model_type「$1」：按类名 $3 当作 $2 读取'],
  [/^model_type "(.*)" unknown: read as (.+) for its keys (.+)$/, '未知的 model_type「$1」：按键 $3 当作 $2 读取'],
  [/^(\S+) read; towers for pictures and sound are left out$/, '读取 $1；不计视觉与音频编码器'],
  [
    /^(\S+) read; its vision tower, (\d+) layers of (\d+), serves and is not trained$/,
    '读取 $1；其视觉编码器（$2 层，宽 $3）用于推理，不参与训练',
  ],
  [
    /^(\S+) read; its vision tower, (\d+) layers of (\d+), serves and is not trained; its audio tower is left out$/,
    '读取 $1；其视觉编码器（$2 层，宽 $3）用于推理，不参与训练；不计音频编码器',
  ],
  [
    /^its vision tower, (\d+) layers of (\d+), serves and is not trained; its audio tower is left out$/,
    '其视觉编码器（$1 层，宽 $2）用于推理，不参与训练；不计音频编码器',
  ],
  [
    /^its vision tower, (\d+) layers of (\d+), serves and is not trained$/,
    '其视觉编码器（$1 层，宽 $2）用于推理，不参与训练',
  ],
  [/^attention chunks are counted as sliding windows: an upper bound$/, '分块注意力按滑动窗口计算，为上限'],
  [/^(\S+) missing: (.+)$/, '缺少 $1，取 $2'],
  [/^a number$/, '数字'],
  [/^a string$/, '字符串'],
  [/^an object$/, '对象'],
  [/^a list of strings$/, '字符串列表'],
  [/^a list of whole numbers$/, '整数列表'],
  [/^a JSON object at the top$/, '最外层为 JSON 对象'],
  [/^one entry a layer$/, '每层一项'],
  [/^full, sliding or chunked attention$/, '全注意力、滑动窗口或分块注意力'],
  [/^one letter of (.+) a layer$/, '每层一个字母，取自 $1'],
  [/^one letter of the pattern a layer$/, '每层对应模式串中的一个字母'],
  [/^letters (.+)$/, '字母 $1'],
  [/^equals (\S+)$/, '等于 $1'],
  [/^a known model_type, or the keys (.+) \(missing: (.+)\)$/, '已知的 model_type，或具备 $1（缺：$2）'],
];
