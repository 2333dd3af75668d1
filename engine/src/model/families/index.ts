import type { Family } from '../family.ts';
import { bloom } from './bloom.ts';
import { chatglm } from './chatglm.ts';
import { deepseek } from './deepseek.ts';
import { falcon } from './falcon.ts';
import { gemma } from './gemma.ts';
import { gpt } from './gpt.ts';
import { gptNeox } from './gpt-neox.ts';
import { llama } from './llama.ts';
import { llama4 } from './llama4.ts';
import { megatron } from './megatron.ts';
import { moe } from './moe.ts';
import { mpt } from './mpt.ts';
import { nemotronH } from './nemotron-h.ts';
import { opt } from './opt.ts';
import { phi } from './phi.ts';
import { qwenNext } from './qwen-next.ts';

/**
 * Every family, the table readArchitecture looks in: first by model_type, then by class name, then by keys.
 * The order matters for keys only: from the most particular to the most general.
 */
export const FAMILIES: readonly Family[] = [
  deepseek,
  nemotronH,
  qwenNext,
  llama4,
  gemma,
  moe,
  mpt,
  bloom,
  falcon,
  opt,
  gptNeox,
  phi,
  chatglm,
  megatron,
  gpt,
  llama,
];
