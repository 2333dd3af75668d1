import { speaker } from '../state/settings.ts';

interface Track {
  readonly from: number;
  readonly to: number;
  /** Places in an octave. */
  readonly steps: number;
}

/** Numbers whose size is the question; all are dragged by octaves, for halves and doubles are what one thinks in. */
const TRACKS: Readonly<Record<string, Track>> = {
  gpus: { from: 1, to: 131_072, steps: 1 },
  tokens: { from: 1e9, to: 1.28e14, steps: 8 },
  sequence: { from: 512, to: 1_048_576, steps: 1 },
  rate: { from: 0.0625, to: 1024, steps: 4 },
  input: { from: 16, to: 131_072, steps: 2 },
  output: { from: 16, to: 32_768, steps: 2 },
};

const SUFFIXES: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
];

export const slides = (flag: string): boolean => Object.hasOwn(TRACKS, flag);

interface Props {
  readonly flag: string;
  readonly value: string;
  readonly label: string;
  readonly onSay: (text: string) => void;
}

export function Slider({ flag, value, label, onSay }: Props) {
  const { from, to, steps } = TRACKS[flag]!;
  const last = Math.round(Math.log2(to / from) * steps);
  const now = numberOf(value);
  const at = now === null ? 0 : Math.min(last, Math.max(0, Math.round(Math.log2(now / from) * steps)));
  return (
    <input
      type="range"
      min={0}
      max={last}
      value={at}
      aria-label={label}
      aria-valuetext={value}
      lang={speaker.value.locale}
      onInput={(event) => onSay(written(flag, from * 2 ** (Number(event.currentTarget.value) / steps)))}
    />
  );
}

/** "15.6T", "16,384", "12/s"; null for what only the engine can read. */
function numberOf(text: string): number | null {
  const [, digits = '', suffix = ''] = /^\s*([\d.,]+)\s*([kKMBGT]?)(?:\/s)?\s*$/.exec(text) ?? [];
  if (digits === '') return null;
  const factor = { '': 1, k: 1e3, K: 1e3, M: 1e6, B: 1e9, G: 1e9, T: 1e12 }[suffix] ?? 1;
  const number = Number(digits.replaceAll(',', '')) * factor;
  return number > 0 ? number : null;
}

function written(flag: string, number: number): string {
  if (flag === 'rate') return `${Number(number.toPrecision(3))}/s`;
  if (flag !== 'tokens') return String(Math.round(number));
  const [factor, suffix] = SUFFIXES.find(([size]) => number >= size) ?? [1, ''];
  return `${Number((number / factor).toPrecision(3))}${suffix}`;
}
