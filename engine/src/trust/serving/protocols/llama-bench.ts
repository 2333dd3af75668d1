import { count } from '../../rows/row.ts';
import { familyIs, type Protocol, wideCache } from './protocol.ts';

/** llama-bench: "pp N" times a prompt of N tokens, "tg N" an answer of N tokens from an empty context, by itself. */
export const llamaBench: Protocol = {
  name: 'llama-bench',
  holds: familyIs('llama.cpp'),
  kv: wideCache,
  source: 'github.com/XiongjieDai/GPU-Benchmarks-on-LLM-Inference; github.com/ggml-org/llama.cpp tools/llama-bench',
  benchmark({ row }) {
    const output = count(row.serving.output_len) ?? 128;
    const prompt = count(row.serving.input_len) ?? 512;
    return { load: { kind: 'alone', batch: 1, context: 0, output, prompt }, flags: {}, assumed: [] };
  },
};
