import type { TrafficFigure, TrafficReport } from '@ridgepoint/engine/report';
import type { LengthStats } from '@ridgepoint/engine/serving';
import { cutDisplay, displayWidth, formatCount, formatQuantity, padDisplay } from '@ridgepoint/engine/units';
import type { Face } from '../face.ts';
import { bar } from './bar.ts';
import { inkOf } from './ink.ts';
import { repairLines } from './repair-lines.ts';
import { phrases, wrap } from './wrap.ts';

const LEVELS = ' ▁▂▃▄▅▆▇█';
const BAR = 22;
/** A gap of chance has a CV of 1; a sample of a few hundred stays within this of it. */
const NEAR_POISSON = 0.15;

/** Traffic in a terminal: figures in words, pictures of time and lengths, what was repaired, what it was made from. */
export function trafficPage(report: TrafficReport, face: Face): string {
  const blocks = [
    headLines(report, face),
    timeLines(report, face),
    lengthLines(report, face),
    hourLines(report, face),
    repairLines(report.repairs, face),
    figureLines(report, face),
  ];
  const page = blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n'));
  return `\n${page.join('\n\n')}\n\n`;
}

/** Name of the file or of the application. */
function titleOf({ kind, name, format, seed, clients }: TrafficReport, face: Face): string {
  const words = face.messages.traffic;
  const colon = face.locale === 'en' ? ': ' : '：';
  const preset = Object.hasOwn(words.presets, name) ? words.presets[name as keyof typeof words.presets] : undefined;
  const made = preset ? preset.name + colon + preset.about : name === 'people' ? words.people : words.lengths;
  const parts = [
    kind === 'read' ? cutDisplay(name, 40) + colon + (format ? words.formats[format] : '') : made,
    ...(clients === undefined ? [] : [words.page.clients(formatCount(clients))]),
    ...(seed === undefined ? [] : [words.page.seed(String(seed))]),
  ];
  return parts.join(' · ');
}

function headLines(report: TrafficReport, face: Face): string[] {
  const { description: d, asked, concurrency, reported } = report;
  const ink = inkOf(face.colour);
  const words = face.messages.traffic.page;
  const { locale } = face;
  const time = (seconds: number) => formatQuantity(seconds, 's', { locale });
  const number = (value: number) => formatQuantity(value, '1', { locale });
  const percent = (share: number) => formatQuantity(share * 100, '%', { locale });
  const tokens = (rate: number) => formatQuantity(rate, 'token/s', { locale });
  const pieces = [
    words.span({ requests: formatCount(d.requests), time: time(d.seconds) }),
    d.rate.mean !== null && words.rate(number(d.rate.mean)),
    d.rate.mean !== null &&
      d.rate.peak !== null &&
      words.peak({ rate: number(d.rate.peak), ratio: number(d.rate.peak / d.rate.mean) }),
    d.gapCv !== null && words.gaps({ cv: number(d.gapCv < EVEN ? 0 : d.gapCv), kind: words.kinds[kindOf(d.gapCv)] }),
    d.tokensPerSecond.input !== null &&
      words.tokens({ input: tokens(d.tokensPerSecond.input), output: tokens(d.tokensPerSecond.output ?? 0) }),
    d.prefix &&
      words.prefix({
        rate: percent(d.prefix.hitRate),
        tokens: percent(d.prefix.hitTokens),
        block: String(d.prefix.blockTokens),
      }),
    d.sessions &&
      words.sessions({
        count: formatCount(d.sessions.count),
        mean: number(d.sessions.turnsMean),
        most: formatCount(d.sessions.turnsMax),
      }),
    concurrency !== undefined && words.concurrency(formatCount(concurrency)),
    ...(['ttft', 'e2e'] as const).map((what) => {
      const of = reported?.[what];
      return (
        of &&
        words.reported({
          what: what === 'ttft' ? 'TTFT' : words.e2e,
          p50: time(of.p50),
          p95: time(of.p95),
          p99: time(of.p99),
        })
      );
    }),
    asked?.peakPerSecond !== undefined &&
      words.askedPeak({ mean: number(asked.perSecond), peak: number(asked.peakPerSecond) }),
  ].filter((piece) => typeof piece === 'string');
  const title = wrap(titleOf(report, face), face.width - 4).map(ink.strong);
  return [...title, ...phrases(pieces, ' · ', face.width - 4)];
}

/** Below it gaps differ by rounding alone. */
const EVEN = 1e-6;

const kindOf = (cv: number): 'even' | 'poisson' | 'bursts' =>
  cv < 1 - NEAR_POISSON ? 'even' : cv <= 1 + NEAR_POISSON ? 'poisson' : 'bursts';

/** One row of columns as high as their numbers. */
const columns = (values: readonly (number | null)[]): string => {
  const most = values.reduce<number>((high, x) => Math.max(high, x ?? 0), 0);
  return values
    .map((x) => (x === null || most === 0 ? ' ' : LEVELS[x > 0 ? Math.max(1, Math.round((x / most) * 8)) : 0]!))
    .join('');
};

