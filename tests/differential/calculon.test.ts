import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../catalogue/src/index.ts';
import { apartBy, type Cell, compareAll, compareField } from './calculon/compare.ts';
import { FIELDS } from './calculon/fields.ts';
import { fixtureOf } from './calculon/fixture.ts';
import { productsOfLayers, theirProducts } from './calculon/flops.ts';
import { mapCase } from './calculon/mapped.ts';
import { calculonSections } from './calculon/page.ts';
import { memory } from './calculon/probes.ts';
import { FIXTURE, FIXTURE_CASES, REFERENCE, type Reference, readReference } from './calculon/reference.ts';
import { searchBeside } from './calculon/search.ts';

const fixture = readReference(FIXTURE)!;
const whole = readReference(REFERENCE);

const worded = ({ field, mapped, ours, corrected, theirs }: Cell): string =>
  `${mapped.recorded.id}, ${field.name}: ours ${ours}, after known differences ${corrected}, Calculon ${theirs}`;

function holds(reference: Reference): void {
  const cells = compareAll(reference);

  it.each(reference.cases.filter((c) => c.status === 'ok').map((c) => c.id))(
    '%s: every quantity agrees to 0.5 percent or its difference is known',
    (id) => {
      const own = cells.filter((c) => c.mapped.recorded.id === id);
      expect(own.length).toBeGreaterThan(7);
      expect(own.filter((c) => c.verdict === 'apart').map(worded)).toEqual([]);
    },
  );

  it('compares every field somewhere', () => {
    expect(FIELDS.map((f) => f.name).filter((name) => !cells.some((c) => c.field.name === name))).toEqual([]);
  });

  it('needs every known difference', () => {
    const used = new Set(cells.flatMap((c) => c.used.map((d) => d.id)));
    expect([...new Set(FIELDS.flatMap((f) => f.differences.map((d) => d.id)))].filter((id) => !used.has(id))).toEqual(
      [],
    );
  });

  it('holds two thirds of all cells with no explanation', () => {
    expect(cells.filter((c) => c.verdict === 'agrees').length / cells.length).toBeGreaterThan(2 / 3);
  });
}

describe('against recorded results of Calculon, committed cases', () => {
  holds(fixture);

  it('has the cases it says', () => expect(fixture.cases.map((c) => c.id)).toEqual(FIXTURE_CASES));

  it('sees an error of one percent in every field', () => {
    const cells = compareAll(fixture);
    for (const field of FIELDS) {
      const cell = cells.find((c) => c.field.name === field.name && c.theirs !== 0)!;
      const wrong = { ...field, theirs: () => 1.01 * cell.theirs };
      expect(compareField(wrong, cell.mapped)!.verdict, field.name).toBe('apart');
    }
  });

  it("takes vector work from Calculon's sums as its list of layers does", () => {
    const listed = fixture.cases.filter((c) => c.stats?.layers !== undefined);
    expect(listed).toHaveLength(2);
    for (const recorded of listed) {
      const bySubtraction = theirProducts(mapCase(fixture, recorded));
      const byLayer = productsOfLayers(recorded.stats!.layers!);
      for (const part of ['forward', 'inputGradient', 'weightGradient'] as const) {
        expect(Math.abs(apartBy(bySubtraction[part], byLayer[part]))).toBeLessThan(1e-12);
      }
    }
  });

  it('refuses for memory what Calculon refused for memory', () => {
    const m = mapCase(fixture, fixture.cases.find((c) => c.status === 'rejected')!);
    const parts = memory(m);
    const total = Object.values(parts).reduce((a, b) => a + b, 0);
    expect(total).toBeGreaterThan(80 * 2 ** 30);
    // Calculon needs 896.962 GiB, of which its working space and gradient buffers of one block are the difference.
    expect(total / 2 ** 30).toBeGreaterThan(0.8 * 896.962);
    expect(total / 2 ** 30).toBeLessThan(1.2 * 896.962);
  });
});

describe.skipIf(whole === null)(`against all 91 cases of ${REFERENCE}`, () => {
  it('has 91 cases of which one was refused', () => {
    expect(whole!.cases).toHaveLength(91);
    expect(whole!.cases.filter((c) => c.status === 'rejected')).toHaveLength(1);
  });

  if (whole !== null) holds(whole);

  it('finds, where it may use what Calculon models, an optimum no slower than any of the ten that Calculon keeps', () => {
    const { theirs, ours } = searchBeside(whole!, readCatalogue())!;
    expect(theirs).toHaveLength(10);
    expect(theirs.some(({ fits }) => fits)).toBe(true);
    for (const { seconds, fits } of theirs) if (fits) expect(ours.seconds).toBeLessThanOrEqual(seconds);
  });

  it('is what the committed cases and docs/calculon.md were written from: node cli/bin/run.mjs docs/calculon.ts', () => {
    expect(readFileSync(FIXTURE, 'utf8')).toBe(fixtureOf(whole!));
    expect(readFileSync('docs/calculon.md', 'utf8')).toContain(calculonSections(whole!));
  });
});
