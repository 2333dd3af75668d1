import type { Place } from '@ridgepoint/engine/operations/link/address';
import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import { type ComponentType, lazy, Suspense } from 'preact/compat';
import { useEffect, useRef } from 'preact/hooks';
import { TrainPage } from './pages/train-page.tsx';
import { go, place } from './state/place.ts';
import { isWhole, locale, paint, speak, speaker, type Theme, theme } from './state/settings.ts';
import { reached } from './state/unreached.ts';
import { allWords } from './state/words.ts';
import { Unreached } from './unreached.tsx';

/** A page that is fetched when it is opened, with every sentence of the language. */
const later = (page: () => Promise<ComponentType>) =>
  lazy(async () => {
    const came = await reached('assets/', Promise.all([page(), allWords(locale.value)]));
    return { default: came?.[0] ?? (() => null) };
  });

/** Pages in the order of the bar. */
const PAGES = {
  train: TrainPage,
  serve: later(async () => (await import('./pages/serve-page.tsx')).ServePage),
  fits: later(async () => (await import('./pages/fits-page.tsx')).FitsPage),
  decide: later(async () => (await import('./pages/decide-page.tsx')).DecidePage),
  crossover: later(async () => (await import('./pages/crossover-page.tsx')).default),
  chips: later(async () => (await import('./pages/chips-page.tsx')).default),
  casebook: later(async () => (await import('./pages/casebook-page.tsx')).default),
  accuracy: later(async () => (await import('./pages/accuracy-page.tsx')).default),
  lab: later(async () => (await import('./pages/lab-page.tsx')).default),
} as const;
const NoSuchPage = later(async () => (await import('./pages/no-such-page.tsx')).noSuchPage([...NAMES, 'compare']));
const ComparePage = later(async () => (await import('./pages/compare-page.tsx')).default);
const DropZone = lazy(async () => ({ default: (await import('./drop/drop-zone.tsx')).DropZone }));
const CurrencySwitch = lazy(async () => ({ default: (await import('./form/currency-switch.tsx')).CurrencySwitch }));
const NAMES = Object.keys(PAGES) as readonly (keyof typeof PAGES)[];
/** Pages whose question names a currency. */
const HAVE_MONEY: ReadonlySet<string> = new Set(['train', 'serve', 'decide', 'crossover']);
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

export function App() {
  const asked = place.value.page;
  // Comparing is deciding: it stands behind the same word of the bar.
  const page = asked === 'compare' ? 'decide' : asked === '' ? 'train' : NAMES.find((id) => id === asked);
  const Page: ComponentType = asked === 'compare' ? ComparePage : page ? PAGES[page] : NoSuchPage;
  const { web } = speaker.value.messages;
  const bar = useRef<HTMLElement>(null);
  // A phone's bar is wider than the phone: it shows the page that is open.
  useEffect(
    () => bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    [page],
  );
  return (
    <>
      <header class="bar-top">
        <a class="mark" href="#/v1/train">
          Ridgepoint
        </a>
        <nav ref={bar} aria-label={web.main}>
          {NAMES.map((id) => (
            <a
              key={id}
              href={`#/v1/${id}`}
              aria-current={id === page ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go({ page: id, said: sameMoney(id) });
              }}
            >
              {web.pages[id]}
            </a>
          ))}
        </nav>
        <div class="settings">
          <label>
            <span class="unseen">{web.language}</span>
            <select value={locale.value} onChange={(e) => speak(e.currentTarget.value === 'zh-CN' ? 'zh-CN' : 'en')}>
              <option value="en">English</option>
              <option value="zh-CN">简体中文</option>
            </select>
          </label>
          <label>
            <span class="unseen">{web.themeName}</span>
            <select value={theme.value} onChange={(e) => paint(e.currentTarget.value as Theme)}>
              {THEMES.map((one) => (
                <option key={one} value={one}>
                  {web.theme[one]}
                </option>
              ))}
            </select>
          </label>
        </div>
        {/* Its words are none of the first answer's. */}
        {isWhole.value && (
          <Suspense fallback={null}>
            <CurrencySwitch />
            <DropZone />
          </Suspense>
        )}
      </header>
      <Unreached />
      <Suspense fallback={null}>
        <Page key={asked === 'compare' || !page ? asked : page} />
      </Suspense>
    </>
  );
}

/** Who looks at the next page looks at it in the same money. */
function sameMoney(id: string): Place['said'] {
  const { currency } = place.peek().said;
  if (!currency || !HAVE_MONEY.has(id)) return {};
  return { ...QUESTIONS[id as keyof typeof QUESTIONS]?.example, currency };
}
