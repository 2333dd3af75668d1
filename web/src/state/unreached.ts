import { signal } from '@preact/signals';

/** The file that could not be fetched; null while all came. Every way to ask again is to open the address again: it holds the question. */
export const unreached = signal<string | null>(null);

/** Notes that a file did not come. The first is told: others follow from it. */
export function missed(file: string): void {
  unreached.value ??= file;
}

/** What was fetched; null, and told, where it did not come. */
export const reached = <T>(file: string, fetched: Promise<T>): Promise<T | null> =>
  fetched.catch((error: unknown) => {
    // A browser says which part of the program it was.
    missed(/assets\/[\w.-]+/.exec(String(error))?.[0] ?? file);
    return null;
  });

/** A file of data beside the page. Rejects where it does not come or comes broken. */
export async function fetched<T>(file: string): Promise<T> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return (await answer.json()) as T;
}
