import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Catalogue, KernelFit, ModelEntry, Price } from '@ridgepoint/engine/facts';
import type { z } from 'zod';
import { checkCatalogue } from './check.ts';
import { type Expanded, expand, type Sources } from './expand.ts';
import { kernelFile, transferFile } from './kernel-schema.ts';
import { CatalogueProblem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import {
  chip,
  constantList,
  fabric,
  gridList,
  model,
  priceList,
  site,
  sourceList,
  system,
  tokenPriceList,
} from './schema.ts';

/**
 * Reads the YAML files under `folder`, checks them and writes them as one JSON file of type `Catalogue`.
 * Throws `CatalogueProblem` (file, path, rule, nearest thing that works) at the first file that breaks a rule.
 */
export function buildCatalogue(folder: string, outFile: string): void {
  const catalogue = loadCatalogue(folder);
  mkdirSync(dirname(outFile), { recursive: true });
  const { kernels, transfers, ...facts } = catalogue;
  writeFileSync(outFile, `${JSON.stringify({ ...facts, kernels: kernels.flatMap(forPlanning), transfers: [] })}\n`);
  writeFileSync(join(dirname(outFile), 'kernels.json'), `${JSON.stringify({ kernels, transfers })}\n`);
}

/** A plan prices matrix products and collectives by their laws alone: what else is known of kernels is a file of its own, four times as large as all facts. */
function forPlanning(fit: KernelFit): KernelFit[] {
  return fit.kind === 'gemm' || fit.kind === 'collective' ? [{ ...fit, residuals: [], widths: [], bench: {} }] : [];
}

/** The same without writing: sources first, then one kind after another, then what only the whole can show. */
export function loadCatalogue(folder: string): Catalogue {
  const file = join(folder, 'sources.yaml');
  const raw = readYaml(readFileSync(file, 'utf8'), 'sources.yaml');
  const listed = expand(sourceList, raw, 'sources.yaml', new Map()).sources;
  const sources: Sources = new Map(listed.map((source) => [source.id, source]));
  const catalogue: Catalogue = {
    sources: listed.map(({ grade, ...source }) => source),
    chips: readAll(folder, 'chips', chip, sources),
    systems: readAll(folder, 'systems', system, sources),
    fabrics: readAll(folder, 'fabrics', fabric, sources),
    models: readAll(folder, 'models', model, sources) as ModelEntry[],
    prices: readAll(folder, 'prices', priceList, sources).flatMap(namedPrices),
    grids: readAll(folder, 'grids', gridList, sources).flatMap((list) => list.grids),
    constants: readAll(folder, 'constants', constantList, sources).flatMap((list) => list.constants),
    places: readAll(folder, 'places', site, sources),
    tokenPrices: readAll(folder, 'tokens', tokenPriceList, sources).flatMap((list) => list.tokenPrices),
    kernels: readFitted(folder, (name) => name !== TRANSFERS, kernelFile, sources).flatMap((file) => file.kernels),
    transfers: readFitted(folder, (name) => name === TRANSFERS, transferFile, sources).flatMap((f) => f.transfers),
  };
  checkCatalogue(catalogue);
  return catalogue;
}

function readAll<S extends z.ZodType>(folder: string, kind: string, schema: S, sources: Sources) {
  const home = join(folder, kind);
  const names = existsSync(home)
    ? readdirSync(home)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : [];
  return names.map((name): Expanded<z.output<S>> => {
    const path = join(home, name);
    const shown = relative(folder, path).replaceAll('\\', '/');
    const entry = expand(schema, readYaml(readFileSync(path, 'utf8'), shown), shown, sources);
    const id =
      (entry as { id?: unknown; chip?: unknown }).id ??
      (kind === 'prices' ? (entry as { chip?: unknown }).chip : undefined);
    if (id !== undefined && `${id}.yaml` !== name)
      throw new CatalogueProblem(shown, 'id', `"${id}" lives in ${kind}/${id}.yaml, not in ${name}`);
    return entry;
  });
}

const TRANSFERS = 'transfers.json';

/** What calibration wrote: JSON, one file a chip, and one of how relatives stand in for each other. */
function readFitted<S extends z.ZodType>(
  folder: string,
  wanted: (name: string) => boolean,
  schema: S,
  sources: Sources,
) {
  const home = join(folder, 'kernels');
  const names = existsSync(home) ? readdirSync(home).filter((name) => name.endsWith('.json') && wanted(name)) : [];
  return names.sort().map((name) => {
    const raw: unknown = JSON.parse(readFileSync(join(home, name), 'utf8'));
    return expand(schema, raw, `kernels/${name}`, sources);
  });
}

/** A price's id says what it is: chip, kind, seller, date, and region and count where two rows share the rest. */
function namedPrices(list: Expanded<z.output<typeof priceList>>): Price[] {
  const used = new Map<string, number>();
  return list.prices.map(({ id, ...row }) => {
    const plain = id ?? [list.chip, row.kind, slug(row.seller), row.usd.date].join(':');
    const times = (used.get(plain) ?? 0) + 1;
    used.set(plain, times);
    return { id: times === 1 ? plain : `${plain}:${times}`, chip: list.chip, ...row };
  });
}

const slug = (words: string) =>
  words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
