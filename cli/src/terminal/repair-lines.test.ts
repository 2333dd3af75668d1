import { messagesFor } from '@ridgepoint/engine/messages';
import { expect, it } from 'vitest';
import { repairLines } from './repair-lines.ts';

it('says of which lines, or of which entries, rows were left out', () => {
  const said = (locale: 'en' | 'zh-CN', more: object) =>
    repairLines([{ rule: 'bad-dropped', rows: 7, first: [3, 4], ...more }], {
      locale,
      messages: messagesFor(locale),
      width: 120,
      colour: false,
    }).join(' ');
  expect(said('en', {})).toContain('(first: lines 3, 4, …)');
  expect(said('en', { entries: true })).toContain('(first: entries 3, 4, …)');
  expect(said('zh-CN', {})).toContain('（首先出现于第 3, 4, … 行）');
});
