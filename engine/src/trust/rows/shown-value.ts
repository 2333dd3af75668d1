/** A value of any type as a reason quotes it: one line, at most 60 characters; an object's own `toString` is never called. */
export function shownValue(value: unknown): string {
  const text = typeof value === 'string' ? value : written(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must not reach a terminal
  const plain = text.slice(0, 200).replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');
  return plain.length > 60 ? `${plain.slice(0, 59)}…` : plain;
}

/** What JSON can read but not write again is nested deeper than the stack. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}
