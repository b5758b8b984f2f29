import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secrets of one embedded Supabase: made at its first start, kept in the data folder, readable by the owner only. */
export interface EmbeddedKeys {
  /** Signs the tokens of signed-in people. Whoever knows it is everybody, the database's owner included. */
  jwtSecret: string;
  /** `sb_publishable_...`: requests run as `anon`. */
  anonKey: string;
  /** `sb_secret_...`: requests run as `service_role`. */
  serviceKey: string;
}

/** Defaults of lite, of its `init`, and of Supabase's own local stack: published, so as good as none. */
const publishedSecrets = ['change-me', 'changeme', 'super-secret'];

export function newKeys(): EmbeddedKeys {
  return {
    jwtSecret: randomBytes(48).toString('base64url'),
    anonKey: `sb_publishable_${randomBytes(24).toString('base64url')}`,
    serviceKey: `sb_secret_${randomBytes(32).toString('base64url')}`,
  };
}

/**
 * The keys of an embedded Supabase on a PostgreSQL: several servers may share one, and all must know the same keys, so they follow
 * from LETOK_SECRET, each by a purpose of its own. With another LETOK_SECRET everybody is signed out.
 */
export function derivedKeys(secret: string): EmbeddedKeys {
  const key = (purpose: string) => createHmac('sha256', secret).update(`letok:${purpose}`).digest('base64url');
  return {
    jwtSecret: key('embedded-supabase:jwt'),
    anonKey: `sb_publishable_${key('embedded-supabase:anon')}`,
    serviceKey: `sb_secret_${key('embedded-supabase:service')}`,
  };
}

/** The keys of a data folder; made when there are none. @throws Error with a sentence when they are damaged or weak. */
export function keysOf(dataFolder: string): EmbeddedKeys {
  const file = join(dataFolder, 'keys.json');
  if (!existsSync(file)) {
    // Written aside and renamed, so that a crash leaves no half of it.
    writeFileSync(`${file}.new`, `${JSON.stringify(newKeys(), null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  chmodSync(file, 0o600);
  const remedy = `Delete ${file} to have new keys made (everybody is signed out).`;
  const keys = parsed(readFileSync(file, 'utf8'));
  if (!keys) throw new Error(`The keys of the embedded database are damaged. ${remedy}`);
  const weak = (Object.keys(keys) as (keyof EmbeddedKeys)[]).find((name) => isWeak(keys[name]));
  if (weak)
    throw new Error(
      `The key ${weak} of the embedded database can be guessed: it is too short or a published one. ${remedy}`,
    );
  return keys;
}

/** Shorter than 32 bytes, monotonous, or one of the secrets printed in somebody's documentation. */
export function isWeak(secret: string): boolean {
  const own = secret.replace(/^sb_(publishable|secret)_/, '');
  return (
    Buffer.byteLength(own) < 32 ||
    new Set(own).size < 10 ||
    publishedSecrets.some((published) => own.toLowerCase().includes(published))
  );
}

function parsed(text: string): EmbeddedKeys | undefined {
  try {
    const { jwtSecret, anonKey, serviceKey } = JSON.parse(text);
    return [jwtSecret, anonKey, serviceKey].every((key) => typeof key === 'string')
      ? { jwtSecret, anonKey, serviceKey }
      : undefined;
  } catch {
    return undefined;
  }
}
