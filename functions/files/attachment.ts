import * as z from 'zod/mini';
import { readInput } from '../../src/api/problem-contract.ts';
import { line } from '../../src/api/text-contract.ts';
import type { Exchange } from '../http/endpoint.ts';
import { Refusal } from '../http/refusal.ts';
import { readBytes } from '../http/request-body.ts';

/** What an attachment may be, and how each begins. The name of a file and its Content-Type are only what somebody says. */
const beginnings = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
} as const;

/** 3 MB: what a function of the hosted platform takes. */
const atMostBytes = 3 * 1024 * 1024;

/**
 * `POST /api/files?name=choice.pdf` with the bytes as the body, or what a file field of a page sends by `fetch`.
 * @throws Refusal too_large, unsupported_media_type, invalid_input
 */
export async function readAttachment({
  request,
  url,
}: Exchange): Promise<{ name: string; mediaType: string; base64: string }> {
  const read = readInput(z.object({ name: line(200) }), {
    name: url.searchParams.get('name')?.replace(/^.*[\\/]/, ''),
  });
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  const bytes = await readBytes(request, atMostBytes);
  const mediaType = Object.entries(beginnings).find(([, beginning]) =>
    beginning.every((byte, at) => bytes[at] === byte),
  )?.[0];
  if (!mediaType) throw new Refusal('unsupported_media_type');
  return { name: read.value.name, mediaType, base64: Buffer.from(bytes).toString('base64') };
}
