import { messagesFor } from '@ridgepoint/engine/messages';
import type { BarId, JudgedBar } from '@ridgepoint/engine/trust';

const words = messagesFor('en').bars;
const AREAS = ['training', 'kernels', 'intervals', 'serving'] as const;

/** What accuracy has to reach, line by line: the figure of this run of the scorer, reached or not. */
export function barSection(bars: readonly JudgedBar[]): string {
  const judged = bars.filter(({ reached }) => reached !== null);
  const reached = judged.filter((bar) => bar.reached).length;
  return [
    `${words.count({ reached: String(reached), judged: String(judged.length) })} ${words.legend}`,
    [
      `| | ${words.bar} | ${words.wanted} | ${words.figure} | ${words.of} | ${words.within} | | ${words.where} |`,
      '| --- | --- | ---: | ---: | ---: | ---: | --- | --- |',
      ...AREAS.flatMap((area) => bars.filter((bar) => bar.area === area).map(line)),
    ].join('\n'),
  ].join('\n\n');
}

function line(bar: JudgedBar): string {
  const { area, id, figure, of, within, where } = bar;
  const cells = [
    words.areas[area],
    words.names[id as BarId],
    wantedOf(bar),
    shown(figure, bar.unit),
    of === 0 ? '-' : String(of),
    within === null ? '' : String(within),
    verdict(bar),
    where ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

const verdict = ({ reached }: JudgedBar): string =>
  reached === null ? '-' : reached ? words.reached : `**${words.missed}**`;

function wantedOf({ at_least: least, at_most: most, unit }: JudgedBar): string {
  if (least !== null && most !== null) return `${shown(least, unit)} to ${shown(most, unit)}`;
  if (most !== null) return most === 0 ? shown(0, unit) : `<= ${shown(most, unit)}`;
  return least === null ? '-' : `>= ${shown(least, unit)}`;
}

function shown(value: number | null, unit: JudgedBar['unit']): string {
  if (value === null) return '-';
  return unit === 'share' ? `${(100 * value).toFixed(1)} %` : unit === 'rank' ? value.toFixed(2) : String(value);
}
