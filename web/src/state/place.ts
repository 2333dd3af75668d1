import { signal } from '@preact/signals';
import { hashOf, type Place, placeOf } from '@ridgepoint/engine/operations/link/address';
import { completed } from '@ridgepoint/engine/operations/link/questions';
import { atRest, isHeld } from '../form/held.ts';

/** Where the reader is: the address bar, as data. */
export const place = signal<Place>(completed(placeOf(location.hash)));

/** A browser takes two hundred changed addresses in ten seconds, and a slider makes more. */
const WRITE_MS = 300;

let unwritten: (() => void) | null = null;

/** A new page is a step that "back" undoes; a changed field is not. While a slider is held the address waits for it. */
export function go(to: Place, replace = false): void {
  place.value = to;
  unwritten?.();
  if (!replace) history.pushState(null, '', hashOf(to));
  else if (isHeld()) unwritten = atRest(write, WRITE_MS);
  else write();
}

function write(): void {
  unwritten?.();
  unwritten = null;
  history.replaceState(null, '', hashOf(place.value));
}

for (const event of ['popstate', 'hashchange'])
  addEventListener(event, () => {
    place.value = completed(placeOf(location.hash));
  });
