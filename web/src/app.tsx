import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { openEngine } from './engine/ask.ts';
import { TrainPage } from './pages/train-page.tsx';
import { go, place } from './state/link.ts';
import { locale, paint, speak, speaker, type Theme, theme } from './state/settings.ts';

/** Pages in the order of the bar, and the operation each asks. */
const PAGES = { train: 'plan-train' } as const;
type PageId = keyof typeof PAGES;
const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

type Opened = Awaited<ReturnType<typeof openEngine>>;

export function App() {
  const engine = useSignal<Opened | null>(null);
  useEffect(() => {
    void openEngine(Object.values(PAGES)).then((opened) => {
      engine.value = opened;
    });
  }, []);
  const asked = place.value.page;
  const page: PageId = Object.hasOwn(PAGES, asked) ? (asked as PageId) : 'train';
  const { web } = speaker.value.messages;
  return (
    <>
      <header class="bar-top">
        <a class="mark" href="#/v1/train">
          Ridgepoint
        </a>
        <nav aria-label={web.main}>
          {(Object.keys(PAGES) as PageId[]).map((id) => (
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
      {engine.value && <TrainPage fields={engine.value.fields[PAGES.train]!} names={engine.value.names} />}
    </>
  );
}
