import { formatRange } from '@ridgepoint/engine/units';
import { nameOf, type Speaker, sourceWords } from '@ridgepoint/engine/wording';
import type { ChartSource } from '../charts/spec.ts';
import type { Citations } from '../engine/protocol.ts';

/** Of what an answer says that it assumed: only what bears a source. */
interface Stated {
  readonly key: string;
  readonly value: number | string;
  readonly low?: number;
  readonly high?: number;
  readonly unit?: string;
  readonly source?: string;
  readonly date?: string;
  readonly age?: { readonly date: string } | null;
}

/** What an answer says of its sources itself. */
interface Named {
  readonly assumed?: readonly Stated[];
  readonly sources?: readonly ChartSource[];
}

/** Everything that is cited behind an answer: the leaves of its reasons, then what it assumed, each once. */
export function sourcesOf({ facts, sources }: Citations, answer: unknown, said: Speaker): readonly ChartSource[] {
  const { assumed = [], sources: own = [] } = (answer ?? {}) as Named;
  const lines = [
    ...facts.map(({ name, ...fact }) => ({ ...fact, key: name })),
    ...assumed.map(({ age, ...line }) => ({ ...line, ...(age && { date: age.date }) })),
  ];
  const found = new Map<string, ChartSource>();
  for (const line of lines) {
    if (!line.source || line.source === 'sum') continue;
    const says = `${wordOf(line.key, said)} ${amountOf(line, said)}`;
    const [, source = '', at] = /^(.*?)(?:, (\d{4}[\d-]*))?$/s.exec(line.source) ?? [];
    const known = sources.find(({ id }) => id === source);
    const date = line.date ?? at ?? known?.date;
    const url = known?.url ?? /https?:\/\/[^\s)\]]+/.exec(source)?.[0].replace(/[,.;]+$/, '');
    const title = known?.title ?? sourceWords(source, said);
    found.set(`${says} ${source}`, { title, says, ...(date && { date }), ...(url && { url }) });
  }
  return [
    ...own.map(({ title, date, url }) => ({ title, ...(date && { date }), ...(url && { url }) })),
    ...found.values(),
  ];
}

function wordOf(key: string, { messages }: Speaker): string {
  const { face, own, measures } = messages;
  const words = { ...measures.inputs, ...own.inputs, ...face.assumed } as Readonly<Record<string, string>>;
  return Object.hasOwn(words, key) ? words[key]! : nameOf(messages, key);
}

function amountOf({ value, low, high, unit }: Stated, { locale }: Speaker): string {
  if (typeof value === 'string') return value;
  // One seller's price has no range.
  const ends = low === high ? [undefined, undefined] : [low, high];
  return formatRange(value, ends[0], ends[1], unit ?? '1', { locale, binary: unit === 'B' });
}
