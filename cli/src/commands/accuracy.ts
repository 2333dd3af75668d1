import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Catalogue, findByName } from '@ridgepoint/engine/facts';
import { refuse } from '@ridgepoint/engine/operations';
import type { AccuracyGroup, JudgedBar } from '@ridgepoint/engine/trust';
import { nearest } from '@ridgepoint/engine/units';
import { loadWithKernels } from '../catalogue.ts';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { accuracyPage, type KernelAccuracy, type Known, type UnseenAccuracy } from '../terminal/accuracy.ts';

export interface AccuracyOptions {
  readonly chip?: string;
  readonly kind?: string;
  readonly overlay?: string;
  readonly json?: boolean;
}

/** Prints what is committed about our own errors: kernels from the catalogue, runs from docs/accuracy.json. Throws InputError. */
export async function accuracyCommand(options: AccuracyOptions, face: Face): Promise<number> {
  const catalogue = await loadWithKernels(options.overlay);
  const all: Known = { kernels: kernelsOf(catalogue), unseen: unseenOf(catalogue), ...scored() };
  const chip = options.chip === undefined ? undefined : chipNamed(options.chip, catalogue);
  const kind = options.kind?.toLowerCase();
  const { stages } = face.messages.accuracy;
  const fits = (one: { readonly chip: string; readonly words: readonly string[] }): boolean =>
    (chip === undefined || one.chip === chip) &&
    (kind === undefined || one.words.some((word) => word.toLowerCase().includes(kind)));
  const known: Known = {
    bars: chip === undefined && kind === undefined ? all.bars : [],
    kernels: all.kernels.filter((one) => fits({ chip: one.chip, words: [one.kind, `${one.kind}/${one.format}`] })),
    unseen: all.unseen.filter((one) => fits({ chip: one.chip, words: [one.kind, `${one.kind}/${one.format}`] })),
    groups: all.groups.filter((one) =>
      fits({ chip: one.chip, words: [one.stage, stages[one.stage] ?? '', one.family] }),
    ),
  };
  if (kind !== undefined && known.kernels.length + known.unseen.length + known.groups.length === 0) {
    const kinds = [...new Set([...all.kernels.map((one) => one.kind), ...all.groups.map((one) => one.stage)])];
    const close = nearest(kind, kinds, 2);
    throw refuse('not-a-choice', '--kind', {
      value: options.kind,
      values: { choices: kinds.join(', ') },
      nearest: close.length > 0 ? close : kinds.slice(0, 1),
    });
  }
  if (options.json) process.stdout.write(`${JSON.stringify(known)}\n`);
  else process.stdout.write(accuracyPage(known, face, { every: chip !== undefined || kind !== undefined, chip, kind }));
  return EXIT.ok;
}

function chipNamed(name: string, catalogue: Catalogue): string {
  const chip = findByName(catalogue.chips, name);
  if (chip) return chip.id;
  const ids = catalogue.chips.map(({ id }) => id);
  throw refuse('unknown-name', '--chip', { value: name, values: { kind: 'chip' }, nearest: nearest(name, ids, 3) });
}

function kernelsOf({ kernels }: Catalogue): KernelAccuracy[] {
  return kernels.map(({ chip, kind, format, library, kernel, leftOut, inSample, local, source }) => ({
    chip,
    kind,
    format,
    kernel: `${library} ${kernel}`,
    grade: 'silicon',
    formula: leftOut.formula,
    shipped: leftOut.shipped,
    ...(inSample ? { inSample } : {}),
    ...(local ? { local } : {}),
    source: source.url,
  }));
}

function unseenOf({ transfers }: Catalogue): UnseenAccuracy[] {
  return transfers.flatMap(({ kind, format, chips }) =>
    chips.map(({ chip, error }) => ({ chip, kind, format, grade: 'family' as const, error })),
  );
}

/** Written by `npm run accuracy`, laid beside the bundle by the build. */
function scored(): { groups: AccuracyGroup[]; bars: JudgedBar[] } {
  const file = fileURLToPath(new URL('./accuracy.json', import.meta.url));
  const { groups = [], bars = [] } = JSON.parse(readFileSync(file, 'utf8')) as {
    groups?: AccuracyGroup[];
    bars?: JudgedBar[];
  };
  return { groups, bars };
}
