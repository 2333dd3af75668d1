// Writes docs/calculon.md and the committed fixture from the recorded cases: node cli/bin/run.mjs docs/calculon.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { parseCatalogue } from '../catalogue/src/index.ts';
import { fixtureOf } from '../tests/differential/calculon/fixture.ts';
import { calculonSections } from '../tests/differential/calculon/page.ts';
import { FIXTURE, REFERENCE, readReference } from '../tests/differential/calculon/reference.ts';
import { searchBeside, searchSection } from '../tests/differential/calculon/search.ts';
import { korthikantiSections } from '../tests/differential/korthikanti/page.ts';

const NAMES: Readonly<Record<string, string>> = {
  '22B': 'megatron-22B',
  '175B': 'gpt3-175B',
  '530B': 'turing-530B',
  '1T': 'megatron-1T',
};

const reference = readReference(REFERENCE);
if (reference === null) throw new Error(`needs the recorded cases at ${REFERENCE}`);
const catalogue = parseCatalogue(readFileSync('catalogue/dist/catalogue.json', 'utf8'));
const seconds = (name: string, technique: 'full' | 'present') =>
  reference.cases.find((c) => c.id === `tab5/${NAMES[name]}_${technique === 'full' ? 'full' : 'seqsel'}`)?.stats
    ?.total_time;

const beside = searchBeside(reference, catalogue);

writeFileSync(FIXTURE, fixtureOf(reference));
writeFileSync(
  'docs/calculon.md',
  `${head()}
${calculonSections(reference)}
${beside ? searchSection(beside) : ''}
${korthikantiSections(catalogue, (row, technique) => seconds(row.name, technique))}`,
);

function head(): string {
  return `# Beside Calculon

[Calculon](https://github.com/calculon-ai/calculon) (Isaev et al. 2023; Apache-2.0) is the analytical model of training that others are compared with.
Its recorded results for 91 configurations, at commit caa4b11f, are held against Ridgepoint's counts: FLOP of matrix products, bytes of
weights, gradients, optimizer states and kept activations, bytes of each kind of communication. \`tests/differential/calculon.test.ts\` does it
in every test run on a committed part (facts only), and on all cases where the full record is at hand. This page is written by \`node cli/bin/run.mjs docs/calculon.ts\`.

How: Calculon's model, execution and system files become an architecture, a strategy and a machine. The layers alone are compared (\`bias: false\`, no
embedding, head or positions), with unfused attention (preset \`megatron-lm\`) and gradients in fp16. \`recompute\` full, attn_only, none is full,
selective, none; \`optimizer_sharding\` is ZeRO-1; \`seq_par_ag_redo\` is \`gatherAgain\`. Communication is read from the engine's own pricing
on a machine with links of 1 B/s and no latency, where seconds are bytes on a rank's links; Calculon's buffer sizes are brought to the same by the ring: (n-1)/n of a
gathered or scattered buffer, twice that of a reduced one. Where stages do not divide layers the layout is Calculon's: its first stages hold one more. In the
examples with 64 stages and 12 to 48 layers it leaves stages empty; Ridgepoint refuses such a strategy when asked for an estimate, its counts are compared all the same.
`;
}
