/** A request or an answer on its way between the threads: plain data, the body as text. */
export interface PlainRequest {
  url: string;
  method: string;
  headers: [string, string][];
  body: string | null;
}

export interface PlainResponse {
  status: number;
  headers: [string, string][];
  body: string | null;
}

/**
 * The only rooms of the embedded Supabase that have a door. Lite also answers `/_system/*` and its Studio, both without any key,
 * and `/storage/v1` where an experiment is switched on.
 */
const allowed = /^\/(rest|auth)\/v1\/[\w.~!$'()*+,;=:@-]+(\/[\w.~!$'()*+,;=:@-]+)*$/;

export function isAllowed(url: string): boolean {
  return allowed.test(new URL(url).pathname);
}

export const notFound: PlainResponse = {
  status: 404,
  headers: [['content-type', 'application/json']],
  body: '{"code":"not_found","message":"not_found"}',
};

/** As PostgREST answers when its database is gone. */
export function databaseLost(message: string): PlainResponse {
  const body = JSON.stringify({ code: 'PGRST001', message, details: null, hint: null });
  return { status: 503, headers: [['content-type', 'application/json']], body };
}

/**
 * `verifyOtp({ type: 'email' })` is what hosted Supabase asks for; lite knows the same thing as `magiclink` only. The code of the
 * application keeps to `email`, and the request is rewritten here.
 */
export function asLiteKnowsIt(request: PlainRequest): PlainRequest {
  if (request.method !== 'POST' || new URL(request.url).pathname !== '/auth/v1/verify' || !request.body) return request;
  try {
    const body: unknown = JSON.parse(request.body);
    if (typeof body !== 'object' || body === null || !('type' in body) || body.type !== 'email') return request;
    // The length no longer fits the body.
    const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
    return { ...request, headers, body: JSON.stringify({ ...body, type: 'magiclink' }) };
  } catch {
    return request;
  }
}
