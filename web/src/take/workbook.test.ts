import { en } from '@ridgepoint/engine/messages/en';
import { csvOf } from '@ridgepoint/engine/report';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { HOSTILE_CELLS } from '../../../tests/hostile-cells.ts';
import { workbookOf } from './workbook.ts';

const around = { title: '=1', sentence: '', notes: [], warnings: ['@w'], sources: [{ title: '+s' }], link: '-l' };
const said = { locale: 'en', messages: en } as const;

const partsOf = async (...tables: Parameters<typeof workbookOf>[0]) => {
  const parts = unzipSync(new Uint8Array(await (await workbookOf(tables, around, said)).arrayBuffer()));
  return (name: string) => strFromU8(parts[name]!);
};

describe('a workbook', () => {
  it(`holds ${HOSTILE_CELLS.length} hostile cells as text, as the CSV does, and no formula`, async () => {
    const rows = HOSTILE_CELLS.map((cell) => [cell, 1.5, null]);
    const table = { name: 'a/b:c?*[1]', columns: [{ key: 'a' }, { key: '=b', unit: 's' }, { key: 'c' }], rows };
    const part = await partsOf(table);
    const sheet = part('xl/worksheets/sheet1.xml');
    expect(sheet + part('xl/worksheets/sheet2.xml')).not.toMatch(/<f[ >]/);
    expect(sheet.match(/<v>1\.5<\/v>/g)).toHaveLength(HOSTILE_CELLS.length);
    const texts = [...part('xl/sharedStrings.xml').matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text!);
    expect(texts.length).toBeGreaterThan(HOSTILE_CELLS.length / 2);
    const led = texts.filter((text) => /^['&a-zA-Z]/.test(text));
    expect(texts.filter((text) => !led.includes(text))).toEqual([]);
    expect(texts.filter((text) => /^&(?!apos;)/.test(text))).toEqual([]);
    const csv = csvOf(table);
    for (const cell of HOSTILE_CELLS) expect(csv).toContain(`'${cell.replaceAll('\0', '').replaceAll('"', '""')}`);
  });

  it('names its sheets so that Excel opens them, and says sources and warnings on the last', async () => {
    const part = await partsOf({ name: `${'x'.repeat(40)}/`, columns: [{ key: 'a', unit: 'GB/s' }], rows: [] });
    const names = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual(['x'.repeat(31), 'Sources']);
    const texts = part('xl/sharedStrings.xml');
    for (const text of ['a [GB/s]', "'@w", "'+s", "'-l"])
      expect(texts.replaceAll('&apos;', "'")).toContain(`>${text}<`);
  });
});
