import { mainFormat, type RooflineChip, type RooflineOperator, type RooflineReport } from '@ridgepoint/engine/report';
import { operatorName, printer, rooflineVerdict, type Speaker } from '@ridgepoint/engine/wording';
import type { ChartSpec, Dot, Mark, Tone } from '../charts/index.ts';

const TONES: readonly Tone[] = ['cool', 'warm', 'ink', 'cool-2', 'warm-2', 'quiet'];

/** The colour of a chip, by its place. */
export const toneOf = (place: number): Tone => TONES[place % TONES.length]!;

/** Roofs of every chip in ratios, their ridge points, operators at the roof and where measured kernels put them. */
export function roofline(report: RooflineReport, speaker: Speaker): ChartSpec {
  const { chips } = report;
  const { roofline: words } = speaker.messages;
  const print = printer(speaker);
  const rate = (value: number) => print.amount(value, 'FLOP/s', { style: 'short' });
  const drawn = chips.flatMap(({ operators }) => operators).filter(({ intensity }) => intensity > 0);
  const least = Math.min(1, ...drawn.map(({ intensity }) => intensity)) / 1.6;
  const ridges = chips.flatMap((chip) => formatsOf(chip).map((dtype) => ridgeOf(chip, dtype).ridge.value));
  const most = Math.max(3 * Math.max(...ridges), 1.6 * Math.max(...drawn.map(({ intensity }) => intensity)));
  const lines = chips.flatMap((chip, i) =>
    formatsOf(chip).map((dtype, place): Mark => {
      const { peak, bandwidth } = roofOf(chip, dtype);
      return {
        kind: 'line',
        tone: toneOf(i),
        points: [
          [least, least * bandwidth],
          [peak / bandwidth, peak],
          [most, peak],
        ],
        ...(place > 0 && { dashed: true, thin: true }),
        label: `${formatsOf(chip).length > 1 ? words.roofs({ chip: chip.short, dtype }) : chip.short} ◆ ${print.amount(peak / bandwidth, '1')}`,
      };
    }),
  );
  const diamonds = chips.flatMap((chip, i) =>
    formatsOf(chip).map((dtype): Dot => {
      const { peak, bandwidth } = roofOf(chip, dtype);
      const ridge = print.amount(peak / bandwidth, 'FLOP/B');
      return {
        tone: toneOf(i),
        x: peak / bandwidth,
        y: peak,
        shape: 'diamond',
        radius: 6,
        title: words.ridgeAt({ chip: chip.short, dtype, ridge }),
      };
    }),
  );
  const lowest = Math.min(...chips.map(({ levels }) => levels[0]!.value));
  const names = [...clusterNames(chips[0]!, speaker)].map(([{ intensity, attainable }, text]) => ({
    tone: 'quiet' as const,
    x: intensity,
    // Beneath every dot, crosses included.
    y: 0.4 * Math.min(attainable, intensity * lowest),
    text,
    anchor: 'start' as const,
  }));
  const operators = chips.flatMap(({ short, operators: own }, i) =>
    own
      .filter(({ intensity }) => intensity > 0)
      .map(
        (one): Dot => ({
          tone: toneOf(i),
          x: one.intensity,
          y: one.attainable,
          hollow: one.bound === 'memory',
          title: words.dot({
            operator: operatorName(one, speaker),
            chip: short,
            intensity: print.amount(one.intensity, 'FLOP/B'),
            rate: rate(one.attainable),
          }),
        }),
      ),
  );
  const measured = chips.flatMap(({ short, operators: own }, i) =>
    own.flatMap((one): Dot[] =>
      one.predicted && one.flops > 0
        ? [
            {
              tone: toneOf(i),
              x: one.intensity,
              y: one.flops / one.predicted.seconds,
              shape: 'cross',
              radius: 2.5,
              title: words.measured({
                operator: operatorName(one, speaker),
                chip: short,
                rate: rate(one.flops / one.predicted.seconds),
              }),
            },
          ]
        : [],
    ),
  );
  return {
    id: 'roofline',
    title: words.pictureTitle,
    sentence: rooflineVerdict(report, speaker).join(' '),
    x: { label: words.axisX, unit: 'FLOP/B', log: true, domain: [least, most] },
    y: { label: words.axisY, unit: 'FLOP/s', log: true },
    marks: [
      ...lines,
      { kind: 'dots', dots: [...measured, ...operators] },
      { kind: 'dots', dots: diamonds },
      { kind: 'texts', texts: names },
    ],
    note: words.pictureNote,
    warnings: [],
    height: 420,
    sources: chips.flatMap(({ datasheet }) =>
      datasheet
        .filter(({ path }) => path.startsWith('peak.') || path.endsWith('bandwidth'))
        .map(({ title, url, date, path }) => ({ title, url, date, says: path })),
    ),
    table: {
      columns: [
        { key: 'chip', label: words.chip },
        { key: 'operator', label: words.operator },
        { key: 'intensity', label: 'FLOP/B', unit: 'FLOP/B' },
        { key: 'ridge', label: words.ridge, unit: 'FLOP/B' },
        { key: 'attainable', label: words.roofTime, unit: 'FLOP/s' },
        { key: 'predicted', label: words.predicted, unit: 'FLOP/s' },
      ],
      rows: chips.flatMap(({ short, operators: own }) =>
        own.map((one) => [
          short,
          operatorName(one, speaker),
          one.intensity,
          one.ridge,
          one.attainable,
          one.predicted ? one.flops / one.predicted.seconds : null,
        ]),
      ),
    },
  };
}

/** Operators nearer than this in intensity share a name in the picture. */
const NEAR = 1.3;

/** Names for the dots of a chip, one for each group of operators that lie together: the largest of it, and how many more. */
function clusterNames({ operators }: RooflineChip, speaker: Speaker): ReadonlyMap<RooflineOperator, string> {
  const sorted = operators.filter(({ flops }) => flops > 0).toSorted((a, b) => a.intensity - b.intensity);
  const groups: RooflineOperator[][] = [];
  for (const one of sorted) {
    const last = groups.at(-1);
    if (last && one.intensity / last[0]!.intensity < NEAR) last.push(one);
    else groups.push([one]);
  }
  return new Map(
    groups.map((group) => {
      const largest = group.reduce((most, one) => (one.flops > most.flops ? one : most));
      const name = operatorName(largest, speaker);
      return [largest, group.length > 1 ? `${name} +${group.length - 1}` : name];
    }),
  );
}

/** Formats that operators run in on a chip, the main one first. */
function formatsOf(chip: RooflineChip): string[] {
  const used = chip.operators.filter(({ flops }) => flops > 0).map(({ dtype }) => dtype);
  return [...new Set([mainFormat(chip), ...used])].filter((dtype) => chip.peaks.some((peak) => peak.dtype === dtype));
}

const roofOf = ({ peaks, levels }: RooflineChip, dtype: string) => ({
  peak: peaks.find((peak) => peak.dtype === dtype)!.value,
  bandwidth: levels[0]!.value,
});

const ridgeOf = ({ ridges }: RooflineChip, dtype: string) =>
  ridges.find((one) => one.dtype === dtype && one.level === 'memory')!;
