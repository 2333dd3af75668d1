import type { CarbonReport } from '@ridgepoint/engine/report';
import type { Ranged } from '@ridgepoint/engine/training';
import { formatCount } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';

import { columns } from '../serving/columns.ts';
import { wrap } from '../wrap.ts';
import { barRows } from './bar-rows.ts';
import { studyPage } from './page.ts';

/** The answer of `estimate carbon` in a terminal. */
export function carbonPage(report: CarbonReport, face: Face): string {
  const words = face.messages.carbon;
  const print = printer(face);
  const { figures, question, grid } = report;
  const ranged = (of: Ranged) => withRange(of, face);
  return studyPage(
    {
      verdict: [
        words.verdict({
          total: ranged(figures.total),
          energy: ranged(figures.energy),
          operational: ranged(figures.operational),
          embodied: ranged(figures.embodied),
        }),
      ],
      told: figures.sitePower ? [words.power({ power: ranged(figures.sitePower) })] : [],
      question: [
        words.question({
          hours: print.amount(question.hours.value, 'GPU-h'),
          machine:
            question.accelerators === null
              ? question.chipName
              : `${formatCount(question.accelerators)} × ${question.chipName}`,
          ...(question.wall && { wall: print.amount(question.wall.value, 's') }),
          ...(question.modelName !== null && { model: question.modelName }),
          grid: gridWords(report, face),
        }),
        words.whose[question.power]({ watts: ranged(figures.wattsPerAccelerator) }),
        ...(grid.between ? [words.between(clock(grid.between))] : []),
      ],
      blocks: [layerBars(report, face), elsewhereBars(report, face), hourColumns(report, face)],
      sections: [[face.messages.study.means, yardsticks(report, face)]],
      assumed: report.assumed,
    },
    face,
  );
}

/** Three digits, and the range where there is one. */
function withRange(of: Ranged, face: Face): string {
  const options = { style: 'short', digits: 3 } as const;
  const print = printer(face);
  return of.high > of.low ? print.range(of, options) : print.amount(of.value, of.unit, options);
}

const nameOf = (of: { readonly name: string; readonly nameZh: string }, face: Face): string =>
  face.locale === 'en' ? of.name : of.nameZh;

function gridWords({ grid, figures }: CarbonReport, face: Face): string {
  const words = face.messages.carbon;
  const intensity = printer(face).amount(figures.intensity, 'kgCO2e/kWh');
  return grid.id === null
    ? words.statedGrid({ intensity })
    : words.onGrid({ grid: nameOf(grid, face), intensity, date: grid.date ?? '' });
}

function layerBars({ layers }: CarbonReport, face: Face): string[] {
  const words = face.messages.carbon;
  const print = printer(face);
  const rows = layers
    .filter(({ joules }) => joules > 0)
    .map(({ key, joules, share }) => ({
      label: words.layers[key],
      value: joules,
      text: `${print.percent(share)}  ${print.amount(joules, 'J')}`,
    }));
  return rows.length > 1 ? barRows(words.layersTitle, rows, face) : [];
}

function elsewhereBars({ elsewhere }: CarbonReport, face: Face): string[] {
  const print = printer(face);
  const rows = elsewhere.map((row) => ({
    label: nameOf(row, face),
    value: row.operational,
    text: `${print.amount(row.intensity, 'kgCO2e/kWh')}  ${print.amount(row.operational, 'kgCO2e')}`,
    marked: row.here,
  }));
  return barRows(face.messages.carbon.elsewhereTitle, rows, face);
}

const HOURS_WIDE = 2;
/** Below a hundred-thousandth a share of a country's power says nothing. */
const LEAST_SHARE = 1e-5;

/** The day of a grid as columns, two characters an hour, and the stretch that a batch would wait for. */
function hourColumns({ grid }: CarbonReport, face: Face): string[] {
  const { hourly, cleanest } = grid;
  if (!hourly || !cleanest) return [];
  const words = face.messages.carbon;
  const ink = inkOf(face.colour);
  const print = printer(face);
  const grams = (kilograms: number) => print.amount(kilograms * 1000, '1', { digits: 3 });
  const most = Math.max(...hourly);
  const drawn = hourly.flatMap((value) => Array<number>(HOURS_WIDE).fill(value));
  const scale = Array.from({ length: 5 }, (_, i) => String(i * 6).padEnd(6 * HOURS_WIDE)).join('');
  return [
    ink.strong(words.hoursTitle({ grid: nameOf(grid, face), date: grid.hoursDate ?? '' })),
    `${columns(drawn, most)}  ${grams(Math.min(...hourly))}–${grams(most)}`,
    ink.quiet(scale.trimEnd()),
    ...wrap(
      words.cleanest({
        ...clock(cleanest),
        intensity: print.amount(cleanest.intensity, 'kgCO2e/kWh'),
        saved: print.percent(cleanest.saved),
      }),
      face.width - 4,
    ).map(ink.cool),
  ];
}

const clock = ({ from, to }: { readonly from: number; readonly to: number }) => ({
  from: `${from}:00`,
  to: `${to}:00`,
});

function yardsticks({ yardsticks: y, grid }: CarbonReport, face: Face): string[] {
  const words = face.messages.carbon.yardsticks;
  const print = printer(face);
  return [
    ...(y.trains === null ? [] : [words.trains({ trains: print.amount(y.trains, '1', { digits: 2 }) })]),
    words.trainDays({ days: print.amount(y.trainDays * 86_400, 's', { digits: 2 }) }),
    words.homes({ homes: print.amount(y.homeYears, '1', { digits: 2 }) }),
    ...(y.gridShare === null || y.gridShare < LEAST_SHARE
      ? []
      : [words.share({ share: print.amount(y.gridShare * 100, '%', { digits: 2 }), grid: nameOf(grid, face) })]),
  ];
}
