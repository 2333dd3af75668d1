import { refuse } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import { nearest } from '@ridgepoint/engine/units';
import { place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';

/** An address that names no page. */
export const noSuchPage = (pages: readonly string[]) =>
  function NoSuchPage() {
    const { messages, locale } = speaker.value;
    const { page } = place.value;
    const { problem } = refuse('not-a-choice', 'link', {
      value: page,
      values: { choices: pages.join(', ') },
      nearest: nearest(page, pages),
    });
    return (
      <main>
        <p class="refused" role="alert">
          {inputSentence(messages, locale, problem)}
        </p>
      </main>
    );
  };
