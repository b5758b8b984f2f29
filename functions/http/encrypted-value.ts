import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { settings } from '../settings/read-settings.ts';

/**
 * A value only the server can read, changed by nobody: AES-256-GCM under a key of its own per purpose, made from LETOK_SECRET. For
 * what would be of use in other hands, such as the tokens of a session; a value that may be read is signed (signed-value.ts).
 */
export function encryptValue(purpose: string, value: unknown): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(purpose), iv);
  const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify(value))), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The value again; undefined when it is not ours, was changed or was made with another secret. */
export function decryptValue(purpose: string, encrypted: string): unknown {
  const bytes = encrypted.length <= 4096 ? Buffer.from(encrypted, 'base64url') : Buffer.alloc(0);
  // One spelling per value: what is left over at the end of base64 is not ours.
  if (bytes.length <= 28 || bytes.toString('base64url') !== encrypted) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    return JSON.parse(inflateRawSync(opened, { maxOutputLength: 65_536 }).toString()) as unknown;
  } catch {
    return undefined;
  }
}

const keyOf = (purpose: string) => createHmac('sha256', settings().secret).update(`letok:encrypt:${purpose}`).digest();
