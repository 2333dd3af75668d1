import * as Plot from '@observablehq/plot';
import { displayWidth } from '@ridgepoint/engine/units';
import type { Speaker } from '@ridgepoint/engine/wording';
import { axisText } from './axis-text.ts';
import { endLabels } from './end-labels.ts';
import { extentOf } from './extent.ts';
import { legendOf } from './legend.ts';
import { HALF_BAR, MOST_BOXES, manyBoxes } from './many-boxes.ts';
import type { Axis, Box, ChartSpec, Dot, Label, Mark, Tone } from './spec.ts';

/** Pixels: a letter of the chart's type size, a row of words, what stands around the drawing. */
const LETTER = 6.4;
const ROW = 26;
/** A row whose words stand above its bar. */
const ROW_ABOVE = 43;
/** Of a narrow picture, what words beside bars may take. */
const MOST_WORDS = 0.2;
/** The line of an axis' title, and what parts it from a legend. */
const TITLE = 14;
const LEAD = 5;
/** From one word along an axis to the next. */
const APART = 8;
const EDGE = { top: 26, right: 14, bottom: 42, left: 12 };
/** Narrower than this there is no room beside a line for its name. */
const WIDE = 520;
const MOST_HEIGHT = 340;
const MOST_STOPS = 40;
/** From this share of the width on a word hangs to the left of its place. */
const NEAR_END = 0.9;

