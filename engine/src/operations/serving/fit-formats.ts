import type { Chip } from '../../facts/index.ts';

/** Engines and formats that are tried on an accelerator where nobody names any, least narrow first. */
interface Tried {
  readonly engine: string;
  readonly weights: readonly string[];
}

const GGUF = ['f16', 'q8_0', 'q6_k', 'q5_k_m', 'q4_k_m', 'q3_k_m', 'q2_k'];
/** Of the kinds that lose hardly anything, and then of those that lose little, the narrowest is the fastest. */
const LOCAL: Tried = { engine: 'llamacpp', weights: GGUF };
const CONSUMER = 36; // GiB: cards that one person has; above, servers are meant

/** llama.cpp on computers and cards of one person, there with an engine for many as well; that engine alone in a data centre. */
export function triedOn({ kind, memory, peak }: Chip, served: string): readonly Tried[] {
  if (kind === 'cpu' || kind === 'soc') return [LOCAL];
  const narrow = [
    ...(peak.fp8 || peak.mxfp8 ? ['fp8'] : ['int8']),
    ...(peak.nvfp4 || peak.fp4 ? ['nvfp4'] : []),
    'int4',
  ];
  const many: Tried = { engine: served, weights: narrow };
  const own = memory.type.startsWith('GDDR') && memory.capacity.value <= CONSUMER;
  return own ? [LOCAL, many] : [many];
}
