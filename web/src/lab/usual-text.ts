import { signal } from '@preact/signals';
import { reached } from '../state/unreached.ts';
import type { GivenText } from './protocol.ts';

/** Put beside the page by the build: the project's own documentation. */
const FILE = 'lab-text.txt';
export const USUAL_NAME = 'ridgepoint';

export const usualText = signal<GivenText | null>(null);

export async function fetchUsual(): Promise<void> {
  if (usualText.peek()) return;
  const text = await reached(FILE, fetchedText(FILE));
  if (text !== null) usualText.value = { name: USUAL_NAME, text };
}

async function fetchedText(file: string): Promise<string> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return answer.text();
}