function timeLines({ description: { series, requests } }: TrafficReport, face: Face): string[] {
  if (series.counts.length < 2 || requests < 10) return [];
  const ink = inkOf(face.colour);
  const step = formatQuantity(series.seconds, 's', { locale: face.locale, style: 'short' });
  const most = formatCount(series.counts.reduce((high, n) => Math.max(high, n), 0));
  return [
    ink.quiet(face.messages.traffic.page.series(step)),
    `${ink.cool(columns(series.counts))}  ${ink.quiet(`≤ ${most}`)}`,
  ];
}

function hourLines({ description: { hours, dated } }: TrafficReport, face: Face): string[] {
  if (!hours) return [];
  const ink = inkOf(face.colour);
  const words = face.messages.traffic.page;
  // Two columns an hour.
  const drawn = columns(hours.flatMap((rate) => [rate, rate]));
  const axis = [0, 6, 12, 18].map((hour) => padDisplay(String(hour), 12)).join('');
  return [ink.quiet(dated ? words.hours : words.hoursFromStart), ink.cool(drawn), ink.quiet(axis.trimEnd())];
}

function lengthLines({ description: { input, output, requests } }: TrafficReport, face: Face): string[] {
  if (requests === 0) return [];
  const words = face.messages.traffic.page;
  const ink = inkOf(face.colour);
  const amount = (value: number) => formatQuantity(value, '1', { locale: face.locale });
  const sides = [
    { name: words.input, stats: input },
    { name: words.output, stats: output },
  ];
  const column = Math.max(8, ...[words.input, words.output, words.tokensOf].map(displayWidth)) + 2;
  const cells = (parts: readonly string[]) => parts.map((part) => padDisplay(part, 10, 'right')).join('');
  const head = padDisplay(words.tokensOf, column) + cells([words.mean, 'p50', 'p90', 'p99', words.max]);
  const rows = sides.map(
    ({ name, stats }) =>
      padDisplay(name, column) + cells([stats.mean, stats.p50, stats.p90, stats.p99, stats.max].map(amount)),
  );
  return [ink.quiet(head), ...rows, '', ink.quiet(words.lengths), ...binLines(input, output, words, face)];
}

/** Both histograms beside each other: a row for each doubling of the length. */
function binLines(
  input: LengthStats,
  output: LengthStats,
  words: { input: string; output: string },
  face: Face,
): string[] {
  const ink = inkOf(face.colour);
  const lows = [...input.bins, ...output.bins].map(({ low }) => low);
  const [from, to] = [Math.min(...lows), Math.max(...lows)];
  const scale = Math.max(...[...input.bins, ...output.bins].map(({ share }) => share));
  const shareOf = (stats: LengthStats, low: number) => stats.bins.find((bin) => bin.low === low)?.share ?? 0;
  const side = (share: number) => {
    const text = share > 0 ? formatQuantity(share * 100, '%', { locale: face.locale, digits: 2 }) : '';
    return `${ink.cool(padDisplay(bar(share / scale, BAR), BAR))} ${padDisplay(text, 7, 'right')}`;
  };
  const lines = [ink.quiet(`${' '.repeat(10)}${padDisplay(words.input, BAR + 8)}  ${words.output}`)];
  for (let low = from; low <= to; low *= 2)
    lines.push(
      `${padDisplay(formatQuantity(low, '1', { locale: face.locale }), 8, 'right')}  ${side(shareOf(input, low))}  ${side(shareOf(output, low))}`.trimEnd(),
    );
  return lines;
}

function figureLines({ figures, sources }: TrafficReport, face: Face): string[] {
  if (figures.length === 0) return [];
  const words = face.messages.traffic;
  const ink = inkOf(face.colour);
  const names = words.figures as Readonly<Record<string, string>>;
  const column = Math.max(...figures.map(({ name }) => displayWidth(names[name] ?? name))) + 2;
  const lines = figures.map((figure) => {
    const value = padDisplay(amountOf(figure, face), 13, 'right');
    const origin = originOf(figure, sources, face);
    const text = figure.note === undefined ? origin : `${origin} ${words.notes[figure.note]}`;
    return cutDisplay(`${padDisplay(names[figure.name] ?? figure.name, column)}${value}  ${text}`, face.width - 4);
  });
  const cited = sources.flatMap(({ title, url }, i) => wrap(`[${i + 1}] ${title} ${url}`, face.width - 4, 4));
  return [
    ink.quiet(words.page.made),
    ...lines,
    ...(cited.length > 0 ? ['', ink.quiet(words.page.sources), ...cited.map(ink.quiet)] : []),
  ];
}

function amountOf({ value, unit }: TrafficFigure, { locale }: Face): string {
  if (unit === 'requests/s') return `${formatQuantity(value, '1', { locale })}/s`;
  return formatQuantity(value, unit, { locale, style: 'short' });
}

function originOf({ from }: TrafficFigure, sources: TrafficReport['sources'], face: Face): string {
  const words = face.messages.traffic.from;
  if (from === 'assumption' || from === 'you') return words[from];
  return `[${sources.findIndex(({ id }) => id === from) + 1}]`;
}
