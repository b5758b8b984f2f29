import { Refusal } from './refusal.ts';

/** What a body may be, by its media type. */
const kinds = {
  'application/json': 'json',
  'application/x-www-form-urlencoded': 'form',
  'text/csv': 'csv',
} as const;

export type BodyKind = (typeof kinds)[keyof typeof kinds];

/** Tells JSON from a form by `Content-Type`; compressed bodies and everything else are refused (415). */
export function bodyKind(request: Request, accepted: readonly BodyKind[]): BodyKind {
  const [mediaType = '', ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(/\s*;\s*/);
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8);
  const kind = Object.hasOwn(kinds, mediaType) ? kinds[mediaType as keyof typeof kinds] : undefined;
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (!kind || !accepted.includes(kind) || encoding !== 'identity' || (charset && !/^"?utf-?8"?$/.test(charset)))
    throw new Refusal('unsupported_media_type');
  return kind;
}

/**
 * Reads a body of at most so many bytes. It counts while it reads, so neither a wrong `Content-Length` nor an endless body costs
 * memory. (hono/body-limit re-wraps the request, which the Node adapter's request does not allow, and we need the bytes anyway.)
 */
export async function readBytes(request: Request, atMostBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > atMostBytes) throw new Refusal('too_large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    // A sender that breaks off has sent no readable body.
    const part = await reader?.read().catch(() => {
      throw new Refusal('malformed_json');
    });
    if (!part || part.done) return Buffer.concat(chunks);
    size += part.value.byteLength;
    if (size > atMostBytes) {
      await reader?.cancel().catch(() => {});
      throw new Refusal('too_large');
    }
    chunks.push(part.value);
  }
}

async function readText(request: Request, atMostBytes: number): Promise<string> {
  const bytes = await readBytes(request, atMostBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('malformed_json');
  }
}

export async function readJson(request: Request, atMostBytes: number): Promise<unknown> {
  const text = await readText(request, atMostBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('malformed_json');
  }
}

export async function readForm(request: Request, atMostBytes: number): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request, atMostBytes));
}
