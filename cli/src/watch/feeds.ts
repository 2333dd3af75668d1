import type { Told } from './store.ts';

const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no such characters
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** What was told as an Atom feed (RFC 4287), newest first. */
export function atomFeed(told: readonly Told[], title: string): string {
  const entries = told.map(
    ({ id, date, title: headline, text }) =>
      `  <entry>\n    <id>${escaped(id)}</id>\n    <title>${escaped(headline)}</title>\n    <updated>${escaped(date)}</updated>\n    <content type="text">${escaped(text)}</content>\n  </entry>`,
  );
  const updated = told[0]?.date ?? '1970-01-01T00:00:00Z';
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n  <id>urn:ridgepoint:watch</id>\n  <title>${escaped(title)}</title>\n  <author><name>Ridgepoint</name></author>\n  <updated>${escaped(updated)}</updated>\n${entries.join('\n')}${entries.length > 0 ? '\n' : ''}</feed>\n`;
}

/** The same as a JSON Feed (version 1.1). */
export function jsonFeed(told: readonly Told[], title: string): string {
  const items = told.map(({ id, date, title: headline, text, finding }) => ({
    id,
    title: headline,
    content_text: text,
    date_published: date,
    _ridgepoint: finding,
  }));
  return `${JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, items }, null, 2)}\n`;
}
