import { csvOf, type Table } from '@ridgepoint/engine/report';
import { comma, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSource, ChartSpec } from '../charts/spec.ts';
import { chartRows } from './chart-rows.ts';
import { csvFile, jsonFile, save } from './file.ts';
import { pngOf } from './png.ts';
import { stillOf, svgText } from './still.ts';
import type { Surroundings } from './surroundings.ts';
import { workbookOf } from './workbook.ts';

export type PictureKind = 'png' | 'svg' | 'csv' | 'xlsx' | 'json';

interface Wanted {
  readonly spec: ChartSpec;
  readonly svg: SVGSVGElement | null;
  readonly kind: PictureKind;
  /** Of the answer that the picture belongs to; the picture's own come first. */
  readonly sources: readonly ChartSource[];
}

/** More sources than these a caption cannot hold: it says how many more there are. */
const NAMED = 3;

/** A picture, or the rows behind it, as a file. */
export async function savePicture({ spec, svg, kind, sources: more }: Wanted, said: Speaker): Promise<void> {
  const sources = [...(spec.sources ?? []), ...more];
  const around: Surroundings = {
    title: spec.title,
    sentence: spec.sentence,
    notes: spec.note ? [spec.note] : [],
    warnings: spec.warnings,
    sources,
    link: location.href,
  };
  save(`ridgepoint-${spec.id}.${kind}`, await contentOf({ spec, svg, kind, around }, said));
}

interface Content extends Pick<Wanted, 'spec' | 'svg' | 'kind'> {
  readonly around: Surroundings;
}

async function contentOf({ spec, svg, kind, around }: Content, said: Speaker): Promise<Blob> {
  const rows = chartRows(spec, said.messages.take.warning);
  if (kind === 'csv') return csvFile(csvOf(rows));
  if (kind === 'xlsx') return workbookOf([rows], around, said);
  if (kind === 'json') return jsonFile(jsonOf(spec, rows, around));
  if (!svg) throw new Error('the picture is not drawn yet');
  const { title, warnings, notes } = around;
  const still = stillOf(svg, { title, warnings, notes: [...notes, ...sourceLine(around.sources, said)] });
  return kind === 'png' ? pngOf(still) : new Blob([svgText(still)], { type: 'image/svg+xml' });
}

/** The picture as data: what is drawn, its rows as in the CSV, and where they come from. */
function jsonOf(spec: ChartSpec, table: Table, { sources, link }: Surroundings): object {
  return { format: 'ridgepoint-chart-1', ...spec, table, sources, link };
}

function sourceLine(sources: readonly ChartSource[], said: Speaker): readonly string[] {
  const named = [...new Set(sources.map(({ title, date }) => (date ? `${title} (${date})` : title)))];
  if (named.length === 0) return [];
  const { take } = said.messages;
  const list = named.slice(0, NAMED).join(comma(said));
  return [take.sourceLine({ list, more: Math.max(0, named.length - NAMED) })];
}
