import { messagesFor } from '@ridgepoint/engine/messages';
import { OPERATIONS } from '@ridgepoint/engine/operations';
import { QUESTIONS } from '@ridgepoint/engine/operations/link/questions';
import { fieldsOf } from '@ridgepoint/engine/operations/scenario/fields';
import { describe, expect, it } from 'vitest';

/** What a form may ask, by its flags. */
const flagsOf = (name: string): readonly string[] =>
  fieldsOf(OPERATIONS.find((one) => one.name === name)!.input).flatMap(({ flag }) => flag ?? []);

describe.each(Object.entries(QUESTIONS))('the form of %s', (_, { operation }) => {
  const flags = flagsOf(operation);

  it.each(['en', 'zh-CN'] as const)('names every field, and no two alike, in %s', (locale) => {
    const { web } = messagesFor(locale);
    const labels = flags.map((flag) => web.field(flag));
    expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([]);
    expect(labels.filter((label) => label.trim() === '')).toEqual([]);
  });

  it('speaks Chinese where the page does', () => {
    const { web } = messagesFor('zh-CN');
    // Names that nobody translates stay as they are.
    const bare = flags.filter((flag) => web.field(flag) === flag);
    expect(bare).toEqual([]);
  });
});
