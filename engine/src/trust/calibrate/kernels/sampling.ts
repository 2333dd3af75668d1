/** A number in [0, 1) that a text always gives: which fold a shape falls in must not depend on the order of rows (FNV-1a). */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // Neighbouring texts differ in low bits only: mix before taking the top.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** About `count` of the rows, spread by a hash of their place: no pattern of a sorted table survives. */
export function thinned<T>(rows: readonly T[], count: number): readonly T[] {
  if (rows.length <= count) return rows;
  const share = count / rows.length;
  return rows.filter((_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 0) / 2 ** 32 < share);
}
