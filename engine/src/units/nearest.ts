/** Longest part of a word that is compared: keeps the work bounded for pasted or hostile text. */
const LONGEST = 48;

/** A size of memory says nothing of whose it is: `mac 64GB` is no Jetson of 64 GB. */
const SIZE = /^(?:\d{1,2}|\d+gi?b)$/;

/**
 * The candidates closest to `word`, best first, at most `max`; empty when nothing is close.
 * Close means: same letters without case and separators, one begins with the other, a shared token (`h100` in `h100-sxm`),
 * or few edits (insert, delete, replace, swap of neighbours: the optimal string alignment distance of Damerau, 1964).
 * Time is O(candidates x 48^2) whatever the length of `word`.
 */
export function nearest(word: string, candidates: readonly string[], max = 3): string[] {
  const wanted = plain(word);
  if (wanted === '') return [];
  const wantedTokens = tokens(word);
  return candidates
    .map((candidate, order) => ({ candidate, order, score: score(wanted, wantedTokens, candidate) }))
    .filter((c) => Number.isFinite(c.score))
    .sort((a, b) => a.score - b.score || a.order - b.order)
    .slice(0, max)
    .map((c) => c.candidate);
}

function score(wanted: string, wantedTokens: readonly string[], candidate: string): number {
  const name = plain(candidate);
  if (name === wanted) return 0;
  const edits = distance(wanted, name);
  const close = edits <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) * 0.34)) ? edits : Infinity;
  const begins = wanted.length >= 2 && (name.startsWith(wanted) || wanted.startsWith(name));
  if (begins) return Math.min(close, 0.5 + Math.abs(name.length - wanted.length) / LONGEST);
  const shared = tokens(candidate).filter((t) => t.length >= 2 && !SIZE.test(t) && wantedTokens.includes(t));
  if (shared.length === 0) return close;
  return Math.min(close, 1.5 + edits / LONGEST - 0.25 * Math.min(4, shared.length));
}

const cut = (text: string): string => text.slice(0, LONGEST).toLowerCase();
const plain = (text: string): string => cut(text).replace(/[\s_\-./·]+/g, '');
const tokens = (text: string): string[] =>
  cut(text)
    .split(/[\s_\-./·]+/)
    .filter(Boolean);

/** Optimal string alignment distance, three rows of memory. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replace, above[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    before = above;
    above = row;
  }
  return above[b.length]!;
}
