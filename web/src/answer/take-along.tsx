import { useSignal } from '@preact/signals';
import { useContext, useRef } from 'preact/hooks';
import { Behind } from '../charts/behind.ts';
import { why } from '../engine/ask.ts';
import type { Asked, ScenarioData } from '../engine/protocol.ts';
import { speaker } from '../state/settings.ts';
import { yamlOf } from '../state/yaml.ts';

interface Props {
  readonly command: string;
  /** What was asked, as scenarios; none where a page asks otherwise. */
  readonly scenarios: readonly { readonly name?: string; readonly data: ScenarioData }[];
  readonly operation: Asked;
  readonly answer: unknown;
  readonly name: string;
}

/** The question as a link, a command and a file; the answer as JSON, for spreadsheets as CSV and XLSX, and as a report to print. */
export default function TakeAlong({ command, scenarios, operation, answer, name }: Props) {
  const { web, take } = speaker.value.messages;
  const copied = useSignal<string | null>(null);
  const failed = useSignal<string | null>(null);
  const behind = useContext(Behind);
  const copy = (what: string, text: string) => async () => {
    await navigator.clipboard.writeText(text);
    copied.value = what;
    setTimeout(() => {
      copied.value = null;
    }, 1500);
  };
  const button = (what: 'link' | 'command' | 'yaml', text: () => string) => (
    <button type="button" onClick={() => void copy(what, text())()}>
      {copied.value === what ? web.copy.done : web.copy[what]}
    </button>
  );
  const yaml =
    scenarios.length === 0
      ? null
      : scenarios.map(({ name, data }) => (name ? `# ${name}\n` : '') + yamlOf(data)).join('---\n');
  const here = useRef<HTMLElement>(null);
  const save = (kind: 'json' | 'csv' | 'xlsx' | 'report') => async () => {
    failed.value = null;
    try {
      const [{ saveAnswer, saveReport }, sources] = await Promise.all([import('../take/index.ts'), behind.sources()]);
      if (kind !== 'report')
        return await saveAnswer({ operation, answer, kind, name, command, sources }, speaker.value);
      const article = here.current!.closest('article')!;
      const title = (article.closest('main')?.querySelector('h1') ?? article.querySelector('h2'))?.textContent ?? name;
      const opened = (path: string, depth: number) => why(behind.of, path, depth);
      const today = new Date().toISOString().slice(0, 10);
      await saveReport({ article, name, title, command, yaml, sources, why: opened, today }, speaker.value);
    } catch (error) {
      failed.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <section class="take" aria-label={web.share} ref={here}>
      {button('link', () => location.href)}
      {button('command', () => command)}
      {yaml !== null && button('yaml', () => yaml)}
      <button type="button" onClick={() => void save('json')()}>
        {web.save}
      </button>
      {(['csv', 'xlsx'] as const).map((kind) => (
        <button key={kind} type="button" onClick={() => void save(kind)()}>
          {kind.toUpperCase()}
        </button>
      ))}
      {take && (
        <button type="button" onClick={() => void save('report')()}>
          {take.report}
        </button>
      )}
      {failed.value && (
        <p class="refused" role="alert">
          {take.failed(failed.value)}
        </p>
      )}
      <code>{command}</code>
    </section>
  );
}
