/** Where a function of the tests takes itself to be. */
export const origin = 'http://localhost:4321';

/** A POST as a program or a script of the page sends it; text and bytes go as they are. */
export function postJsonTo(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

/** A POST as a browser without JavaScript sends it. */
export function postFormTo(path: string, form: URLSearchParams, headers: Record<string, string> = {}): Request {
  return new Request(origin + path, { method: 'POST', body: form, headers });
}
