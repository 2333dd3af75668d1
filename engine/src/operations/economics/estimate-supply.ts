import * as z from 'zod';
import { impliedGrowth, shareAfter } from '../../economics/index.ts';
import type { Catalogue } from '../../facts/index.ts';
import { exactly, type StudyReport, tell } from '../../report/study.ts';
import { constantOf } from '../../training/run/index.ts';
import { refuse } from '../input-error.ts';
import { type Context, operation } from '../operation.ts';
import { quantity } from '../scenario/field.ts';
import { later } from '../scenario/later.ts';
import { whole } from '../scenario/shared-fields.ts';
import { factLine } from './cited-line.ts';

const share = (flag: string) => quantity('1', { min: 1e-6, max: 1 }, { flag });
const growth = (flag: string) => quantity('1', { min: 0, max: 100 }, { flag });

const input = later(() =>
  z.strictObject({
    from: share('from').optional(),
    to: share('to').optional(),
    growth: growth('growth').optional(),
    whole_growth: growth('whole-growth').optional(),
    years: whole('years', 50).optional(),
    start: quantity('1', { min: 1990, max: 2100, whole: true }, { flag: 'start' }).optional(),
  }),
);
type Asked = z.output<typeof input>;

/** A part of a market by its growth and that of the whole: shares year by year, what one forecast implies of the other. */
export const estimateSupply = operation<Asked, StudyReport>({
  name: 'estimate-supply',
  command: ['estimate', 'supply'],
  sentence: 'estimateSupply',
  input,
  output: 'study',
  run: (context, asked) => answer(context, asked),
});

/** Yole's forecast of July 2024, with the share that was printed beside it. */
const FORECAST = { to: 0.06, years: 6, start: 2023 };

function answer({ catalogue }: Context, asked: Asked): StudyReport {
  if (asked.to !== undefined && asked.whole_growth !== undefined)
    throw refuse('two-ways', 'to', { value: 'to, whole-growth', nearest: ['to'] });
  const from = asked.from ?? constantOf(catalogue, 'hbm-share-2023').value;
  const part = asked.growth ?? constantOf(catalogue, 'hbm-growth').value;
  const { years, start } = { ...FORECAST, ...withoutGaps(asked) };
  const to = asked.to ?? FORECAST.to;
  const whole = asked.whole_growth ?? impliedGrowth(part, from, to, years);
  const last = shareAfter(from, part, whole, years);
  const times = (1 + part) ** years;
  const seen = reported(catalogue);
  const rows = Array.from({ length: years + 1 }, (_, i) => ({
    year: start + i,
    part: (1 + part) ** i,
    whole: (1 + whole) ** i,
    share: shareAfter(from, part, whole, i),
    reported: seen.find(({ year }) => year === start + i)?.share ?? null,
  }));
  const passed = seen.find((one) => one.share >= last && one.year < start + years);
  return {
    study: 'supply',
    title: 'HBM',
    verdict: [
      tell('verdict', {
        growth: exactly(part, 'share'),
        years: exactly(years, '1'),
        times: exactly(times, '1'),
        whole: exactly(whole, 'share'),
        from: exactly(from, 'share'),
        to: exactly(last, 'share'),
      }),
    ],
    warm: passed !== undefined,
    told: passed
      ? [
          tell('passed', {
            year: String(passed.year),
            share: exactly(passed.share, 'share'),
            by: String(start + years),
          }),
        ]
      : [],
    question: [tell('question', { start: String(start), end: String(start + years) })],
    figures: [
      { key: 'part_growth', of: exactly(part, 'share') },
      { key: 'whole_growth', of: exactly(whole, 'share') },
      { key: 'times', of: exactly(times, '1') },
      ...rows.map(({ year, share: of }) => ({ key: `share.${year}`, of: exactly(of, 'share') })),
    ],
    blocks: [
      {
        kind: 'table',
        title: tell('tableTitle'),
        columns: ['year', 'part', 'whole', 'share', 'reported'],
        rows: rows.map((row) => [
          String(row.year),
          exactly(row.part, '1'),
          exactly(row.whole, '1'),
          exactly(row.share, 'share'),
          row.reported === null ? '–' : exactly(row.reported, 'share'),
        ]),
        marked: rows.flatMap(({ reported: of }, i) => (of === null ? [] : [i])),
      },
    ],
    sections: [
      {
        heading: 'arithmetic',
        lines: [
          tell('power', { growth: exactly(part, 'share'), years: exactly(years, '1'), times: exactly(times, '1') }),
          asked.whole_growth === undefined
            ? tell('implied', {
                times: exactly(times, '1'),
                ratio: exactly(to / from, '1'),
                years: exactly(years, '1'),
                whole: exactly(whole, 'share'),
              })
            : tell('after', { from: exactly(from, 'share'), to: exactly(last, 'share') }),
        ],
      },
    ],
    assumed: [
      ...(asked.growth === undefined
        ? [{ ...factLine('hbm_growth', constantOf(catalogue, 'hbm-growth')), unit: '1' }]
        : []),
      ...(asked.from === undefined
        ? [{ ...factLine('hbm_share', constantOf(catalogue, 'hbm-share-2023')), unit: '1' }]
        : []),
    ],
    money: { currency: 'USD', perUsd: 1 },
    because: null,
  };
}

const withoutGaps = <T extends object>(of: T) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Partial<T & typeof FORECAST>;

/** What was reported since, by year. */
const reported = (catalogue: Catalogue) =>
  catalogue.constants.flatMap(({ id, fact }) => {
    const year = /^hbm-share-(\d{4})$/.exec(id)?.[1];
    return year ? [{ year: Number(year), share: fact.value }] : [];
  });
