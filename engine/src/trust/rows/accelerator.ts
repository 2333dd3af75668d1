import { baseValue, type Catalogue, type Chip, findByName, nameKey } from '../../facts/index.ts';

/** What tables print beside a chip's name: makers, form factors, capacities, power limits, counts. */
const NOISE =
  /\((?!.*\bpcie\b)[^)]*\)|\b(virtualized|instinct|gpu|graphics|accelerator|superchip|cts|nps1|spx|hbm[23]e?|tensor core)\b/gi;

/**
 * The chip a row means. Tried in order: the name as printed, the name without decoration, then the longest catalogue name whose
 * words all occur in the printed one. A printed capacity picks among relatives (A100 40 or 80 GB).
 */
export function chipOfRow({ chips }: Pick<Catalogue, 'chips'>, name: string, memoryGb?: number): Chip | undefined {
  const known = FOUND.get(chips) ?? new Map<string, Chip | undefined>();
  FOUND.set(chips, known);
  const key = `${name}|${memoryGb}`;
  if (!known.has(key)) known.set(key, lookedUp(chips, name, memoryGb));
  return known.get(key);
}

/** Rows of one table name few chips thousands of times. */
const FOUND = new WeakMap<object, Map<string, Chip | undefined>>();

function lookedUp(chips: readonly Chip[], name: string, memoryGb?: number): Chip | undefined {
  const chip = findByName(chips, name) ?? findByName(chips, name.replace(NOISE, ' ')) ?? longest(chips, name);
  if (!chip || memoryGb === undefined || closeTo(chip, memoryGb)) return chip;
  return relatives(chips, chip).find((other) => closeTo(other, memoryGb)) ?? chip;
}

/** Printed capacities are rounded, in GB or GiB, before or after ECC. */
const closeTo = (chip: Chip, memoryGb: number): boolean =>
  Math.abs(baseValue(chip.memory.capacity) / 1e9 / memoryGb - 1) < 0.2;

/** Chips of one die: same vendor and architecture, and the same first word with a digit in it ("a100"). */
function relatives(chips: readonly Chip[], chip: Chip): Chip[] {
  const stem = stemOf(chip);
  return chips.filter(
    (other) => other.vendor === chip.vendor && other.architecture === chip.architecture && stemOf(other) === stem,
  );
}

const stemOf = (chip: Chip): string =>
  nameKey(chip.name)
    .split(' ')
    .find((word) => /\d/.test(word)) ?? chip.id;

function longest(chips: readonly Chip[], name: string): Chip | undefined {
  const words = new Set(wordsOf(name));
  let best: { chip: Chip; length: number } | undefined;
  for (const chip of chips) {
    for (const candidate of [chip.id, chip.name, ...(chip.aliases ?? [])]) {
      const own = wordsOf(candidate);
      // A name with no digit ("nvidia") says nothing.
      if (!own.some((word) => /\d/.test(word)) || !own.every((word) => words.has(word))) continue;
      if (best === undefined || own.length > best.length) best = { chip, length: own.length };
    }
  }
  return best?.chip;
}

/** Words without the maker's name and its decoration, so that "NVIDIA B200-SXM-180GB" and "b200 sxm" meet. */
const wordsOf = (name: string): string[] =>
  nameKey(name)
    .split(' ')
    .filter((word) => !['nvidia', 'amd', 'google', 'intel', 'instinct', 'tpu'].includes(word) && word !== '');
