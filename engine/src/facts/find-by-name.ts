interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** How names are compared: case, spaces and punctuation do not count ("NVIDIA H100-SXM5" is "nvidia h100 sxm5"). */
export const nameKey = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim();

/**
 * The chip, system, fabric or model that people mean by a name: its id, else its printed name, else one of its aliases.
 * Later entries win, so that an overlay's alias hides the catalogue's. Undefined when nothing carries the name.
 */
export function findByName<T extends Named>(entries: readonly T[], name: string): T | undefined {
  const exact = entries.findLast((entry) => entry.id === name);
  if (exact) return exact;
  const key = nameKey(name);
  return (
    entries.findLast((entry) => nameKey(entry.id) === key) ??
    entries.findLast((entry) => nameKey(entry.name) === key) ??
    entries.findLast((entry) => entry.aliases?.some((alias) => nameKey(alias) === key))
  );
}
