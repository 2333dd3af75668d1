import { displayWidth } from '@ridgepoint/engine/units';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '../../../catalogue/src/index.ts';
import { messagesFor } from '../../../engine/src/messages/index.ts';
import { modelsParams } from '../../../engine/src/operations/models-params.ts';
import { trafficPresets } from '../../../engine/src/operations/traffic/traffic-presets.ts';
import { readInput } from '../../../engine/src/operations.ts';
import { rowLines } from './row-lines.ts';
import { tablePage } from './table.ts';

describe('a row of a table', () => {
  it('goes on beneath where a cell is wider than its column, and cuts nothing', () => {
    const cells = [
      { text: '集群', width: 6 },
      { text: '512 x NVIDIA H100 SXM5 80GB (NVIDIA DGX H100)', width: 28 },
      { text: '  2.97 USD/h of one', width: 12 },
      { text: '7', width: 3, align: 'right' as const },
    ];
    const lines = rowLines(cells, '  ');
    expect(lines).toEqual([
      '集群    512 x NVIDIA H100 SXM5 80GB     2.97 USD/h    7',
      '        (NVIDIA DGX H100)               of one',
    ]);
  });

  it.each(['en', 'zh-CN'] as const)('of every model tells its tower in 80 columns, in %s', (locale) => {
    const table = modelsParams.run({ catalogue: readCatalogue() }, readInput(modelsParams.input, {}));
    const messages = messagesFor(locale);
    const page = tablePage(table, { locale, messages, width: 80, colour: false } as never);
    expect(page).toContain(messages.face.columns.vision);
    expect(Math.max(...page.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
  });

  it.each(['en', 'zh-CN'] as const)('of every application stands whole in 80 columns, in %s', (locale) => {
    const table = trafficPresets.run({} as never, readInput(trafficPresets.input, {}));
    const messages = messagesFor(locale);
    const page = tablePage(table, { locale, messages, width: 80, colour: false } as never);
    expect(page).not.toContain('…');
    expect(Math.max(...page.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
    for (const [, figure] of table.rows) expect(messages.traffic.figures).toHaveProperty(String(figure));
    expect(page).not.toContain('tasksPerDay');
  });
});
