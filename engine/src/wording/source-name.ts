/** A source as it fits a line: the number of an arXiv paper, the host and last step of an address, anything else as it is. */
export function sourceName(source: string): string {
  return source.replace(/https?:\/\/\S+/g, (address) => {
    const clean = address.replace(/[,.;)]+$/, '');
    const tail = address.slice(clean.length);
    const paper = /arxiv\.org\/(?:abs|pdf)\/([\d.]+v?\d*)/.exec(clean);
    if (paper) return `arXiv:${paper[1]}${tail}`;
    const host = clean.replace(/^https?:\/\/(?:www\.)?/, '').split('/')[0]!;
    return `${host}${tail}`;
  });
}

/** A source where it stands beside a number: its title where it has one, else as {@link sourceName}. */
export function shortSource(source: string): string {
  const title = source.replace(/[\s,:;(]*https?:\/\/\S+/g, '').trim();
  return title === '' ? sourceName(source) : title;
}