/** The picture as SVG, so many pixels wide. Colours are the page's own variables, so that a theme changes without drawing again. */
export function drawChart(spec: ChartSpec, width: number, speaker: Speaker): SVGSVGElement {
  const x = extentOf(spec, 'x');
  const y = extentOf(spec, 'y');
  const ys = axisText(spec.y, y, 5, speaker);
  const wide = width >= WIDE;
  const words = longest(ys.ticks.map(({ text }) => text));
  // Long words beside bars would leave a narrow picture nothing to draw in: they stand above them.
  const above = spec.y.words !== undefined && !wide && words > width * MOST_WORDS;
  const row = above ? ROW_ABOVE : ROW;
  const marginLeft = EDGE.left + (above ? 0 : words);
  const named = spec.marks.flatMap((mark) =>
    mark.kind === 'line' && mark.label ? [{ tone: mark.tone, text: mark.label }] : [],
  );
  const names = named.map(({ text }) => text);
  const beside = wide && names.length > 0;
  // Where there is no room at their ends, lines are named by their colours.
  const byColour = !wide && names.length > 1 && new Set(named.map(({ tone }) => tone)).size === names.length;
  const entries = [...(spec.legend ?? []), ...(byColour ? named : [])];
  const marginRight = EDGE.right + (beside ? Math.min(longest(names), width * 0.24) : 0);
  const legend = entries.length > 0 ? legendOf(entries, width) : null;
  // Below the axis' title, which stands at the very top.
  const below = legend && ys.title ? TITLE : 0;
  const lifted = legend ? legend.height + (below && LEAD) : 0;
  const marginTop = EDGE.top + lifted;
  const height =
    lifted +
    (spec.height ??
      (spec.y.words
        ? EDGE.top + EDGE.bottom + spec.y.words.length * row
        : Math.round(Math.min(MOST_HEIGHT, Math.max(230, width * 0.5)))));
  const inner = width - marginLeft - marginRight;
  const insets = spec.y.words ? besideBars(spec.marks, x, inner) : { insetLeft: 0, insetRight: 0 };
  const xs = fitting(spec.x, x, { width, drawn: inner - insets.insetLeft - insets.insetRight }, speaker);
  const halfBar = (HALF_BAR * ROW) / row;
  const frame = { width, height, marginTop, marginRight, marginBottom: EDGE.bottom, marginLeft };
  const place = (value: number) => heightOf(spec.y, y, frame)(value);
  const svg = Plot.plot({
    ...frame,
    className: 'drawn',
    x: { ...scaleOf(spec.x, x), ...insets },
    y: {
      axis: null,
      ...(spec.y.words ? ({ type: 'linear', domain: [spec.y.words.length - 0.5, -0.5] } as const) : scaleOf(spec.y, y)),
    },
    color: { type: 'identity' },
    marks: [
      spec.y.words
        ? null
        : Plot.gridY(
            ys.ticks.map(({ at }) => at),
            { stroke: colour('line'), strokeOpacity: 0.7 },
          ),
      spec.y.words
        ? Plot.gridX(
            xs.ticks.map(({ at }) => at),
            { stroke: colour('line'), strokeOpacity: 0.7 },
          )
        : null,
      ...spec.marks.filter(isBehind).flatMap((mark) => markOf(mark, x, halfBar)),
      Plot.axisX(
        xs.ticks.map(({ at }) => at),
        {
          text: xs.ticks.map(({ text }) => text),
          tickSize: 4,
          label: xs.title,
          labelArrow: 'none',
          labelAnchor: 'right',
          labelOffset: 36,
          color: colour('quiet'),
        },
      ),
      spec.y.words ? null : Plot.ruleX([x[0]], { stroke: colour('quiet'), strokeOpacity: 0 }),
      above
        ? null
        : Plot.axisY(
            ys.ticks.map(({ at }) => at),
            {
              text: ys.ticks.map(({ text }) => text),
              tickSize: 0,
              label: ys.title,
              labelArrow: 'none',
              labelAnchor: 'top',
              labelOffset: marginLeft - 2,
              color: colour('quiet'),
            },
          ),
      Plot.ruleY([spec.y.words ? spec.y.words.length - 0.5 : y[0]], { stroke: colour('quiet') }),
      ...spec.marks.filter((mark) => !isBehind(mark)).flatMap((mark) => markOf(mark, x, halfBar)),
      above ? wordsAbove(ys.ticks, row) : null,
      ...endLabels(byColour ? [] : spec.marks, { beside, place, room: [marginTop, height - EDGE.bottom] }).map(
        ({ x: at, y: to, text, tone, dy }) =>
          Plot.text([0], {
            x: [at],
            y: [to],
            text: [cut(text, beside ? width * 0.24 : width * 0.5)],
            textAnchor: beside ? 'start' : 'end',
            dx: beside ? 6 : -2,
            dy,
            ...letters(tone),
          }),
      ),
    ],
  }) as SVGSVGElement;
  // The page's policy allows no style of an element's own; what it would say stands in chart.css.
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const name of ['font-family', 'font-size', 'aria-label']) svg.removeAttribute(name);
  // The figure's own sentence speaks for all of it.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  svg.dataset.top = `${marginTop}px`;
  svg.dataset.from = `${marginLeft + insets.insetLeft}px`;
  svg.dataset.to = `${width - marginRight - insets.insetRight}px`;
  if (legend) {
    legend.drawn.setAttribute('transform', `translate(0,${below})`);
    svg.append(legend.drawn);
  }
  const links = svg.querySelectorAll('a');
  for (const link of links) {
    link.setAttribute('rel', 'noreferrer noopener');
    link.setAttribute('aria-label', link.querySelector('title')?.textContent ?? '');
    // Nobody goes through thousands by keyboard: rows beside the picture hold the same links.
    if (links.length > MOST_STOPS) link.setAttribute('tabindex', '-1');
  }
  return svg;
}

const PAPER = 'var(--paper)';
const colour = (tone: Tone): string => `var(--${tone})`;
const letters = (tone: Tone) => ({ fill: colour(tone), stroke: PAPER, strokeWidth: 4 });
const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth)) * LETTER;
const cut = (text: string, pixels: number): string =>
  longest([text]) <= pixels ? text : `${text.slice(0, Math.max(3, Math.floor(pixels / LETTER) - 1))}…`;

const scaleOf = ({ log }: Axis, domain: readonly [number, number]) =>
  ({ type: log ? 'log' : 'linear', domain: [...domain] }) as const;

/** Places along the x axis, as many as their words have room. */
function fitting(
  axis: Axis,
  extent: readonly [number, number],
  { width, drawn }: { readonly width: number; readonly drawn: number },
  speaker: Speaker,
) {
  const at = (value: number) => shareOf(axis, extent)(value) * drawn;
  for (let count = Math.max(2, Math.round(width / 110)); ; count--) {
    const text = axisText(axis, extent, count, speaker);
    const clear = text.ticks.every((tick, i) => {
      const next = text.ticks[i + 1];
      return !next || at(next.at) - at(tick.at) >= (longest([tick.text]) + longest([next.text])) / 2 + APART;
    });
    if (clear || count === 1) return text;
  }
}

