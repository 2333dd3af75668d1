/** Told when a file of the page cannot be fetched; comes with the page itself, for every other sentence is fetched. */
export const unreached = {
  what: (file: string) => `A part of this page did not arrive: ${file}.`,
  why: 'The program that serves it has ended, or the connection is down. What you asked stands in the address and is not lost.',
  again: 'Try again',
  /** Stands in the page itself until its program has come. */
  never: 'Nothing here after some seconds? Open this page again; JavaScript must be on.',
};
