import type { Speaker } from '@ridgepoint/engine/wording';
import type { ChartSource } from '../charts/spec.ts';
import { save } from './file.ts';
import { type OpenReason, reasonsOf } from './report-reasons.ts';
import { REPORT_STYLE } from './report-style.ts';

interface Wanted {
  /** The answer as it stands on the page. */
  readonly article: Element;
  /** Of the file, without its ending. */
  readonly name: string;
  /** What was asked: the page's own question, the same for a terminal, and as a file. */
  readonly title: string;
  readonly command: string;
  readonly yaml: string | null;
  readonly sources: readonly ChartSource[];
  /** Why the number at a path is what it is. */
  readonly why: OpenReason;
  /** ISO date of the day it is saved. */
  readonly today: string;
}

/** What of an answer is for whoever can click. */
const NOT_PRINTED =
  '.take, .tools, .progress, .solve > p:first-child, .solve .plain, .took, .reasons, .refused:empty, input[type=range], dialog';
/** A file from the page runs nothing, fetches nothing, and says so itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The answer as one file of HTML: what was asked, what came out, why, and from where. Opens anywhere, prints as it is. */
export async function saveReport(wanted: Wanted, said: Speaker): Promise<void> {
  const text = await reportOf(wanted, said);
  save(`${wanted.name}.html`, new Blob([text], { type: 'text/html;charset=utf-8' }));
}

async function reportOf(wanted: Wanted, { locale, messages }: Speaker): Promise<string> {
  const { article, title, command, yaml, sources, why, today } = wanted;
  const { take } = messages;
  const page = document.implementation.createHTMLDocument(`Ridgepoint: ${title}`);
  const el = (name: string, inner: readonly (Node | string)[] = [], look: Readonly<Record<string, string>> = {}) => {
    const made = page.createElement(name);
    for (const [key, value] of Object.entries(look)) made.setAttribute(key, value);
    made.append(...inner);
    return made;
  };
  page.documentElement.lang = locale;
  page.head.prepend(
    el('meta', [], { charset: 'utf-8' }),
    el('meta', [], { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    el('meta', [], { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    el('meta', [], { name: 'color-scheme', content: 'light dark' }),
  );
  const link = el('a', [take.link], { href: location.href });
  page.body.append(
    el('main', [
      el('header', [el('p', [`Ridgepoint · ${today} · `, link], { class: 'quiet' }), el('h1', [title])]),
      printed(article, page),
      ...(await reasonsOf(article, { why, el, locale, messages })),
      ...(sources.length === 0 ? [] : [el('h2', [take.sources]), sourceTable(sources)]),
      el('h2', [take.asked]),
      el('pre', [el('code', [command])]),
      ...(yaml === null ? [] : [el('pre', [el('code', [yaml])])]),
      el('footer', [take.made], { class: 'quiet' }),
    ]),
  );
  // As text: the page's own policy lets no style into an element, not even of a document that is only written.
  const style = `<style>\n${await pageStyle()}${REPORT_STYLE}</style></head>`;
  return `<!doctype html>\n${page.documentElement.outerHTML.replace('</head>', () => style)}\n`;

  function sourceTable(rows: readonly ChartSource[]): HTMLElement {
    const head = [take.says, take.source, take.date].map((word) => el('th', [word], { scope: 'col' }));
    const body = rows.map(({ title: of, says = '', date = '', url }) =>
      el('tr', [
        el('td', [says]),
        el('td', [url ? el('a', [of], { href: url, rel: 'noreferrer' }) : of]),
        el('td', [date]),
      ]),
    );
    return el('table', [el('thead', [el('tr', head)]), el('tbody', body)], { class: 'sources' });
  }
}

/** A copy without what can only be clicked; buttons that hold words become words. */
function printed(article: Element, page: Document): Element {
  const copy = page.importNode(article, true);
  for (const part of copy.querySelectorAll(NOT_PRINTED)) part.remove();
  for (const name of ['aria-live', 'aria-busy', 'class']) copy.removeAttribute(name);
  for (const button of copy.querySelectorAll('button')) {
    const plain = page.createElement('div');
    plain.className = 'figure';
    plain.append(...button.childNodes);
    button.replaceWith(plain);
  }
  for (const field of copy.querySelectorAll('input')) field.replaceWith(field.value || field.placeholder);
  for (const part of copy.querySelectorAll('[tabindex]')) part.removeAttribute('tabindex');
  for (const part of copy.querySelectorAll('details')) part.open = true;
  for (const picture of copy.querySelectorAll('[role=img][aria-labelledby]')) {
    for (const name of ['aria-labelledby', 'aria-describedby']) picture.removeAttribute(name);
    picture.setAttribute('aria-label', picture.closest('figure')?.querySelector('figcaption')?.textContent ?? '');
  }
  for (const part of copy.querySelectorAll('[id]')) part.removeAttribute('id');
  return copy;
}

/**
 * The page's own rules, so that pictures and numbers look alike: as they were written, for what a browser gives back of a rule
 * leaves out shorthands that hold variables.
 */
async function pageStyle(): Promise<string> {
  const sheets = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
  const texts = await Promise.all(sheets.map(async ({ href }) => (await fetch(href)).text()));
  return texts.join('\n').replace(/@charset[^;]*;|\/\*[^*]*\*\//g, '');
}
