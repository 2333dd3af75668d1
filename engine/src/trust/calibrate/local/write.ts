import type { FittedEngine, LocalTable } from '../../../serving/index.ts';
import type { GroupErrors } from './fit.ts';
import type { EngineValues } from './fit-engines.ts';

const line = (name: string, values: object): string =>
  `${name}: { ${Object.entries(values)
    .map(([key, x]) => `${key}: ${x}`)
    .join(', ')} },`;

/** Source text of the generated table. */
export const localFile = ({ chip, engines }: LocalTable, errors: readonly GroupErrors[]): string => `/**
 * Engines that serve one request at a time, in the units of local.ts. Written by calibration/local.ts; not by hand. Fitted to published
 * runs of llama.cpp (36 cards and sets of cards, May 2024), ExLlamaV2 and MLC LLM (2023), and of llama.cpp under Metal (pull requests).
 */
export const FITTED_LOCAL = {
  ${line('chip', chip)}
  engines: {
${Object.entries(engines)
  .map(([name, values]) => `    ${line(name, values)}`)
  .join('\n')}
  },
  ${line('widths', { answer: widthsOf(errors, 'answer'), prompt: widthsOf(errors, 'prompt') })}
} as const;
`;

/** Sizes of ln(measured / predicted) that so many rates stay below, every rate by values that never saw its chip. */
function widthsOf(errors: readonly GroupErrors[], phase: GroupErrors['phase']): string {
  const sizes = errors
    .filter((group) => group.phase === phase)
    .flatMap(({ chipLeftOut }) => chipLeftOut.map(({ error }) => Math.abs(error)))
    .sort((a, b) => a - b);
  const at = (share: number) => Number(sizes[Math.ceil(share * sizes.length) - 1]!.toFixed(3));
  return `{ p80: ${at(0.8)}, p90: ${at(0.9)} }`;
}

/** Source text of the generated table of engines outside the big three. */
export const enginesFile = (values: Readonly<Record<FittedEngine, EngineValues>>): string => `/**
 * Overheads of engines outside the big three, in the units of overheads.ts. Written by calibration/local.ts; not by hand. Fitted to few
 * published runs each: gpt-fast, Hugging Face and vLLM of 2023 without graphs, loops in Python around local engines, AWS Neuron, Gaudi 2,
 * vLLM on Ascend, Tenstorrent with its host.
 */
export const FITTED_ENGINES = {
${Object.entries(values)
  .map(([name, own]) => `  ${line(/-/.test(name) ? `'${name}'` : name, own)}`)
  .join('\n')}
} as const;
`;
