import { refuse } from '@ridgepoint/engine/operations/input-error';
import { inputSentence } from '@ridgepoint/engine/operations/input-sentence';
import type { Field } from '@ridgepoint/engine/operations/scenario/fields';
import { nearest } from '@ridgepoint/engine/units';
import { onPage } from '../state/on-page.ts';
import { speaker } from '../state/settings.ts';

interface Props {
  readonly said: Readonly<Record<string, string>>;
  readonly fields: readonly Field[];
  readonly words: readonly string[];
}

/** Words of a link that no field has: whoever wrote it by hand learns that they were not heard. */
export default function Ignored({ said, fields, words }: Props) {
  const { messages, locale } = speaker.value;
  const flags = fields.flatMap(({ flag }) => flag ?? []);
  return Object.keys(said)
    .filter((word) => !flags.includes(word))
    .map((value) => {
      const values = { command: `ridgepoint ${words.join(' ')}` };
      const { problem } = refuse('unknown-option', '', { value, values, nearest: nearest(value, flags) });
      return (
        <p key={value} class="doubt">
          {onPage(inputSentence(messages, locale, problem))}
        </p>
      );
    });
}
