import type { Axis, Box, ChartSpec, Label } from '../charts/index.ts';

/** An input, from where to where it is moved, and where the flip goes with it; null where it is gone. */
export interface TornadoRow {
  readonly name: string;
  readonly low: string;
  readonly high: string;
  readonly atLow: number | null;
  readonly atHigh: number | null;
  /** Known, and moved only to see what hangs on it. */
  readonly whatIf?: boolean;
}

interface Tornado {
  readonly id: string;
  readonly title: string;
  readonly axis: Axis & { readonly domain: readonly [number, number] };
  readonly at: number;
  readonly atText: string;
  readonly gone: string;
  readonly rows: readonly TornadoRow[];
  readonly words: {
    readonly input: string;
    readonly low: string;
    readonly high: string;
    readonly atLow: string;
    readonly atHigh: string;
  };
  readonly note?: string;
}

/** Room for the inputs' own values beside the bars, as a share of what the bars cover. */
const BESIDE = 0.04;

/** What a flip hangs on, most first: a bar from where it goes with the input at its low end to where it goes at its high end. */
export function tornado({ id, title, axis, at, atText, gone, rows, words, note }: Tornado): ChartSpec {
  const domain = zoomed(axis, at, rows);
  const inside = (value: number) => Math.min(domain[1], Math.max(domain[0], value));
  const end = axis.domain[1];
  const ends = rows.map(({ atLow, atHigh }) => ({ low: inside(atLow ?? end), high: inside(atHigh ?? end) }));
  const boxes = rows.flatMap(({ name, low, high, atLow, atHigh, whatIf }, y): Box[] => {
    const of = (to: number, tone: Box['tone'], said: string): Box => ({
      x: [Math.min(at, to), Math.max(at, to)],
      y,
      tone: whatIf ? 'idle' : tone,
      title: `${name} ${said}`,
    });
    return [
      of(ends[y]!.low, 'cool-2', atLow === null ? `${low}: ${gone}` : low),
      of(ends[y]!.high, 'warm-2', atHigh === null ? `${high}: ${gone}` : high),
    ];
  });
  const texts = rows.flatMap(({ low, high, atLow, atHigh }, y): Label[] => {
    const { low: a, high: b } = ends[y]!;
    const said = (text: string, to: number | null) => (to === null ? `${text} → ${gone}` : text);
    // Both ends on one side of the flip: they would lie on each other, so one text tells both.
    if ((a - at) * (b - at) > 0 || a === b)
      return [
        {
          x: Math.abs(a - at) > Math.abs(b - at) ? a : b,
          y,
          text: `${said(low, atLow)} · ${said(high, atHigh)}`,
          tone: 'quiet',
          anchor: Math.max(a, b) > at ? 'start' : 'end',
        },
      ];
    const left = a <= b;
    return [
      { x: a, y, text: said(low, atLow), tone: 'quiet', anchor: left ? 'end' : 'start' },
      { x: b, y, text: said(high, atHigh), tone: 'quiet', anchor: left ? 'start' : 'end' },
    ];
  });
  return {
    id,
    title,
    sentence: rows.map(({ name, low, high }) => `${name}: ${low} – ${high}`).join('; '),
    x: { ...axis, domain },
    y: { label: '', unit: '', words: rows.map(({ name, whatIf }) => (whatIf ? `${name} *` : name)) },
    marks: [
      { kind: 'boxes', boxes },
      { kind: 'rule', along: 'x', at, tone: 'ink', label: atText },
      { kind: 'texts', texts },
    ],
    ...(note && { note }),
    warnings: [],
    table: {
      columns: [
        { key: 'input', label: words.input },
        { key: 'low', label: words.low },
        { key: 'high', label: words.high },
        column('at_low', words.atLow, axis),
        column('at_high', words.atHigh, axis),
      ],
      rows: rows.map(({ name, low, high, atLow, atHigh }) => [name, low, high, atLow, atHigh]),
    },
  };
}

const column = (key: string, label: string, { unit, share, money }: Axis) => ({
  key,
  label,
  unit,
  ...(share && { share }),
  ...(money && { money }),
});

/** The axis where the bars are, with room for what stands beside them. */
function zoomed(
  { log, domain: [low, high] }: Tornado['axis'],
  at: number,
  rows: readonly TornadoRow[],
): readonly [number, number] {
  const all = [at, ...rows.flatMap(({ atLow, atHigh }) => [atLow ?? high, atHigh ?? high])];
  const [from, to] = [Math.max(low, Math.min(...all)), Math.min(high, Math.max(...all))];
  if (log) {
    const room = Math.max((to / from) ** BESIDE, 1.05);
    return [from / room, to * room];
  }
  const room = Math.max((to - from) * BESIDE, (high - low) * 0.02);
  return [from - room, to + room];
}