/** Words of rows at the left, each above its bar. */
const wordsAbove = (rows: readonly { readonly at: number; readonly text: string }[], row: number) =>
  Plot.text([...rows], {
    y: ({ at }: { readonly at: number }) => at,
    text: ({ text }: { readonly text: string }) => text,
    frameAnchor: 'left',
    textAnchor: 'start',
    dx: -EDGE.left,
    dy: 6 - row / 2,
    ...letters('quiet'),
  });

/** Pixels that a drawing gives way on both sides, so that texts beside bars stay inside. */
function besideBars(marks: readonly Mark[], [low, high]: readonly [number, number], inner: number) {
  const texts = marks.flatMap((mark) => (mark.kind === 'texts' ? mark.texts : []));
  const share = (x: number) => (x - low) / (high - low || 1);
  let [insetLeft, insetRight] = [0, 0];
  const need = (anchor: 'start' | 'end', drawn: number) =>
    Math.max(
      0,
      ...texts
        .filter((text) => text.anchor === anchor)
        .map(({ x, text }) => longest([text]) + 10 - (anchor === 'end' ? share(x) : 1 - share(x)) * drawn),
    );
  // What is beside the end of a bar gives way itself as the drawing shrinks.
  for (let i = 0; i < 20; i++) {
    const drawn = inner - insetLeft - insetRight;
    [insetLeft, insetRight] = [need('end', drawn), need('start', drawn)];
    const most = (inner * 0.72) / (insetLeft + insetRight);
    if (most < 1) [insetLeft, insetRight] = [insetLeft * most, insetRight * most];
  }
  return { insetLeft, insetRight };
}

/** Stretches and areas lie beneath the axes. */
const isBehind = ({ kind }: Mark): boolean => kind === 'band' || kind === 'area' || kind === 'boxes';

/** How far along an axis a value lies, as its scale will put it. */
const shareOf =
  ({ log }: Axis, [low, high]: readonly [number, number]) =>
  (value: number): number =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low || 1);

/** The pixel of a height. */
function heightOf(
  axis: Axis,
  extent: readonly [number, number],
  {
    height,
    marginTop,
    marginBottom,
  }: { readonly height: number; readonly marginTop: number; readonly marginBottom: number },
) {
  const share = shareOf(axis, extent);
  return (value: number) => marginTop + (1 - share(value)) * (height - marginTop - marginBottom);
}

function markOf(mark: Mark, x: readonly [number, number], halfBar: number): Plot.Markish[] {
  switch (mark.kind) {
    case 'line':
      return [
        Plot.line([...mark.points], {
          x: ([x]: readonly [number, number | null]) => x,
          y: ([, y]: readonly [number, number | null]) => y ?? Number.NaN,
          stroke: colour(mark.tone),
          strokeWidth: mark.thin ? 1 : 1.9,
          strokeLinecap: 'round',
          strokeLinejoin: 'round',
          ...(mark.dashed && { strokeDasharray: '5 4', strokeLinecap: 'butt' as const }),
        }),
      ];
    case 'area':
      return [
        Plot.areaY([...mark.points], {
          x: ([x]: readonly number[]) => x!,
          y1: ([, low]: readonly number[]) => low!,
          y2: ([, , high]: readonly number[]) => high!,
          fill: colour(mark.tone),
          fillOpacity: 0.18,
        }),
      ];
    case 'band': {
      const ends = mark.along === 'x' ? { x1: [mark.from], x2: [mark.to] } : { y1: [mark.from], y2: [mark.to] };
      return [Plot.rect([0], { ...ends, fill: colour(mark.tone), fillOpacity: 0.1 })];
    }
    case 'rule':
      return ruleOf(mark, x);
    case 'boxes':
      if (mark.boxes.length > MOST_BOXES) return [manyBoxes(mark.boxes, halfBar)];
      return [
        Plot.rect([...mark.boxes], {
          x1: ({ x }: Box) => x[0],
          x2: ({ x }: Box) => x[1],
          y1: ({ y }: Box) => (typeof y === 'number' ? y - halfBar : y[0]),
          y2: ({ y }: Box) => (typeof y === 'number' ? y + halfBar : y[1]),
          fill: ({ tone }: Box) => colour(tone),
          title: ({ title }: Box) => title ?? null,
          inset: 0,
          ...(mark.apart && { insetRight: 0.5 }),
          ...(!mark.apart && { shapeRendering: 'crispEdges' }),
        }),
      ];
    case 'dots':
      return dotsOf(mark.dots);
    case 'ranges': {
      const along = mark.along === 'x' ? Plot.ruleY : Plot.ruleX;
      const [low, high, at] = mark.along === 'x' ? ['x1', 'x2', 'y'] : ['y1', 'y2', 'x'];
      const of = (key: 'low' | 'high' | 'at') => mark.ranges.map((range) => range[key]);
      const channels = { [low!]: of('low'), [high!]: of('high'), [at!]: of('at') };
      return [along([...mark.ranges], { ...channels, stroke: colour(mark.tone), strokeWidth: 1.4 })];
    }
    default:
      return [...textsOf(mark.texts)];
  }
}

