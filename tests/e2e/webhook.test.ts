import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { postFindings, webhookAddress } from '../../cli/src/watch/webhook.ts';
import { InputError } from '../../engine/src/operations.ts';

const BODY = `${JSON.stringify({ findings: [{ name: 'mine' }] })}\n`;
const QUICK = { waitMs: [1, 1], timeoutMs: 200 };
const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

interface Told {
  readonly url: URL;
  readonly asked: { readonly method: string; readonly path: string; readonly type: string; readonly body: string }[];
}

/** A server on loopback that answers one after the other as it is told. */
async function listening(...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]): Promise<Told> {
  const asked: Told['asked'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { method = '', url = '', headers } = request;
    asked.push({ method, path: url, type: headers['content-type'] ?? '', body });
    answers[Math.min(asked.length, answers.length) - 1]!(request, response);
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=s3cret`), asked };
}
const says =
  (status: number, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, headers).end();
  };
const silent = () => {};
const hangsUp = ({ socket }: IncomingMessage) => void socket.destroy();

describe('a webhook', () => {
  it('gets the findings as JSON, once', async () => {
    const { url, asked } = await listening(says(204));
    expect(await postFindings(url, BODY, QUICK)).toEqual({ delivered: true, status: 204 });
    expect(asked).toEqual([
      { method: 'POST', path: '/hook?token=s3cret', type: 'application/json; charset=utf-8', body: BODY },
    ]);
  });

  it.each([
    ['is overloaded', says(503)],
    ['asks to come back later', says(429)],
    ['hangs up', hangsUp],
    ['says nothing', silent],
  ])('that %s is told again', async (_, first) => {
    const { url, asked } = await listening(first, says(200));
    expect(await postFindings(url, BODY, QUICK)).toEqual({ delivered: true, status: 200 });
    expect(asked.map(({ body }) => body)).toEqual([BODY, BODY]);
  });

  it.each([
    ['refuses', says(403), 1, 'HTTP 403'],
    ['has nothing there', says(404), 1, 'HTTP 404'],
    ['fails each time', says(500), 3, 'HTTP 500'],
    ['never answers', silent, 3, 'TimeoutError'],
    ['always hangs up', hangsUp, 3, 'UND_ERR_SOCKET'],
  ])('that %s is not told, and the reason is', async (_, answer, times, reason) => {
    const { url, asked } = await listening(answer);
    expect(await postFindings(url, BODY, QUICK)).toEqual({ delivered: false, reason });
    expect(asked).toHaveLength(times);
  });

  it('that sends elsewhere is not followed', async () => {
    const elsewhere = await listening(says(200));
    const { url, asked } = await listening(says(307, { location: elsewhere.url.href }));
    const { delivered } = await postFindings(url, BODY, QUICK);
    expect([delivered, asked.length, elsewhere.asked.length]).toEqual([false, 1, 0]);
  });

  it('where nobody listens is not told', async () => {
    const { url } = await listening(says(200));
    const [server] = open.splice(0);
    await new Promise((done) => server!.close(done));
    expect(await postFindings(url, BODY, QUICK)).toEqual({ delivered: false, reason: 'ECONNREFUSED' });
  });

  it.each(['ftp://example.org/x', 'not an address', 'https://me:s3cret@example.org/', 'file:///etc/passwd'])(
    'is not at %s',
    (typed) => {
      expect(() => webhookAddress(typed)).toThrow(InputError);
    },
  );

  it('prints neither password nor token of an address that is refused', () => {
    for (const typed of ['https://me:s3cret@example.org/?token=s3cret', 'ftp://example.org/s3cret?token=s3cret']) {
      let problem = '';
      try {
        webhookAddress(typed);
      } catch (error) {
        problem = JSON.stringify((error as InputError).problem);
      }
      expect(problem).toMatch(/example\.org/);
      expect(problem).not.toContain('s3cret');
    }
  });
});
