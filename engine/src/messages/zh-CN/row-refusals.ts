/** 一行实测数据为何不能用来对照；trust/ 以英文给出，未列出的（例如语料自己写的理由）原样显示。 */
export const rowRefusal = (text: string): string => {
  const found = REFUSALS.find(([pattern]) => pattern.test(text));
  return found ? text.replace(...found) : text;
};

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/^a request is not \[(.+)\] in numbers, or none is there$/, '请求不是 [$1] 这样的数字，或没有请求'],
  [/^batch, sequence or heads are not printed$/, '没有给出批大小、序列长度或头数'],
  [/^groups, rows, n, k or the format is not printed$/, '没有给出组数、行数、n、k 或格式'],
  [/^m, n or k is not printed$/, '没有给出 m、n 或 k'],
  [/^no time, rate or latency is printed$/, '没有给出时间、速率或时延'],
  [/^none of its figures follows from its load$/, '没有一项数值可由负载推出'],
  [/^the accelerator is not named$/, '没有注明加速卡'],
  [/^the batch is not stated$/, '没有注明批大小'],
  [/^the lengths of prompts and answers are not stated$/, '没有注明输入与输出的长度'],
  [/^the message size is not printed$/, '没有给出消息大小'],
  [/^the number of accelerators is not stated$/, '没有注明卡数'],
  [/^the number of clients is not stated$/, '没有注明客户端数'],
  [/^the number of ranks is not printed$/, '没有给出卡数'],
  [/^the parallelism is not published, and no legal layout was found$/, '没有公布并行方式，也找不到合法的布局'],
  [/^the rate of requests is not stated$/, '没有注明请求速率'],
  [/^the sequence length is not stated$/, '没有注明序列长度'],
  [/^the shape is not printed in full$/, '没有给出完整的形状'],
  [/^the size is not printed$/, '没有给出大小'],
  [/^tokens, width or experts per token are not printed$/, '没有给出 token 数、宽度或每 token 专家数'],
  [/^(.+) states no peak for (.+)$/, '$1 没有公布 $2 的峰值'],
  [/^(.+) groups are more than (.+)$/, '$1 组，超过上限 $2'],
  [/^(.+) cannot be reckoned with: it comes out as no finite number$/, '$1 无法计算：结果不是有限的数'],
  [/^architecture cannot be read: (.+)$/, '无法读取模型结构：$1'],
  [/^collective "(.*)" is not priced$/, '不计算集合通信「$1」'],
  [/^format "(.*)" is not known$/, '未知的格式「$1」'],
  [/^kernels of kind "(.*)" are not priced$/, '不计算「$1」类算子'],
  [/^kernels of kind "(.*)" have no formula$/, '「$1」类算子没有公式'],
  [/^"(.*)" is likely a slip of (.+)$/, '「$1」可能是笔误，相近的有 $2'],
  [/^left out by the corpus: (.+)$/, '语料自身注明不计入：$1'],
  [/^no architecture is known for "(.*)"$/, '没有「$1」的模型结构'],
  [/^no datasheet of "(.*)" is in the catalogue$/, '目录中没有「$1」的规格'],
  [/^none of (.+) follows from the row$/, '由该行推不出 $1 中的任何一项'],
  [/^the strategy breaks a rule: (.+)$/, '并行方案违反规则：$1'],
  [/^tp (\S+) x pp (\S+) x cp (\S+) does not divide (\S+) accelerators$/, 'TP $1 × PP $2 × CP $3 不能整除 $4 张卡'],
  [/^weights of no known format: (.+)$/, '权重格式未知：$1'],
];
