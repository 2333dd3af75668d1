import { en } from '@ridgepoint/engine/messages/en';
import { expect, it } from 'vitest';
import { sourcesOf } from './sources.ts';

it('names a publication by its title, date and address, each number once, assumptions too', () => {
  const fact = { name: 'pue', value: 1.3, unit: '1', kind: 'fact', source: 'survey' } as const;
  const sources = [{ id: 'survey', title: 'A survey', url: 'https://x.test/s', date: '2025-07' }];
  const paper = { name: 'price', value: 2, low: 2, high: 2, unit: 'USD/h', kind: 'fact' } as const;
  const found = sourcesOf(
    {
      facts: [fact, fact, { ...paper, source: 'https://arxiv.org/abs/2412.08602', date: '2024-12' }],
      sources: sources as never,
    },
    { assumed: [{ key: 'utilisation', value: 0.5, unit: '1', source: 'survey, 2026-01' }] },
    { locale: 'en', messages: en },
  );
  expect(found.map(({ title, date, url }) => [title, date, url])).toEqual([
    ['A survey', '2025-07', 'https://x.test/s'],
    ['arXiv:2412.08602', '2024-12', 'https://arxiv.org/abs/2412.08602'],
    ['A survey', '2026-01', 'https://x.test/s'],
  ]);
  expect(found[1]!.says).toBe('rent 2 USD/h');
});
