/** Up to two of `words` that are closest to `word` by edit distance; none when all are far. */
export function nearestWords(word: string, words: readonly string[]): string[] {
  const short = word.slice(0, 60).toLowerCase();
  return words
    .map((known) => ({ known, distance: editDistance(short, known) }))
    .filter(({ known, distance }) => distance <= Math.max(2, known.length / 2))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 2)
    .map(({ known }) => known);
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
