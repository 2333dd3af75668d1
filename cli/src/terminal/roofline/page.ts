import type { RooflineChip, RooflineReport } from '@ridgepoint/engine/report';
import { cutDisplay, displayWidth, padDisplay } from '@ridgepoint/engine/units';
import {
  operatorName,
  printer,
  rooflineFlips,
  rooflineRoom,
  rooflineStands,
  rooflineVerdict,
} from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { studyPage } from '../study/page.ts';
import { wrap } from '../wrap.ts';
import { letterOf, rooflinePicture } from './picture.ts';

/** What binds and from where, the roofs with operators on them, every operator with what bounds it, ridge points, sources. */
export function rooflinePage(report: RooflineReport, face: Face): string {
  const { roofline: words } = face.messages;
  const [verdict, ...told] = rooflineVerdict(report, face);
  const { chips } = report;
  const numbered = chips.map(({ chipName }, i) => (chips.length > 1 ? `${i + 1} ${chipName}` : chipName)).join(' · ');
  const flips = rooflineFlips(report, face);
  return studyPage(
    {
      verdict: [verdict!],
      warm: chips.every(({ whole }) => whole.bound === 'memory'),
      told: [...told, ...rooflineRoom(report, face), ...rooflineStands(report, face)],
      question: [words.picture({ chips: numbered })],
      blocks: [
        rooflinePicture(report, face),
        ...chips.map((chip, i) => operatorLines(chip, chips.length > 1 ? `${i + 1} ${chip.short}` : chip.short, face)),
        [...wrap(words.gradeNote, face.width - 4).map(inkOf(face.colour).quiet)],
        ridgeLines(report, face),
      ],
      sections: [
        ...(flips.length > 0 ? [[words.flipsTitle, flips] as const] : []),
        [words.datasheet, chips.map((chip) => `${chip.short}${face.locale === 'en' ? ': ' : '：'}${sourcesOf(chip)}`)],
      ],
      assumed: report.assumed,
    },
    face,
  );
}

/** A line an operator: its letter, intensity, what bounds it, share of the peak, seconds at the roof and predicted, from where compute binds. */
function operatorLines(chip: RooflineChip, title: string, face: Face): string[] {
  const ink = inkOf(face.colour);
  const { roofline: words } = face.messages;
  const print = printer(face);
  const time = (seconds: number) => print.amount(seconds, 's', { style: 'short', digits: 3 });
  const rows = chip.operators.map((one, place) => [
    one.flops > 0 ? letterOf(place) : '',
    operatorName(one, face),
    one.flops > 0 ? print.amount(one.intensity, '1', { digits: 2 }) : '–',
    words.sides[one.bound],
    one.flops > 0 ? print.percent(one.share) : '–',
    time(one.seconds),
    one.predicted ? time(one.predicted.seconds) + (one.predicted.grade === 'family' ? ' *' : '') : '–',
    one.from === null ? '–' : print.count(one.from),
  ]);
  const shown = [
    ['', title, 'FLOP/B', words.boundBy, words.share, words.roofTime, words.predicted, words.crosses],
    ...rows,
  ];
  const widths = shown[0]!.map((_, i) => Math.max(...shown.map((row) => displayWidth(row[i]!))));
  const others = widths.reduce((sum, width, i) => sum + (i === 1 ? 0 : width + 2), 0);
  widths[1] = Math.min(widths[1]!, face.width - 4 - others);
  return shown.map((row, at) => {
    const line = row
      .map((text, i) => padDisplay(cutDisplay(text, widths[i]!), widths[i]!, i < 2 || i === 3 ? 'left' : 'right'))
      .join('  ')
      .trimEnd();
    if (at === 0) return ink.strong(line);
    return chip.operators[at - 1]!.bound === 'compute' ? ink.cool(line) : line;
  });
}

/** A line a format of each chip: its peak, and the ridge of each level. */
function ridgeLines({ chips }: RooflineReport, face: Face): string[] {
  const ink = inkOf(face.colour);
  const { roofline: words } = face.messages;
  const print = printer(face);
  const levels = ['memory', 'link', 'host'] as const;
  const rows = chips.flatMap((chip) =>
    chip.peaks
      .filter(({ dtype }) => SHOWN.has(dtype))
      .map(({ dtype, value }, i) => [
        i === 0 ? cutDisplay(chip.short, 16) : '',
        dtype,
        print.amount(value, 'FLOP/s', { style: 'short' }),
        ...levels.map((level) => {
          const found = chip.ridges.find((one) => one.dtype === dtype && one.level === level);
          if (!found) return '–';
          const { ridge } = found;
          return level === 'memory'
            ? print.range({ ...ridge, unit: '1' }, { digits: 3 })
            : print.amount(ridge.value, '1');
        }),
      ]),
  );
  const head = [words.chip, words.format, words.peak, ...levels.map((level) => words.levels[level])];
  const shown = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...shown.map((row) => displayWidth(row[i]!))));
  return [
    ...wrap(words.ridgesTitle, face.width - 4).map(ink.strong),
    ...shown.map((row, at) => {
      const line = row
        .map((text, i) => padDisplay(text, widths[i]!, i < 2 ? 'left' : 'right'))
        .join('  ')
        .trimEnd();
      return at === 0 ? ink.quiet(line) : line;
    }),
  ];
}

/** Of the many formats those that networks are multiplied in. */
const SHOWN: ReadonlySet<string> = new Set(['bf16', 'fp16', 'fp8', 'fp4', 'nvfp4', 'int8']);

/** Where a chip's peaks and bandwidths are printed, each once. */
const sourcesOf = ({ peaks, levels }: RooflineChip): string =>
  [...new Set([...peaks, ...levels].map(({ source, date }) => `${source} ${date}`))].join(', ');
