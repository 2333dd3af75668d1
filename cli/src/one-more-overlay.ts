/** `--overlay` once for every file of the user's, each over those before it: they travel as one text with commas between. */
export const oneMoreOverlay = (file: string, before?: string): string =>
  before === undefined ? file : `${before},${file}`;
