// Keeps the page on the reader's machine, so that it opens and answers without a connection. Everything of one build is kept
// together, under the build's hash; a new build is kept beside the old one, which goes when no page of it is open any more.

/** What of a service worker is used here; its types and those of a page cannot both be loaded. */
interface Events {
  addEventListener(
    kind: 'install' | 'activate',
    hear: (event: { waitUntil(done: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    kind: 'fetch',
    hear: (event: { readonly request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
}

/** Put in by the build: every file, and a hash over all of them. */
declare const BUILD: { readonly hash: string; readonly files: readonly string[] };

const MINE = 'ridgepoint-';
const NAME = MINE + BUILD.hash;
const worker = self as unknown as Events;

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOld()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  event.respondWith(/\/assets\/[^/]+$/.test(url.pathname) ? keptFirst(request) : freshFirst(request));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(NAME);
  // Past the browser's own cache: what stands there may be of an older build.
  await cache.addAll(BUILD.files.map((file) => new Request(file, { cache: 'reload' })));
}

async function dropOld(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(MINE) && name !== NAME).map((name) => caches.delete(name)));
}

/** Names in assets/ hold a hash of what is in them: what was kept under one never changes. */
async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** The page and its facts are asked for anew while they can be had, so that a new build is seen at once. */
async function freshFirst(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request);
    if (answer.ok) return answer;
  } catch {
    // Without a connection what was kept is as good.
  }
  const kept = await (await caches.open(NAME)).match(request, { ignoreSearch: true });
  return kept ?? Response.error();
}
