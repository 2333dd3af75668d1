import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';
import type { Received } from './take-in.ts';

/** The Lab learns from any text; on other pages a file is a question. */
const takenBy =
  (page: string) =>
  async (given: { readonly name: string; readonly file: Blob }): Promise<Received> => {
    if (page === 'lab') {
      const { takeFile } = await import('../lab/take-file.ts');
      return { ...(await takeFile(given.name, given.file, speaker.peek())), to: null };
    }
    const { receive } = await import('./take-in.ts');
    return receive(given, place.peek(), speaker.peek());
  };

/** A file that is dropped anywhere, pasted outside a field or chosen: it goes to the page that asks about it. */
export function DropZone() {
  const told = useSignal<Received | null>(null);
  const over = useSignal(false);
  const chooser = useRef<HTMLInputElement>(null);
  const { drop, take, labPage } = speaker.value.messages;

  const give = async (name: string, file: Blob) => {
    told.value = null;
    try {
      const received = await takenBy(place.peek().page)({ name, file });
      if (received.to) go(received.to);
      told.value = received;
    } catch (error) {
      told.value = { sentence: error instanceof Error ? error.message : String(error), to: null, wrong: true };
    }
  };

  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const on = {
      dragover: (event: DragEvent) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        over.value = true;
      },
      dragleave: (event: DragEvent) => {
        if (event.relatedTarget === null) over.value = false;
      },
      drop: (event: DragEvent) => {
        over.value = false;
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        event.preventDefault();
        void give(file.name, file);
      },
      paste: (event: ClipboardEvent) => {
        if (event.target instanceof Element && event.target.closest('input, textarea, select')) return;
        const file = event.clipboardData?.files[0];
        const text = event.clipboardData?.getData('text/plain') ?? '';
        if (file) void give(file.name, file);
        else if (text.trim() !== '') void give(drop?.pasted ?? 'pasted', new Blob([text]));
      },
    };
    for (const [name, hear] of Object.entries(on)) addEventListener(name, hear as EventListener);
    return () => {
      for (const [name, hear] of Object.entries(on)) removeEventListener(name, hear as EventListener);
    };
  }, [drop]);

  // Its words come after the first answer.
  if (!drop || !take) return null;
  return (
    <>
      <div class="open-file">
        <input
          ref={chooser}
          type="file"
          class="unseen"
          tabIndex={-1}
          aria-label={drop.open}
          accept={place.value.page === 'lab' ? undefined : '.json,.yaml,.yml,.csv,.jsonl,.gz'}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void give(file.name, file);
            event.currentTarget.value = '';
          }}
        />
        <button type="button" title={drop.hint} onClick={() => chooser.current?.click()}>
          {drop.open}
        </button>
      </div>
      {over.value && <div class="dropping">{place.value.page === 'lab' ? labPage.dropHere : drop.here}</div>}
      {told.value && (
        <p class={told.value.wrong ? 'told refused' : 'told'} role={told.value.wrong ? 'alert' : 'status'}>
          {told.value.sentence}{' '}
          <button
            type="button"
            onClick={() => {
              told.value = null;
            }}
          >
            {drop.close}
          </button>
        </p>
      )}
    </>
  );
}
