import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { refuse } from '@ridgepoint/engine/operations';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { tell } from '../faults.ts';
import { serveFolder } from '../page-server/serve-folder.ts';

/** Ports have 16 bits. */
const MOST = 65_535;

/** Serves the built page until Ctrl-C. */
export async function webCommand(face: Face, typed: string): Promise<number> {
  const port = Number(typed);
  if (!/^\d+$/.test(typed) || port > MOST)
    return tell(
      refuse('not-a-choice', '--port', { value: typed, values: { choices: `0–${MOST}` }, nearest: ['0'] }),
      face,
    );
  const folder = [new URL('./web', import.meta.url), new URL('../../web/dist', import.meta.url)]
    .map((url) => fileURLToPath(url))
    .find((path) => existsSync(path));
  if (folder === undefined)
    return tell(refuse('file-missing', 'web/dist', { value: 'web/dist', nearest: ['npm run build'] }), face);
  try {
    const { server, address } = await serveFolder(folder, port);
    process.stdout.write(`${face.messages.face.pageAt(address)}\n`);
    await new Promise<void>((stopped) => {
      process.once('SIGINT', () => server.close(() => stopped()));
      process.once('SIGTERM', () => server.close(() => stopped()));
    });
    return EXIT.ok;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return tell(refuse('port-taken', '--port', { value: typed }), face);
  }
}
