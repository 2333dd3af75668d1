import { count } from '../../rows/row.ts';
import { type Protocol, wideCache } from './protocol.ts';

const PROMPT = 16; // tokens: a sentence
const ANSWER = 200;

/** Tables of the speed at which one request, or a batch of equal ones, is answered: exllama, gpt-fast, MLC, Tenstorrent, IPEX. */
export const oneRequest: Protocol = {
  name: 'one-request',
  holds: (row) =>
    /^(exllamav2|gpt-fast|mlc-llm-perf-bench|tenstorrent|ipex-cpu|premai)/.test(row.family) ||
    row.serving.scenario === 'batch1',
  kv: wideCache,
  source: 'the projects’ own README tables: a short prompt, the speed of the answer',
  benchmark({ row }) {
    const { serving } = row;
    const held = count(serving.kv_len_at_measurement);
    const prompt = count(serving.input_len);
    const answer = count(serving.output_len);
    const assumed = [...(prompt ? [] : [`input=${PROMPT}`]), ...(answer ? [] : [`output=${ANSWER}`])];
    const batch = count(serving.batch) ?? 1;
    // A cache of stated length: the speed of one step with it.
    const at = held === undefined ? undefined : { context: held - 1, output: 1 };
    return {
      load: {
        kind: 'alone',
        batch,
        context: at?.context ?? prompt ?? PROMPT,
        output: at?.output ?? answer ?? ANSWER,
        prompt: prompt ?? PROMPT,
      },
      flags: { prefixCache: 'off', scheduler: 'static' },
      assumed: held === undefined ? assumed : [],
    };
  },
};
