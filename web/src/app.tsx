import { FITS } from './pages/fits-page.tsx';
import { type Question, QuestionPage } from './pages/question-page.tsx';
import { SERVE } from './pages/serve-page.tsx';
import { TRAIN } from './pages/train-page.tsx';
import { go, place } from './state/place.ts';
import { locale, paint, speak, speaker, type Theme, theme } from './state/settings.ts';

/** Pages in the order of the bar. */
const PAGES = [TRAIN, SERVE, FITS] as readonly Question<unknown>[];
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

export function App() {
  const asked = place.value.page;
  const page = PAGES.find(({ id }) => id === asked) ?? PAGES[0]!;
  const { web } = speaker.value.messages;
  return (
    <>
      <header class="bar-top">
        <a class="mark" href="#/v1/train">
          Ridgepoint
        </a>
        <nav aria-label={web.main}>
          {PAGES.map(({ id }) => (
            <a
              key={id}
              href={`#/v1/${id}`}
              aria-current={id === page.id ? 'page' : undefined}
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
      <QuestionPage key={page.id} question={page} />
    </>
  );
}
