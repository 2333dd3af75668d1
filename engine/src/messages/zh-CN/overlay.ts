/** 叠加文件里哪一行、违反了什么规则；catalogue/ 以英文给出，规则未列出的原样显示。 */
export const overlayPlace = (where: string): string => where.replace(/^line (\d+)$/, '第 $1 行');

export const overlayRule = (rule: string): string => {
  const found = RULES.find(([pattern]) => pattern.test(rule));
  return found ? rule.replace(...found) : rule;
};

const RULES: readonly (readonly [RegExp, string])[] = [
  [/^unknown key "(.*)"; did you mean "(.*)"\?$/, '没有键「$1」，是否想写「$2」？'],
  [/^unknown key "(.*)"; known: (.*)$/, '没有键「$1」，可用的键：$2'],
  [
    /^grade "(.*)" is not one of (.*); figures from memory .*$/,
    '等级「$1」无效，可选 $2；凭记忆的数字不算数据：请找到出处，或不写',
  ],
  [
    /^is a sparse peak; a peak is dense: put the sparse figure under others$/,
    '是稀疏峰值；峰值须为稠密，稀疏数值写在 others 下',
  ],
  [/^unit "(.*)" does not fit here; it is one of (.*)$/, '单位「$1」不适用，可选 $2'],
  [/^has no source; add source: or defaults.source$/, '没有来源；请加 source: 或 defaults.source'],
  [/^source "(.*)" is neither in sources.yaml nor an https address$/, '来源「$1」既不在来源表中，也不是 https 网址'],
  [/^value (.*) lies outside its range (.*) to (.*)$/, '数值 $1 不在其范围 $2 至 $3 之内'],
  [
    /^has no direction; a link is one-way or both-ways$/,
    '没有写 direction；链路须注明 one-way（单向）或 both-ways（双向）',
  ],
  [/^has no sparsity; a peak is dense or sparse$/, '没有写 sparsity；峰值须注明 dense（稠密）或 sparse（稀疏）'],
  [/^has no date; add date: .*$/, '没有日期；请在该项、defaults 或来源中加 date:'],
  [/^has no grade; add grade: .*$/, '没有等级；请在该项、defaults 或来源中加 grade:'],
  [/^value (.*) is not a finite number$/, '数值 $1 不是有限的数'],
  [
    /^chip "(.*)" is not in the catalogue; give the file that it stands in with one more --overlay$/,
    '目录中没有芯片「$1」；请再加一个 --overlay 给出该芯片所在的文件',
  ],
  [/^value (.*) is not positive$/, '数值 $1 不是正数'],
  [
    /^(.*) is of another order than the catalogue's (.*) \((.*)\) to (.*) \((.*)\); check the unit$/,
    '$1 与目录中同类数值相差悬殊（$2（$3）至 $4（$5））；请检查单位',
  ],
  [/^(\d+) bytes are more than the (\d+) allowed$/, '有 $1 字节，上限 $2 字节'],
  [/^nested deeper than (\d+) levels$/, '嵌套超过 $1 层'],
  [/^alias \*(.*) is not allowed$/, '不允许使用别名 *$1'],
  [/^key (.*) is not allowed$/, '不允许出现键 $1'],
  [/^is not an ISO date, month or year$/, '不是 ISO 格式的日期、月份或年份'],
  [/^is not lower case letters, digits, dots and hyphens$/, '只能含小写字母、数字、点和连字符'],
  [/^is not an ISO 3166-1 alpha-3 code.*$/, '不是 ISO 3166-1 三字母代码，也不是其后加地区的写法'],
  [/^Invalid input: expected (.*), received (.*)$/, '应为 $1，实为 $2'],
  [/^Invalid option: expected one of (.*)$/, '无效，可选 $1'],
  [/^Invalid input: expected (.*)$/, '应为 $1'],
  [/^Too small: expected .* (>=?)(.*?)(?: characters| items)?$/, '过小或过短：应 $1 $2'],
  [/^Too big: expected .* (<=?)(.*?)(?: characters| items)?$/, '过大或过长：应 $1 $2'],
  [/^Invalid URL$/, '不是网址'],
  [/^Invalid (?:input|string).*$/, '写法无效'],
  [/^YAML: .*$/, 'YAML 语法有误'],
];
