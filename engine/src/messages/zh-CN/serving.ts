import { nearestCount } from '../en/serving.ts';
import type { Messages } from '../en.ts';
import { nearest } from './words.ts';

export const serving: Messages['serving'] = {
  rules: {
    'context-model': (v) =>
      `上下文 ${v.context} 超过 ${v.model} 支持的 ${v.longest} 个 token；最接近的可用值：${v.longest}`,
    'serving-product': (v) =>
      `TP ${v.tp} × PP ${v.pp} × DP ${v.dp} × ${v.replicas} 个副本共需 ${v.product} 卡，现有 ${v.count} 卡；最接近的可用值：${nearestCount(v)}`,
    'serving-ep': (v) =>
      `专家并行度 ${v.ep} 不能整除 TP ${v.tp} × DP ${v.dp} 的 ${v.ranks} 卡；最接近的可用值：${v.ranks}`,
    'serving-memory': (v) => `权重、缓冲区和一条 ${v.tokens} token 的请求每卡需要 ${v.needed}，可用 ${v.capacity}`,
    'engine-format': (v) => `${v.engine} 不能加载 ${v.format}${nearest(v.nearest)}`,
  },
  errors: {
    unknownEngine: (v) =>
      `没有推理引擎「${v.name}」${nearest(v.nearest, '相近的有')}；例如 vllm、sglang、trtllm、llama.cpp`,
    unknownFormat: (v) =>
      `没有权重格式「${v.name}」${nearest(v.nearest, '相近的有')}；例如 bf16、fp8、int4、nvfp4、q4_k_m`,
    latency: (v) => `${v.what}「${v.value}」不是时延；应写成 "1 s"、"50 ms" 或 "p95 200 ms"`,
    oneWanted: (v) => `${v.what} 列出了 ${v.value}，此处只能给一个；可用 ${v.nearest[0]}，或改用 ridgepoint plan serve`,
  },
};
