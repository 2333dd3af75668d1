// Writes docs/models.md, our parameter counts beside the published ones: node cli/bin/run.mjs docs/models.ts [--check]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readYaml } from '../catalogue/src/read-yaml.ts';
import type { Fact, ModelEntry } from '../engine/src/facts/index.ts';
import {
  comparePublished,
  flopsPerToken,
  kvElementsPerToken,
  parametersOf,
  readArchitecture,
} from '../engine/src/model/index.ts';

type Written = ModelEntry & { readonly defaults?: Partial<Fact>; readonly parameters: Fact };

const FOLDER = 'catalogue/models';
const PAGE = 'docs/models.md';
const FLOPS_SEQUENCE = 4096;

const models = readdirSync(FOLDER)
  .sort()
  .map((file) => readYaml(readFileSync(`${FOLDER}/${file}`, 'utf8'), file) as Written);
const page = `${head()}\n${totals()}\n\n${active()}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(PAGE, 'utf8') !== page) throw new Error(`${PAGE} is stale: run node cli/bin/run.mjs docs/models.ts`);
} else writeFileSync(PAGE, page);

function head(): string {
  return `# Bundled models

${models.length} models, each read from its published config; this page is written by \`node cli/bin/run.mjs docs/models.ts\`.

A total with four digits or more must agree to 0.1 %, a rounded one ("405B") to half a unit of its last digit.
Totals leave multi-token-prediction modules and vision towers out. FLOP per token are for training at ${FLOPS_SEQUENCE} tokens, causal.
`;
}

function totals(): string {
  const rows = models.map((model) => {
    const arch = readArchitecture(model.config, model.id, model.name);
    const ours = parametersOf(arch);
    const fact = model.parameters;
    const compared = comparePublished(ours.total, fact.value);
    const verdict = compared.agrees ? (compared.rounded ? 'agrees with the rounding' : 'agrees') : 'differs';
    const flops = flopsPerToken(arch, FLOPS_SEQUENCE, 'causal').total.toExponential(2);
    return [
      `\`${model.id}\``,
      whole(fact.value),
      whole(ours.total),
      percent(compared.difference),
      verdict,
      flops,
      whole(kvElementsPerToken(arch, 0)),
      link(fact.source ?? model.defaults?.source),
      fact.note ?? '',
    ];
  });
  return table(
    ['model', 'published', 'ours', 'difference', 'verdict', 'FLOP/token', 'cache elements/token', 'source', 'note'],
    rows,
  );
}

function active(): string {
  const rows = models.flatMap((model) => {
    const fact = model.activeParameters;
    if (fact === undefined) return [];
    const ours = parametersOf(readArchitecture(model.config, model.id, model.name));
    const readings: readonly (readonly [string, number])[] = [
      ['all', ours.active],
      ['without the embedding', ours.activeWithoutEmbedding],
      ['without embedding and head', ours.activeWithoutEmbedding - ours.head],
    ];
    const matching = readings.filter(([, count]) => comparePublished(count, fact.value).agrees).map(([name]) => name);
    const source = link(fact.source ?? model.defaults?.source);
    return [
      [
        `\`${model.id}\``,
        whole(fact.value),
        ...readings.map(([, count]) => whole(count)),
        matching.join('; ') || 'none',
        source,
      ],
    ];
  });
  const header = [
    'model',
    'published',
    'all',
    'without the embedding',
    'without embedding and head',
    'agrees',
    'source',
  ];
  return `## Active parameters\n\nPublishers count what a token passes through in three ways; the column "agrees" says which one gives the printed figure.\n\n${table(header, rows)}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}

function percent(share: number): string {
  return Math.abs(share) < 5e-6 ? '0 %' : `${(100 * share).toFixed(3)} %`;
}

function link(source: string | undefined): string {
  return source === undefined ? '' : `<${source}>`;
}
