import { refuse } from '@ridgepoint/engine/operations';

/** How long an answer may take, and how long is waited before each further try. */
const DEFAULTS = { timeoutMs: 10_000, waitMs: [1000, 4000] };
/** Answers after which the same words may be taken: too early, too many, or a server that is not well (RFC 9110, section 15). */
const LATER = new Set([408, 425, 429, 500, 502, 503, 504]);

/** An address that the user gave for being told: http or https, no name and password in it. Throws InputError, which names no secret. */
export function webhookAddress(typed: string): URL {
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    throw refuse('webhook', '--webhook', { value: typed, values: { reason: 'URL' } });
  }
  const bad = (reason: string) =>
    refuse('webhook', '--webhook', { value: `${url.protocol}//${url.host}/...`, values: { reason } });
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad(url.protocol.replace(':', ''));
  if (url.username !== '' || url.password !== '') throw bad('user:password@');
  return url;
}

export type Posted =
  | { readonly delivered: true; readonly status: number }
  | { readonly delivered: false; readonly reason: string };

/**
 * Posts findings as JSON, and again where that may help. Follows no redirect: an address that somebody gave is the one that is told.
 * The reason of a failure is a status or a code, never the address: its path may be a secret.
 */
export async function postFindings(url: URL, body: string, options: Partial<typeof DEFAULTS> = {}): Promise<Posted> {
  const { timeoutMs, waitMs } = { ...DEFAULTS, ...options };
  for (let tried = 0; ; tried++) {
    const { posted, later } = await post(url, body, timeoutMs);
    const wait = waitMs[tried];
    if (posted.delivered || !later || wait === undefined) return posted;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function post(url: URL, body: string, timeoutMs: number): Promise<{ posted: Posted; later: boolean }> {
  try {
    const { ok, status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return ok
      ? { posted: { delivered: true, status }, later: false }
      : { posted: { delivered: false, reason: `HTTP ${status}` }, later: LATER.has(status) };
  } catch (error) {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    return { posted: { delivered: false, reason: cause?.code ?? name }, later: true };
  }
}
