import type { Catalogue } from '@ridgepoint/engine/facts';
import { KEPT } from './first-facts.ts';

/** Thrown by a fact that is not here yet; whoever asks fetches all facts and asks again. */
export class FactAway extends Error {}

type Entry = Readonly<Record<string, unknown>>;

/** First facts as a catalogue in which everything that was left out throws when it is read: no answer can miss a fact. */
export function guarded(first: Readonly<Record<string, readonly Entry[]>>): Catalogue {
  const lists = Object.entries(first).map(([name, list]) => {
    const telling = tellingOf((KEPT as Readonly<Record<string, readonly string[]>>)[name] ?? []);
    return [name, list.map((entry) => (entry.away === true ? new Proxy(entry, telling) : entry))];
  });
  // Whatever a promise gives is asked whether it is a promise.
  return new Proxy(Object.fromEntries(lists), tellingOf([...Object.keys(first), 'then']));
}

const gone = (what: PropertyKey): never => {
  throw new FactAway(String(what));
};

const tellingOf = (kept: readonly PropertyKey[]): ProxyHandler<Record<PropertyKey, unknown>> => ({
  get: (entry, key) => (kept.includes(key) ? entry[key] : gone(key)),
  has: (entry, key) => (kept.includes(key) ? key in entry : gone(key)),
  ownKeys: () => gone('keys'),
  getOwnPropertyDescriptor: (_, key) => gone(key),
});
