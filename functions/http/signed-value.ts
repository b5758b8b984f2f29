import { createHmac, timingSafeEqual } from 'node:crypto';
import { settings } from '../settings/read-settings.ts';

/**
 * A value the server gives away and recognises when it comes back: sessions, receipts, form stamps. It can be read by whoever
 * holds it, but not made or changed (HMAC-SHA-256 with LETOK_SECRET). Each purpose has a key of its own, so a receipt never
 * passes as a session.
 */
export type OpenedValue = { ok: true; value: unknown } | { ok: false; reason: 'forged' | 'expired' };

export function sealValue(purpose: string, value: unknown, livesSeconds: number, now = Date.now()): string {
  const payload = Buffer.from(JSON.stringify([value, Math.floor(now / 1000) + livesSeconds])).toString('base64url');
  return `${payload}.${seal(purpose, payload)}`;
}

export function openValue(purpose: string, sealed: string, now = Date.now()): OpenedValue {
  const [payload = '', given = '', ...more] = sealed.length <= 4096 ? sealed.split('.') : [];
  const expected = Buffer.from(seal(purpose, payload));
  const presented = Buffer.from(given);
  if (more.length > 0 || presented.length !== expected.length || !timingSafeEqual(presented, expected))
    return { ok: false, reason: 'forged' };
  const [value, expires] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [unknown, number];
  return expires * 1000 > now ? { ok: true, value } : { ok: false, reason: 'expired' };
}

function seal(purpose: string, payload: string): string {
  const key = createHmac('sha256', settings().secret).update(`letok:${purpose}`).digest();
  return createHmac('sha256', key).update(payload).digest('base64url');
}
