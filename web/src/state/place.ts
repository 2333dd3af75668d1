import { signal } from '@preact/signals';
import { hashOf, type Place, placeOf } from '@ridgepoint/engine/operations/link/address';

/** Where the reader is: the address bar, as data. */
export const place = signal<Place>(placeOf(location.hash));

/** A new page is a step that "back" undoes; a changed field is not. */
export function go(to: Place, replace = false): void {
  place.value = to;
  if (replace) history.replaceState(null, '', hashOf(to));
  else history.pushState(null, '', hashOf(to));
}

for (const event of ['popstate', 'hashchange'])
  addEventListener(event, () => {
    place.value = placeOf(location.hash);
  });
