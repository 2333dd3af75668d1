import * as z from 'zod';
import type { Table } from '../../report/index.ts';
import { PRESET_IDS, PRESETS, SOURCES, type SourceId } from '../../serving/index.ts';
import { operation } from '../operation.ts';
import { choice } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { presetFigures } from './preset-figures.ts';

const input = later(() => z.strictObject({ preset: choice(PRESET_IDS, { flag: 'preset' }).optional() }));

/** Applications and every number they are made of, with its source or as an assumption. */
export const trafficPresets = operation<z.output<typeof input>, Table>({
  name: 'traffic-presets',
  command: ['traffic', 'presets'],
  sentence: 'trafficPresets',
  input,
  output: 'table',
  run: (_, { preset }) => ({
    name: 'presets',
    columns: [
      { key: 'preset' },
      { key: 'figure' },
      { key: 'value' },
      { key: 'unit' },
      { key: 'source' },
      { key: 'note', gives: 2 },
      { key: 'url', gives: 3 },
    ],
    rows: (preset === undefined ? PRESET_IDS : [preset]).flatMap((id) =>
      presetFigures(PRESETS[id]).map(({ name, value, unit, from, note }) => [
        id,
        name,
        Number(value.toPrecision(6)),
        unit,
        from,
        note ?? null,
        Object.hasOwn(SOURCES, from) ? SOURCES[from as SourceId].url : null,
      ]),
    ),
  }),
});
