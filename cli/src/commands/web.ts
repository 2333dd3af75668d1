import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { refuse } from '@ridgepoint/engine/operations';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { tell } from '../faults.ts';
import { openBrowser } from '../page-server/open-browser.ts';
import { serveFolder } from '../page-server/serve-folder.ts';
import { USUAL_PORT } from '../page-server/usual-address.ts';

/** Ports that are tried after it, before the system gives any. */
const TRIED = 20;
/** Ports have 16 bits. */
const MOST = 65_535;

interface Wish {
  readonly port?: string;
  /** Whether a browser is opened, too. */
  readonly open: boolean;
}

/** Serves the page until Ctrl-C; in a clone it is built first where its sources have changed. */
export async function webCommand(face: Face, { port, open }: Wish): Promise<number> {
  const words = face.messages.face;
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= MOST))
    return tell(
      refuse('not-a-choice', '--port', {
        value: port,
        values: { choices: `0–${MOST}` },
        nearest: [String(USUAL_PORT)],
      }),
      face,
    );
  const folder = await pageFolder(words.pageBuilt);
  if (folder === undefined)
    return tell(refuse('file-missing', 'web/dist', { value: 'web/dist', nearest: ['npm run build'] }), face);
  try {
    const { server, address, moved } = await serve(folder, port);
    if (moved) process.stdout.write(`${words.portMoved({ taken: String(USUAL_PORT), port: String(moved) })}\n`);
    process.stdout.write(`${words.pageAt(address)}\n`);
    if (open) openBrowser(address);
    await new Promise<void>((stopped) => {
      process.once('SIGINT', () => server.close(() => stopped()));
      process.once('SIGTERM', () => server.close(() => stopped()));
    });
    return EXIT.ok;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = { EADDRINUSE: 'port-taken', EACCES: 'port-refused' } as const;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return tell(refuse(why[code], '--port', { value: port ?? '', nearest: [String(await nextFree(folder))] }), face);
  }
}

/** Beside the bundle when installed, in web/ in a clone. */
async function pageFolder(building: string): Promise<string | undefined> {
  const builder = fileURLToPath(new URL('../bin/page.mjs', import.meta.url));
  if (existsSync(builder) && existsSync(fileURLToPath(new URL('../../web/src', import.meta.url))))
    await new Promise<void>((built, failed) => {
      const child = spawn(process.execPath, [builder], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.once('data', () => process.stderr.write(`${building}\n`));
      child.once('error', failed).once('exit', () => built());
    });
  return [new URL('./web', import.meta.url), new URL('../../web/dist', import.meta.url)]
    .map((url) => fileURLToPath(url))
    .find((path) => existsSync(path));
}

/** The port that was named, and no other; else the usual one or the first after it that is free. */
async function serve(
  folder: string,
  port: string | undefined,
): Promise<{ readonly server: Server; readonly address: string; readonly moved?: number }> {
  if (port !== undefined) return serveFolder(folder, Number(port));
  for (let at = USUAL_PORT; at <= USUAL_PORT + TRIED; at++) {
    const found = await serveFolder(folder, at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
      return null;
    });
    if (found) return { ...found, ...(at !== USUAL_PORT && { moved: at }) };
  }
  const last = await serveFolder(folder, 0);
  return { ...last, moved: Number(new URL(last.address).port) };
}

/** A port that `--port` could have named. */
async function nextFree(folder: string): Promise<number> {
  const { server, address } = await serve(folder, undefined);
  server.close();
  return Number(new URL(address).port);
}
