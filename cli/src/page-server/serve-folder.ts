import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** Nothing from elsewhere, nothing inline, no frames; the last two lines give the page's threads shared memory, so that a search can be stopped. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** The Lab's threads train with compiled kernels. They alone may compile WebAssembly: no other script of the page, and nothing may use eval. */
const COMPILES = /^\/assets\/lab-(?:worker|thread)-[\w-]+\.js$/;
const COMPILING = {
  'Content-Security-Policy': `${HEADERS['Content-Security-Policy']}; script-src 'self' 'wasm-unsafe-eval'`,
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** A folder of static files on this machine alone (127.0.0.1). Port 0 takes a free one. Rejects when the port is taken. */
export function serveFolder(
  folder: string,
  port: number,
): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((request, response) => {
    const { port: own } = server.address() as { port: number };
    // A page elsewhere whose name was made to lead here would come with its own name.
    const host = request.headers.host ?? '';
    if (![`127.0.0.1:${own}`, `localhost:${own}`].includes(host)) return refuse(response, 403);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const path = fileOf(folder, request.url ?? '/');
    if (path === null) return refuse(response, 404);
    const more = COMPILES.test(request.url ?? '') ? COMPILING : {};
    response.writeHead(200, {
      ...HEADERS,
      ...more,
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(path).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: own } = server.address() as { port: number };
      resolve({ server, address: `http://127.0.0.1:${own}/` });
    });
  });
}

/** The file that an address means, inside the folder; null for anything else. */
export function fileOf(folder: string, url: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = join(folder, normalize(path === '/' ? '/index.html' : path));
  if (!file.startsWith(folder + sep)) return null;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${status}\n`);
}
