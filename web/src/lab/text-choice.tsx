import { useSignal } from '@preact/signals';
import { formatCount } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import { useMemo, useRef } from 'preact/hooks';
import { speaker } from '../state/settings.ts';
import { given, goes, leave, ownText } from './session.ts';
import { MOST_BYTES, takeFile } from './take-file.ts';

/** What is learned: the page's own text, or one that was chosen. */
export function TextChoice() {
  const chooser = useRef<HTMLInputElement>(null);
  const told = useSignal<Awaited<ReturnType<typeof takeFile>> | null>(null);
  const said = speaker.value;
  const { labPage: words } = said.messages;
  const text = given.value;
  const size = useMemo(() => text && { characters: text.text.length, vocabulary: new Set(text.text).size }, [text]);
  const most = printer(said).amount(MOST_BYTES, 'B', { binary: true });
  return (
    <section class="lab-text">
      <h2>{words.text}</h2>
      <p>
        {ownText.value ? ownText.value.name : words.usualText}
        {size && (
          <span class="quiet">
            {' '}
            {words.textSize({ characters: formatCount(size.characters), vocabulary: formatCount(size.vocabulary) })}
          </span>
        )}
      </p>
      <input
        ref={chooser}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label={words.ownText}
        accept=".txt,.md,.csv,.json,.safetensors,text/*"
        onChange={async (event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          if (file) told.value = await takeFile(file.name, file, said);
          input.value = '';
        }}
      />
      <button type="button" class="plain" disabled={goes.value} onClick={() => chooser.current?.click()}>
        {words.ownText}
      </button>
      {ownText.value && !goes.value && (
        <button
          type="button"
          class="plain"
          onClick={() => {
            leave();
            ownText.value = null;
            told.value = null;
          }}
        >
          {words.usualAgain}
        </button>
      )}
      {told.value ? (
        <p class={told.value.wrong ? 'refused' : 'quiet'} role="status">
          {told.value.sentence}
        </p>
      ) : (
        <p class="quiet hint">{words.textHint(most)}</p>
      )}
    </section>
  );
}
