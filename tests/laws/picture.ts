import type { Room } from './rooms.ts';

export const OPENS = '<!-- rooms: written by docs/architecture.ts -->';
export const CLOSES = '<!-- /rooms -->';

/** The rooms as a column, in the order in which data flows, framed by what comes in and what goes out. */
export function architecturePicture(rooms: readonly Room[]): string {
  const widest = Math.max(...rooms.map(({ name }) => name.length));
  const lines = rooms.map(({ name, gives }, i) => ` ${i === 0 ? '┌' : '├'}─ ${`${name}/`.padEnd(widest + 2)} ${gives}`);
  return [
    '```text',
    'scenario (YAML, flags, JSON) and cited facts (catalogue/)',
    ' │  a room imports itself and rooms above it',
    ...lines,
    ' ▼',
    'answer (data): verdict, numbers with range and reason, tables, charts',
    '```',
  ].join('\n');
}

/** The picture that a text holds between the markers; empty when it holds none. */
export function pictureIn(text: string): string {
  const from = text.indexOf(OPENS);
  const to = text.indexOf(CLOSES);
  return from < 0 || to < from ? '' : text.slice(from + OPENS.length, to).trim();
}

/** `text` with the picture between its markers replaced. */
export function withPicture(text: string, picture: string): string {
  const from = text.indexOf(OPENS);
  const to = text.indexOf(CLOSES);
  if (from < 0 || to < from) throw new Error(`the markers ${OPENS} and ${CLOSES} are not in the text`);
  return `${text.slice(0, from + OPENS.length)}\n${picture}\n${text.slice(to)}`;
}
