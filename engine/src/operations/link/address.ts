/** A place in the page: which question, and what was said, by flag of the command line. The page and `ridgepoint open` read it. */
export interface Place {
  readonly page: string;
  readonly said: Readonly<Record<string, string>>;
}

const VERSION = 'v1';
/** A link is somebody else's text: more than this of it is not read. */
const MOST_FIELDS = 80;
export const LONGEST = 400;
/** A whole scenario in a link may be longer. */
export const LONGEST_SCENARIO = 4000;
const SCENARIO = /^[a-d]$/;

/** Reads a link; what is no name of a flag or far too long is left out, for it can only be an accident or an attack. */
export function placeOf(hash: string): Place {
  const [, page = '', query = ''] = /^#\/v1\/([a-z-]{1,20})(?:\?(.*))?$/s.exec(hash) ?? [];
  const said: Record<string, string> = {};
  for (const [name, value] of [...new URLSearchParams(query)].slice(0, MOST_FIELDS))
    if (/^[a-z][a-z0-9._-]{0,60}$/.test(name) && value.length <= (SCENARIO.test(name) ? LONGEST_SCENARIO : LONGEST))
      said[name] = value;
  return { page, said };
}

/** `#/v1/train?model=llama-3.1-405b&gpus=16384`: readable, and nothing of it is sent to a server. */
export function hashOf({ page, said }: Place): string {
  const query = Object.entries(said)
    .map(([name, value]) => `${name}=${readable(encodeURIComponent(value))}`)
    .join('&');
  return `#/${VERSION}/${page}${query ? `?${query}` : ''}`;
}

const readable = (text: string): string =>
  text.replace(/%20/g, '+').replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3D/g, '=').replace(/%3B/g, ';');

/** The same question for a terminal. */
export const commandOf = (words: readonly string[], said: Place['said']): string =>
  ['npx ridgepoint', ...words, ...Object.entries(said).map(([flag, value]) => `--${flag} ${quoted(value)}`)].join(' ');

/** A word of a command line, in quotes where a shell would take it apart. */
export const quoted = (value: string): string =>
  /^[\w./:%,+=-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
