import { pageLanguage } from './page-language.ts';
import type { Problem } from './problem-contract.ts';

/** The answer of an endpoint as an island sees it. `network`: nothing came back, so nothing is known. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem } | { ok: false; problem: 'network' };

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** The bytes to send in place of a JSON body, and what they are; without a type they are told by their beginning. */
  file?: Blob;
  fileType?: string;
  /** Makes a repeated send one effect: the same key with the same body gets the first answer again. */
  idempotencyKey?: string | undefined;
  timeoutMs?: number;
}

/** Calls an endpoint of this site. Problems come back as values, never as exceptions, in the language of the page. */
export async function callApi<T>(
  path: string,
  { method = 'GET', body, file, fileType, idempotencyKey, timeoutMs = file ? 120_000 : 30_000 }: Options = {},
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json',
        'accept-language': pageLanguage(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(file && { 'content-type': fileType ?? 'application/octet-stream' }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(file ? { body: file } : body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return { ok: true, value: undefined as T };
    const type = response.headers.get('content-type') ?? '';
    if (!type.includes('json')) return { ok: false, problem: 'network' };
    const value: unknown = await response.json();
    return response.ok ? { ok: true, value: value as T } : { ok: false, problem: value as Problem };
  } catch {
    return { ok: false, problem: 'network' };
  }
}
