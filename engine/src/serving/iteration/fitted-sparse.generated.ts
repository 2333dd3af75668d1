/**
 * Sparse attention by chip family, in the units of sparse-law.ts. Written by calibration/sparse.ts; not by hand. Fitted to
 * https://github.com/ai-dynamo/aiconfigurator at 095f58a5: vLLM 0.24, DSA and MLA modules, cache in 16 bit.
 */
export const FITTED_SPARSE = {
  /** h100-sxm, h200-sxm. Errors of whole blocks: answers 1825 rows, median 7.2 %, p90 18.0 %; prompts 2888 rows, median 6.9 %, p90 18.3 %. */
  hopper: { start: 95.9, request: 0.0793, keys: 0.699, entries: 0.849, token: 0.279, attending: 0.643, scoring: 0.483 },
  /** b200-sxm, gb200. Errors of whole blocks: answers 1836 rows, median 13.0 %, p90 22.3 %; prompts 2416 rows, median 26.5 %, p90 42.5 %. */
  blackwell: { start: 96.6, request: 0.0905, keys: 0.652, entries: 0.663, token: 0.213, attending: 0.688, scoring: 0.332 },
} as const;
