import { baseValue, type Catalogue, type Fact, UNIT_SCALE } from '@ridgepoint/engine/facts';
import { CatalogueProblem } from './problem.ts';

/** A quantity of which the catalogue knows fewer says nothing about what is plausible. */
const ENOUGH = 10;
/** A wafer draws 16 times what the next chip does; and much is smaller than the smallest: a core, a phone, a network at home. */
const AT_MOST = 30;
const AT_LEAST = 1 / 1000;
/** Constants are left out, of which each is a kind of its own. */
const CHECKED = ['chips', 'systems', 'fabrics', 'prices', 'grids', 'places', 'tokenPrices'] as const;

type Lists = { readonly [K in (typeof CHECKED)[number]]?: Catalogue[K] };

/**
 * Refuses what is of another order than everything of its kind in the catalogue: a unit mistaken, a digit too many.
 * Throws {@link CatalogueProblem} with the value and the catalogue's range.
 */
export function checkPlausible(overlay: Lists, base: Lists, file: string): void {
  const known = rangesOf(base);
  for (const { kind, path, value, text } of readings(overlay)) {
    const range = known.get(kind);
    if (!range || range.count < ENOUGH) continue;
    const { least, most } = range;
    if (value >= least.value * AT_LEAST && value <= most.value * AT_MOST) continue;
    const there = `${least.text} (${least.id}) to ${most.text} (${most.id})`;
    throw new CatalogueProblem(file, path, `${text} is of another order than the catalogue's ${there}; check the unit`);
  }
}

interface Range {
  least: Reading;
  most: Reading;
  count: number;
}

/** A catalogue is read once, however many overlays are held against it. */
const read = new WeakMap<Lists, ReadonlyMap<string, Range>>();

function rangesOf(base: Lists): ReadonlyMap<string, Range> {
  const known = read.get(base);
  if (known) return known;
  const ranges = new Map<string, Range>();
  for (const reading of readings(base)) {
    const range = ranges.get(reading.kind) ?? { least: reading, most: reading, count: 0 };
    if (reading.value < range.least.value) range.least = reading;
    if (reading.value > range.most.value) range.most = reading;
    range.count++;
    ranges.set(reading.kind, range);
  }
  read.set(base, ranges);
  return ranges;
}

interface Reading {
  /** What it is of: its path without entry, and its unit where that has no scale. */
  readonly kind: string;
  readonly path: string;
  readonly id: string;
  /** In base units. */
  readonly value: number;
  readonly text: string;
}

function* readings(lists: Lists): Generator<Reading> {
  for (const list of CHECKED)
    for (const [index, entry] of (lists[list] ?? []).entries())
      yield* within(entry, list, `${list}.${index}`, entry.id);
}

/** Numbers above zero; of a fact its value and the ends of its range. */
function* within(node: unknown, kind: string, path: string, id: string): Generator<Reading> {
  if (typeof node === 'number' && node > 0) yield { kind, path, id, value: node, text: String(node) };
  if (node === null || typeof node !== 'object') return;
  if (isFact(node)) {
    const { unit, low, high } = node;
    const scaled = Object.hasOwn(UNIT_SCALE, unit) && !unit.startsWith('USD');
    for (const value of [node.value, low, high])
      if (value !== undefined && value > 0)
        yield {
          kind: scaled ? kind : `${kind} ${unit}`,
          path,
          id,
          value: scaled ? baseValue({ ...node, value }) : value,
          text: `${value} ${unit}`,
        };
    return;
  }
  for (const [key, inner] of Object.entries(node))
    yield* within(inner, Array.isArray(node) ? kind : `${kind}.${key}`, `${path}.${key}`, id);
}

const isFact = (node: object): node is Fact => 'value' in node && 'unit' in node;
