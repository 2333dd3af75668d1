import { lazy, Suspense } from 'preact/compat';
import { DECIDE } from './pages/decide-page.tsx';
import { FITS } from './pages/fits-page.tsx';
import { type Question, QuestionPage } from './pages/question-page.tsx';
import { SERVE } from './pages/serve-page.tsx';
import { TRAIN } from './pages/train-page.tsx';
import { go, place } from './state/place.ts';
import { locale, paint, speak, speaker, type Theme, theme } from './state/settings.ts';

/** Pages in the order of the bar. */
const QUESTIONS = [TRAIN, SERVE, FITS, DECIDE] as readonly Question<unknown>[];
const PAGES = ['train', 'serve', 'fits', 'decide', 'crossover', 'casebook'] as const;
const CasebookPage = lazy(() => import('./pages/casebook-page.tsx'));
const ComparePage = lazy(() => import('./pages/compare-page.tsx'));
const CrossoverPage = lazy(() => import('./pages/crossover-page.tsx'));
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

export function App() {
  const asked = place.value.page;
  // Comparing is deciding: it stands behind the same word of the bar.
  const page = asked === 'compare' ? 'decide' : (PAGES.find((id) => id === asked) ?? 'train');
  const question = asked === 'compare' ? undefined : QUESTIONS.find(({ id }) => id === page);
  const { web } = speaker.value.messages;
  return (
    <>
      <header class="bar-top">
        <a class="mark" href="#/v1/train">
          Ridgepoint
        </a>
        <nav aria-label={web.main}>
          {PAGES.map((id) => (
            <a
              key={id}
              href={`#/v1/${id}`}
              aria-current={id === page ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                go({ page: id, said: {} });
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
      </header>
      {question ? (
        <QuestionPage key={page} question={question} />
      ) : (
        <Suspense fallback={null}>
          {asked === 'compare' ? <ComparePage /> : page === 'crossover' ? <CrossoverPage /> : <CasebookPage />}
        </Suspense>
      )}
    </>
  );
}
