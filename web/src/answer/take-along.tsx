import { useSignal } from '@preact/signals';
import { useContext } from 'preact/hooks';
import { Behind } from '../charts/behind.ts';
import type { Asked } from '../engine/protocol.ts';
import { speaker } from '../state/settings.ts';

interface Props {
  readonly command: string;
  readonly yaml: string;
  readonly operation: Asked;
  readonly answer: unknown;
  readonly name: string;
}

/** The question as a link, a command and a file; the answer as JSON and, for spreadsheets, as CSV and XLSX. */
export function TakeAlong({ command, yaml, operation, answer, name }: Props) {
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
  const save = (kind: 'json' | 'csv' | 'xlsx') => async () => {
    failed.value = null;
    try {
      const [{ saveAnswer }, sources] = await Promise.all([import('../take/index.ts'), behind()]);
      await saveAnswer({ operation, answer, kind, name, command, sources }, speaker.value);
    } catch (error) {
      failed.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <section class="take" aria-label={web.share}>
      {button('link', () => location.href)}
      {button('command', () => command)}
      {button('yaml', () => yaml)}
      <button type="button" onClick={() => void save('json')()}>
        {web.save}
      </button>
      {(['csv', 'xlsx'] as const).map((kind) => (
        <button key={kind} type="button" onClick={() => void save(kind)()}>
          {kind.toUpperCase()}
        </button>
      ))}
      {failed.value && (
        <p class="refused" role="alert">
          {take.failed(failed.value)}
        </p>
      )}
      <code>{command}</code>
    </section>
  );
}
