import type { ServeReport } from './serve-report.ts';
import type { Table } from './table.ts';

type Line = [
  section: string,
  name: string,
  value: number | string | null,
  low: number | null,
  high: number | null,
  unit: string,
];

/** Every number of an answer about a deployment as one long table. */
export function serveTable(report: ServeReport): Table {
  const { load, ...question } = report.question;
  const { tower } = report;
  const rows: Line[] = [
    ['verdict', 'outcome', report.outcome, null, null, ''],
    ...plain('question', question),
    ...plain('load', load),
    ...plain('load.pictures', load.pictures ?? {}),
    ...figures('figures', report.figures ?? {}),
    ...(tower
      ? [
          ...figures('tower', { seconds: tower.seconds }),
          ...amounts('tower', { flop: [tower.flop, 'FLOP'], bytes: [tower.bytes, 'B'] }),
        ]
      : []),
    ...report.step.map((part): Line => ['step', part.key, part.value, null, null, 's']),
    ['memory', 'total', report.memory.total, null, null, 'B'],
    ...report.memory.parts.map((part): Line => ['memory', part.key, part.value, null, null, 'B']),
    ...figures('memory', { kvTokens: report.memory.kvTokens, blocks: report.memory.blocks }),
    ...plain('binds', report.binds ?? {}),
    ...report.promises.flatMap(({ quantity, percentile, limit, mean }): Line[] => [
      ['promise', `${quantity}.p${Number((100 * percentile).toFixed(2))}.limit`, limit, null, null, 's'],
      ['promise', `${quantity}.mean`, mean.value, mean.low, mean.high, 's'],
    ]),
    ...report.assertions.map(
      (a): Line => ['assert', `${a.key} ${a.comparison} ${a.limit}`, a.value, null, null, a.unit],
    ),
    ...report.assumed.map((a): Line => ['assumed', a.key, a.value, a.low ?? null, a.high ?? null, a.unit ?? '']),
  ];
  const columns = ['section', 'name', 'value', 'low', 'high', 'unit'].map((key) => ({ key }));
  return { name: 'serve', columns, rows };
}

const amounts = (section: string, values: Readonly<Record<string, readonly [number, string]>>): Line[] =>
  Object.entries(values).map(([name, [value, unit]]): Line => [section, name, value, null, null, unit]);

const plain = (section: string, values: object): Line[] =>
  Object.entries(values).flatMap(([name, value]): Line[] =>
    typeof value === 'number' || typeof value === 'string' ? [[section, name, value, null, null, '']] : [],
  );

/** Numbers with their ranges, groups entered. */
function figures(section: string, values: object): Line[] {
  return Object.entries(values).flatMap(([name, value]): Line[] => {
    if (typeof value === 'number') return [[section, name, value, null, null, '']];
    if (value === null || typeof value !== 'object') return [];
    if ('value' in value && 'unit' in value) {
      const { value: amount, low, high, unit } = value as { value: number; low: number; high: number; unit: string };
      return [[section, name, amount, low, high, unit]];
    }
    return figures(`${section}.${name}`, value);
  });
}
