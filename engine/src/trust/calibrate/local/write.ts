import type { LocalTable } from '../../../serving/index.ts';

const line = (name: string, values: object): string =>
  `${name}: { ${Object.entries(values)
    .map(([key, x]) => `${key}: ${x}`)
    .join(', ')} },`;

/** Source text of the generated table. */
export const localFile = ({ chip, engines }: LocalTable): string => `/**
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
} as const;
`;
