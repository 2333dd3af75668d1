import type { Term } from '../engine/src/because/index.ts';
import { FORMS, type Parameter } from '../engine/src/cost/index.ts';
import { SECTIONS, type Section, termsOf } from './formula-list.ts';

/** Terms of a file in the order of its text. `read` gives the text of a path under engine/src. */
const inOrder = (terms: readonly Term[], text: string): readonly Term[] =>
  terms.toSorted((a, b) => text.indexOf(`'${a.term}'`) - text.indexOf(`'${b.term}'`));

const link = (path: string): string => `[${path}](../engine/src/${path})`;

/** Every formula with its unit, symbols, source and file, in Markdown. */
export function formulaPage(read: (path: string) => string): string {
  return `# Formulas

Every formula that the engine computes with, as \`ridgepoint explain\` shows it. Written by \`node cli/bin/run.mjs docs/formulas.ts\` from the
functions themselves: each carries its text, symbols and source, and a test keeps this page whole and current.

Units are base units (s, B, FLOP, USD); 1 = a number or a share. Bandwidths are one way, peaks dense.

${SECTIONS.map((section) => sectionText(section, read)).join('\n\n')}

## Kernels

One formula a kind of kernel, with named parameters. A fit of one kernel on one chip in one format gives them values
(\`catalogue/kernels\`, written by \`calibration/calibrate.ts\` from published tables; \`ridgepoint calibrate --rows\` does the same for a
machine's own). Results are in microseconds; parameters that are *given* are read out of a kernel's code, never fitted.

${Object.values(FORMS).map(kernelText).join('\n\n')}
`;
}

const sectionText = ({ title, files }: Section, read: (path: string) => string): string =>
  [`## ${title}`, ...files.map(([path, exported]) => fileText(path, inOrder(termsOf(exported), read(path))))].join(
    '\n\n',
  );

const fileText = (path: string, terms: readonly Term[]): string =>
  [`### ${link(path)}`, ...terms.map(termText)].join('\n\n');

const termText = ({ term, formula, unit, symbols, source }: Term): string =>
  [
    `**${term}**, ${unit}: \`${formula}\``,
    ...Object.entries(symbols).map(([name, symbol]) => `- \`${name}\`, ${symbol.unit}: ${symbol.meaning}`),
    `- Source: ${source}`,
  ].join('\n');

const kernelText = ({ kind, formula, source, parameters }: (typeof FORMS)[keyof typeof FORMS]): string =>
  [`### ${kind}`, '', `\`${formula}\``, '', ...parameters.map(parameterText), `- Source: ${source}`].join('\n');

const parameterText = ({ name, unit, meaning, given }: Parameter): string =>
  `- \`${name}\`, ${unit}: ${meaning}${given ? ' (given)' : ''}`;
