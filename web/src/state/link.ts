import { signal } from '@preact/signals';

/** What the address bar says: `#/v1/train?model=llama-3.1-405b&gpus=16384`. Names are the command line's flags; what stands at its default is left out. */
export interface Place {
  readonly page: string;
  readonly said: Readonly<Record<string, string>>;
}

const VERSION = 'v1';
/** A link is somebody else's text: more than this of it is not read. */
const MOST_FIELDS = 80;
const LONGEST = 400;

export const place = signal<Place>(placeOf(location.hash));

/** Reads a link; what is no name of a flag or far too long is left out, for it can only be an accident or an attack. */
export function placeOf(hash: string): Place {
  const [, page = '', query = ''] = /^#\/v1\/([a-z-]{1,20})(?:\?(.*))?$/s.exec(hash) ?? [];
  const said: Record<string, string> = {};
  for (const [name, value] of [...new URLSearchParams(query)].slice(0, MOST_FIELDS))
    if (/^[a-z][a-z-]{0,30}$/.test(name) && value.length <= LONGEST) said[name] = value;
  return { page, said };
}

export function hashOf({ page, said }: Place): string {
  const query = Object.entries(said)
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value).replace(/%20/g, '+').replace(/%2F/g, '/').replace(/%2C/g, ',')}`,
    )
    .join('&');
  return `#/${VERSION}/${page}${query ? `?${query}` : ''}`;
}

/** A new page is a step that "back" undoes; a changed field is not. */
export function go(to: Place, replace = false): void {
  place.value = to;
  if (replace) history.replaceState(null, '', hashOf(to));
  else history.pushState(null, '', hashOf(to));
}

/** The same question for a terminal. */
export const commandOf = (words: readonly string[], said: Place['said']): string =>
  ['npx ridgepoint', ...words, ...Object.entries(said).map(([flag, value]) => `--${flag} ${quoted(value)}`)].join(' ');

const quoted = (value: string): string =>
  /^[\w./:%,+-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;

addEventListener('popstate', () => {
  place.value = placeOf(location.hash);
});
