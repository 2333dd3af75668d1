import type { ClientLengths, ClientProfile, ClientWindow } from '../client-profile.ts';
import { type Histogram, histogramOf } from '../generators/lengths.ts';
import { numberIn, type Place, quoted, TraceError } from '../trace-error.ts';
import type { DocumentReader, Reading } from './reader.ts';

/** Windows are ten minutes long; the last one of a client has no next that would say so. */
const WINDOW = 600;
const INPUTS = ['input_tokens', 'text_tokens', 'image_tokens', 'audio_tokens', 'video_tokens'];

/**
 * ServeGen's client profiles (arXiv 2505.09999, github.com/alibaba/ServeGen), one client a line: `trace` = rows of [time s, requests/s, CV of
 * gaps, Gamma or Weibull, two parameters], `[time, 0]` = idle; `dataset` = by time of beginning, histograms of token counts written as
 * `{45: 0.01, ...}`. Text, image, audio and video tokens of a multimodal prompt add up: the histogram of text moved by the others' means.
 */
export const servegen: DocumentReader = {
  format: 'servegen',
  key: 'trace',
  patterns: [['client'], ['trace', '#'], ['dataset', '*', '*']],
  open(to) {
    const profiles: ClientProfile[] = [];
    let now = empty();
    const close = () => {
      if (now.rows.length > 0) profiles.push(profileOf(now, profiles.length, to));
      now = empty();
    };
    return {
      piece(which, value, path) {
        const place = { entry: profiles.length + 1 };
        if (which === 0) {
          // A client's number is the first thing of its line.
          if (now.rows.length > 0) close();
          now.client = numberIn(value, 'client', place);
        } else if (which === 1) now.rows.push(windowOf(value, place));
        else {
          const part = now.lengths.get(path[1]!) ?? new Map<string, Histogram>();
          part.set(path[2]!, histogramIn(value, path[2]!, place));
          now.lengths.set(path[1]!, part);
        }
      },
      end() {
        close();
        to.profiles = profiles;
      },
    };
  },
};

const empty = () => ({
  client: 0,
  rows: [] as Omit<ClientWindow, 'to'>[],
  lengths: new Map<string, Map<string, Histogram>>(),
});

function windowOf(value: unknown, place: Place): Omit<ClientWindow, 'to'> {
  if (!Array.isArray(value))
    throw new TraceError({ code: 'not-a-number', ...place, column: 'trace', value: quoted(value) });
  const from = numberIn(value[0], 'trace', place);
  const perSecond = numberIn(value[1], 'trace', place);
  const cv = value.length > 2 && perSecond > 0 ? numberIn(value[2], 'trace', place) : 1;
  for (const number of [from, perSecond, cv])
    if (number < 0) throw new TraceError({ code: 'negative', ...place, column: 'trace', value: String(number) });
  return { from, perSecond, cv, gaps: /weibull/i.test(String(value[3])) ? 'weibull' : 'gamma' };
}

/** A Python dictionary of numbers as text, or the same as JSON. */
function histogramIn(value: unknown, column: string, place: Place): Histogram {
  const text = typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
  const pairs: [number, number][] = [];
  for (const found of text.matchAll(/([\d.eE+-]+)\s*:\s*([\d.eE+-]+)/g)) {
    const pair: [number, number] = [numberIn(found[1], column, place), numberIn(found[2], column, place)];
    if (pair[0] < 0 || pair[1] < 0)
      throw new TraceError({ code: 'negative', ...place, column, value: found[0].slice(0, 60) });
    pairs.push(pair);
  }
  if (pairs.every(([, weight]) => weight === 0)) throw new TraceError({ code: 'missing-value', ...place, column });
  return histogramOf(pairs);
}

function profileOf({ client, rows, lengths }: ReturnType<typeof empty>, at: number, to: Reading): ClientProfile {
  const inOrder = [...rows].sort((a, b) => a.from - b.from);
  const windows = inOrder.map((row, i) => ({ ...row, to: inOrder[i + 1]?.from ?? row.from + WINDOW }));
  const parts: ClientLengths[] = [];
  for (const [from, part] of lengths) {
    const inputs = INPUTS.map((name) => part.get(name)).filter((histogram) => histogram !== undefined);
    const output = part.get('output_tokens');
    if (inputs.length === 0 || !output) continue;
    parts.push({ from: numberIn(from, 'dataset', { entry: at + 1 }), input: together(inputs), output });
  }
  if (parts.length === 0) to.builder.repair('clients-left-out', { entry: at + 1 });
  return { client, windows, lengths: parts.sort((a, b) => a.from - b.from) };
}

function together([first, ...others]: readonly Histogram[]): Histogram {
  const more = others.reduce((sum, { mean }) => sum + mean, 0);
  return more === 0
    ? first!
    : histogramOf([...first!.values].map((value, i) => [Math.round(value + more), first!.weights[i]!]));
}