function ruleOf(
  { along, at, tone, dashed, label }: Mark & { kind: 'rule' },
  [low, high]: readonly [number, number],
): Plot.Markish[] {
  const look = { stroke: colour(tone), strokeWidth: 1.2, ...(dashed && { strokeDasharray: '2 3' }) };
  const rule = along === 'x' ? Plot.ruleX([at], look) : Plot.ruleY([at], look);
  if (!label) return [rule];
  const text =
    along === 'x'
      ? Plot.text([0], {
          x: [at],
          frameAnchor: 'top',
          text: [label],
          dy: -10,
          // What stands at the end stays inside.
          textAnchor: at > low + (high - low) * NEAR_END ? 'end' : 'middle',
          ...letters(tone),
        })
      : Plot.text([0], { y: [at], frameAnchor: 'right', text: [label], dy: -8, textAnchor: 'end', ...letters(tone) });
  return [rule, text];
}

function dotsOf(dots: readonly Dot[]): Plot.Markish[] {
  const names = dots.filter(({ label }) => label);
  const shapes = new Set(dots.map(({ shape = 'circle' }) => shape));
  const of = (shape: NonNullable<Dot['shape']>) =>
    Plot.dot(
      dots.filter((dot) => (dot.shape ?? 'circle') === shape),
      {
        x: ({ x }: Dot) => x,
        y: ({ y }: Dot) => y,
        r: { value: ({ radius }: Dot) => radius ?? 3.5, scale: null },
        symbol: shape,
        fill: ({ tone, hollow }: Dot) => (hollow ? PAPER : colour(tone)),
        stroke: ({ tone }: Dot) => colour(tone),
        strokeWidth: 1.4,
        title: ({ title, label }: Dot) => title ?? label ?? null,
        href: ({ href }: Dot) => href ?? null,
        target: '_blank',
      },
    );
  return [
    ...[...shapes].map(of),
    Plot.text([...names], {
      x: ({ x }: Dot) => x,
      y: ({ y }: Dot) => y,
      text: ({ label }: Dot) => label!,
      dy: -11,
      fill: ({ tone }: Dot) => colour(tone),
      stroke: PAPER,
      strokeWidth: 4,
    }),
  ];
}

function textsOf(texts: readonly Label[]): Plot.Markish[] {
  return (['start', 'middle', 'end'] as const).flatMap((anchor) => {
    const own = texts.filter((text) => (text.anchor ?? 'middle') === anchor);
    if (own.length === 0) return [];
    return [
      Plot.text(own, {
        x: ({ x }: Label) => x,
        y: ({ y }: Label) => y,
        text: ({ text }: Label) => text,
        fill: ({ tone }: Label) => colour(tone),
        stroke: PAPER,
        strokeWidth: 4,
        // What names a field of a map is read over colours, and stands apart from what is written beside things.
        ...(anchor === 'middle' && { fontWeight: 600, fontSize: 13, strokeWidth: 5 }),
        textAnchor: anchor,
        dx: anchor === 'start' ? 6 : anchor === 'end' ? -6 : 0,
      }),
    ];
  });
}
