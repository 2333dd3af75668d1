import type { Table } from './table.ts';
import type { Figures, Row, TrainReport } from './train-report.ts';

type Line = [
  section: string,
  name: string,
  value: number | string | null,
  low: number | null,
  high: number | null,
  unit: string,
];

/** Every number of an answer as one long table: for spreadsheets and for comparing two answers line by line. */
export function figuresTable(report: TrainReport): Table {
  const lines: Line[] = [
    ['verdict', 'outcome', report.outcome, null, null, ''],
    ...Object.entries(report.question).map(([name, value]): Line => ['question', name, value, null, null, '']),
    ...Object.entries(report.strategy ?? {}).flatMap(([name, value]): Line[] =>
      typeof value === 'object'
        ? []
        : [['strategy', name, typeof value === 'boolean' ? String(value) : value, null, null, '']],
    ),
    ...figureLines(report.figures),
    ...report.step.map((part): Line => ['step', part.key, part.value, null, null, 's']),
    ...(report.memory ? [['memory', 'capacity', report.memory.capacity, null, null, 'B'] as Line] : []),
    ...(report.memory
      ? [['memory', 'peak', report.memory.peak.value, report.memory.peak.low, report.memory.peak.high, 'B'] as Line]
      : []),
    ...(report.memory?.parts ?? []).map((part): Line => ['memory', part.key, part.value, null, null, 'B']),
    ...report.assumed.map((a): Line => ['assumed', a.key, a.value, a.low ?? null, a.high ?? null, a.unit ?? '']),
  ];
  return {
    name: 'figures',
    columns: [{ key: 'section' }, { key: 'name' }, { key: 'value' }, { key: 'low' }, { key: 'high' }, { key: 'unit' }],
    rows: lines,
  };
}

function figureLines(figures: Figures | null): Line[] {
  if (!figures) return [];
  const { money, ...rest } = figures;
  const all = money ? { ...rest, perUsd: money.perUsd } : rest;
  return Object.entries(all).flatMap(([name, value]): Line[] => {
    if (value === null) return [];
    if (typeof value === 'number') return [['figures', name, value, null, null, '']];
    return [['figures', name, value.value, value.low, value.high, value.unit]];
  });
}

/** The best strategy and its alternatives, a row each; degrees in their own columns. */
export function strategiesTable({ strategy, figures, memory, alternatives }: TrainReport): Table {
  const best: Row[] =
    strategy && figures && memory
      ? [{ strategy, step: figures.step, mfu: figures.mfu.value, peakMemory: memory.peak.value, ratio: 1 }]
      : [];
  return {
    name: 'strategies',
    columns: [
      ...['tp', 'pp', 'vp', 'cp', 'ep', 'dp', 'microBatch', 'zero'].map((key) => ({ key, unit: '1' })),
      { key: 'recompute' },
      { key: 'schedule' },
      { key: 'step', unit: 's' },
      { key: 'mfu', unit: '1' },
      { key: 'memory', unit: 'B' },
      { key: 'ratio', unit: '1' },
    ],
    rows: [...best, ...alternatives].map(({ strategy: s, step, mfu, peakMemory, ratio }) => [
      s.tp,
      s.pp,
      s.vp,
      s.cp,
      s.ep,
      s.dp,
      s.microBatch,
      s.zero,
      s.recompute,
      s.schedule,
      step.value,
      mfu,
      peakMemory,
      ratio,
    ]),
  };
}
