import { signal } from '@preact/signals';
import type { InputProblem } from '@ridgepoint/engine/operations/input-error';
import type { inputSentence, PathName } from '@ridgepoint/engine/operations/input-sentence';
import { onPage } from './on-page.ts';
import { isWhole, speaker } from './settings.ts';
import { reached } from './unreached.ts';

const told = signal<typeof inputSentence | null>(null);
let asked = false;

/** Why a question was refused; null until the words are here: nobody needs them before something is wrong. */
export function problemSentence(problem: InputProblem, nameOf: PathName): string | null {
  if (!asked) {
    asked = true;
    void reached('assets/', import('@ridgepoint/engine/operations/input-sentence')).then((found) => {
      told.value = found?.inputSentence ?? null;
    });
  }
  const { messages, locale } = speaker.value;
  // In English a field's flag stands beside its name, and is shorter.
  const named = (path: string) => (locale === 'en' ? nameOf(path) : messages.web.field(nameOf(path)));
  return told.value && isWhole.value ? onPage(told.value(messages, locale, problem, named)) : null;
}
