import { useSignal } from '@preact/signals';
import { speaker } from '../state/settings.ts';

interface Props {
  readonly command: string;
  readonly yaml: string;
  readonly answer: unknown;
  readonly name: string;
}

/** The question as a link, a command and a file; the answer as JSON. */
export function TakeAlong({ command, yaml, answer, name }: Props) {
  const { web } = speaker.value.messages;
  const copied = useSignal<string | null>(null);
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
  return (
    <section class="take" aria-label={web.share}>
      {button('link', () => location.href)}
      {button('command', () => command)}
      {button('yaml', () => yaml)}
      <button type="button" onClick={() => save(`${name}.json`, JSON.stringify(answer, null, 2))}>
        {web.save}
      </button>
      <code>{command}</code>
    </section>
  );
}

function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
