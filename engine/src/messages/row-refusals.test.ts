import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { messagesFor } from './index.ts';

const trust = new URL('../trust/', import.meta.url);

/** What trust/ says of a row that it cannot use, with something in the place of its values. */
const said = (readdirSync(trust, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(new URL(file, trust), 'utf8').matchAll(/refused: (?:'([^']+)'|`([^`]+)`)/g)])
  .map(([, plain, filled]) => plain ?? filled!.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, 'X'))
  // Only what a rule or a corpus says by itself.
  .filter((text) => text !== 'X: X');

it('why a measured row is refused is said in Chinese', () => {
  const { refusal } = messagesFor('zh-CN').face.validate;
  expect(said.length).toBeGreaterThan(30);
  expect(said.filter((text) => !/\p{Script=Han}/u.test(refusal(text)))).toEqual([]);
  expect(messagesFor('en').face.validate.refusal('the size is not printed')).toBe('the size is not printed');
});
