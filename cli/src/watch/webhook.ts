import { refuse } from '@ridgepoint/engine/operations';

const TIMEOUT_MS = 10_000;

/** An address that the user gave for being told: http or https, no name and password in it. Throws InputError. */
export function webhookAddress(typed: string): URL {
  const bad = (reason: string) => refuse('webhook', '--webhook', { value: typed, values: { reason } });
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    throw bad('URL');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw bad(url.protocol.replace(':', ''));
  if (url.username !== '' || url.password !== '') throw bad('user:password@');
  return url;
}

/** Posts findings as JSON. Follows no redirect: an address that somebody gave is the one that is told. */
export async function postFindings(
  url: URL,
  body: string,
): Promise<
  { readonly delivered: true; readonly status: number } | { readonly delivered: false; readonly reason: string }
> {
  try {
    const { ok, status } = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return ok ? { delivered: true, status } : { delivered: false, reason: `HTTP ${status}` };
  } catch (error) {
    const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
    return { delivered: false, reason: cause?.code ?? name };
  }
}
