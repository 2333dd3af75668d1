import type { Because } from '@ridgepoint/engine/because';
import { formatRange } from '@ridgepoint/engine/units';
import { nameOf, type Speaker, sourceWords } from '@ridgepoint/engine/wording';

/** The reasons of a number, so many levels deep; null where they are kept no longer. */
export type OpenReason = (path: string, depth: number) => Promise<Because | null>;

type Make = (name: string, inner?: readonly (Node | string)[], look?: Readonly<Record<string, string>>) => HTMLElement;

interface With extends Speaker {
  readonly why: OpenReason;
  readonly el: Make;
}

/** Levels of reasons that a page of paper can hold; facts beneath them stand among the sources. */
const DEPTH = 3;

/** Why every number of an answer is what it is: formula by formula, down to where it comes from. */
export async function reasonsOf(article: Element, { why, el, ...said }: With): Promise<readonly HTMLElement[]> {
  const figures = [...article.querySelectorAll<HTMLElement>('[data-path]')];
  const nodes = await Promise.all(figures.map(({ dataset }) => why(dataset.path!, DEPTH)));
  const seen = new Set<string>();
  const items = nodes.flatMap((node, i) => {
    if (!node) return [];
    const label = figures[i]!.querySelector('.label')?.textContent ?? '';
    return [el('h3', [label]), el('ul', [itemOf(node, { el, seen, ...said })], { class: 'because' })];
  });
  return items.length === 0 ? [] : [el('h2', [said.messages.take.reasons]), ...items];
}

/** What was opened once is not opened again: it stands above. */
function itemOf(node: Because, like: Speaker & { readonly el: Make; readonly seen: Set<string> }): HTMLElement {
  const { messages, locale, el, seen } = like;
  const amount = formatRange(node.value, node.low, node.high, node.unit, { locale, binary: node.unit === 'B' });
  const cited =
    node.source && node.source !== 'sum' ? [sourceWords(node.source, like), node.date].filter(Boolean).join(', ') : '';
  const more = [
    node.kind === 'formula' ? '' : messages.reasons.kinds[node.kind],
    cited && `[${cited}]`,
    node.note ? messages.reasons.source(node.note) : '',
  ].filter((text) => text !== '');
  const line: (Node | string)[] = [`${nameOf(messages, node.name)} `, el('b', [amount])];
  if (node.formula && node.source !== 'sum') line.push(' ', el('code', [messages.reasons.formula(node.formula)]));
  if (more.length > 0) line.push(' ', el('span', [more.join(' ')], { class: 'quiet' }));
  const known = `${node.name} ${node.value} ${node.formula}`;
  const inner = seen.has(known) ? [] : (node.inputs ?? []);
  if (inner.length > 0) seen.add(known);
  else if (seen.has(known)) line.push(' ↑');
  return el(
    'li',
    inner.length === 0
      ? line
      : [
          ...line,
          el(
            'ul',
            inner.map((of) => itemOf(of, like)),
          ),
        ],
  );
}
