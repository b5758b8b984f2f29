import * as z from 'zod';
import { readDatabaseAddress } from './database-address.ts';
import { isLoopback } from './loopback.ts';

const unset = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(unset, schema.optional());

/** Plain http shows cookies and keys to everybody on the way, so it is refused except on this machine. */
const origin = z
  .string()
  .trim()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'is not an address such as https://partners.example',
  )
  .refine(
    (text) => !URL.canParse(text) || new URL(text).protocol === 'https:' || isLoopback(new URL(text).hostname),
    'must begin with https:// (plain http is for this machine only)',
  )
  .refine((text) => !URL.canParse(text) || new URL(text).pathname === '/', 'must be an address without a path')
  .transform((text) => new URL(text).origin);

const mailAddress = z
  .string()
  .trim()
  .max(320)
  .regex(
    /^([^<>\r\n]*<)?[^\s<>@,;]+@[^\s<>@,;]+>?$/,
    'is not a mail address such as «Programme <partners@company.example>»',
  );

const secret = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= 32, 'is shorter than 32 bytes (make one with: openssl rand -base64 48)')
  .refine((text) => new Set(text).size >= 10, 'is too easy to guess (make one with: openssl rand -base64 48)');

/** Characters of a password that are no address on their own (`#`, `/`, `?`) have to be written as %23, %2F, %3F. */
const databaseAddress = z
  .string()
  .trim()
  .transform((text, context) => {
    const address = readDatabaseAddress(text);
    if (!('problem' in address)) return address;
    context.addIssue({ code: 'custom', message: address.problem });
    return z.NEVER;
  });

/** The `role` claim of a classic Supabase key, undefined for other text. */
function roleOfKey(key: string): unknown {
  try {
    return JSON.parse(Buffer.from(key.split('.')[1] ?? '', 'base64url').toString()).role;
  } catch {
    return undefined;
  }
}

/**
 * Every setting Letok reads, as an environment variable (or a line of `.env`, see `.env.example`). An empty one counts as not
 * given. Without `SUPABASE_URL` and `DATABASE_URL` the Node host runs its embedded Supabase on a database of its own and needs none.
 */
export const environment = z.object({
  /** Port of the Node host; `--port` wins over it. Default 4321. */
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, 'is not a port number')
      .transform(Number)
      .refine((port) => port <= 65535, 'is not a port number'),
  ),
  /** Address the Node host listens on, such as `0.0.0.0` in a container behind a proxy. Default: this machine only. */
  LETOK_LISTEN: optional(
    z
      .string()
      .trim()
      .regex(/^[\w.:-]+$/, 'is not a network address'),
  ),
  /** Public address of the site, without a path. https, or http on this machine. Decides how cookies are marked. */
  LETOK_SITE_URL: optional(origin),
  /** Where readers edit the files of the pages. The build reads it (src/build/edit-address.ts), the server does not. */
  LETOK_REPOSITORY_URL: optional(z.string()),
  /** A PostgreSQL (15 or newer) for the embedded Supabase of the Node host, instead of the one in the data folder. */
  DATABASE_URL: optional(databaseAddress),
  /** Address of the hosted or self-hosted Supabase project. Absent: the embedded one. */
  SUPABASE_URL: optional(origin),
  /** Its public key: `sb_publishable_...`, or the classic `anon` key. */
  SUPABASE_ANON_KEY: optional(
    z
      .string()
      .trim()
      .refine(
        (key) => !key.startsWith('sb_secret_') && roleOfKey(key) !== 'service_role',
        'holds the secret key where the public one belongs',
      ),
  ),
  /** Its secret key: `sb_secret_...`, or the classic `service_role` key. Never leaves the server. */
  SUPABASE_SERVICE_ROLE_KEY: optional(
    z
      .string()
      .trim()
      .refine(
        (key) => !key.startsWith('sb_publishable_') && roleOfKey(key) !== 'anon',
        'holds the public key where the secret one belongs',
      ),
  ),
  /** Encrypts sessions, signs receipts and form stamps; at least 32 bytes. Changing it signs everybody out. */
  LETOK_SECRET: optional(secret),
  /** Mail server: `smtps://user:password@host:465`, or `smtp://user:password@host:587` (STARTTLS is then demanded). */
  SMTP_URL: optional(
    z
      .string()
      .trim()
      .refine(
        (text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol),
        'is not an address such as smtps://user:password@mail.example:465',
      ),
  ),
  /** Sender of every mail; the name before the address signs the letters. */
  MAIL_FROM: optional(mailAddress),
  /** Where partners' replies go, and notices to staff as long as no account manager is registered. */
  STAFF_MAIL: optional(mailAddress),
  /**
   * Inbound webhook of a Bitrix24 portal with the right `crm`: `https://portal.example/rest/1/secret/`. Applications and leads then
   * go to the CRM. It holds a secret, so no log and no answer shows it. Absent: no CRM.
   */
  BITRIX24_WEBHOOK_URL: optional(
    z
      .string()
      .trim()
      .refine(
        (text) => URL.canParse(text) && /^\/rest\/\d+\/[^/]+\/?$/.test(new URL(text).pathname),
        'is not an inbound webhook such as https://portal.example/rest/1/secret/',
      )
      .refine(
        (text) => !URL.canParse(text) || new URL(text).protocol === 'https:' || isLoopback(new URL(text).hostname),
        'must begin with https:// (plain http is for this machine only)',
      )
      .transform((text) => `${new URL(text).origin}${new URL(text).pathname.replace(/\/?$/, '/')}`),
  ),
  /** With it the vendor's CRM hands over enquiries (`Authorization: Bearer <token>`); at least 32 bytes. Absent: it cannot. */
  LETOK_ENQUIRY_TOKEN: optional(secret),
  /** How many reverse proxies stand in front of the Node host and write `X-Forwarded-For`. Default 0: the header is not believed. */
  LETOK_TRUSTED_PROXIES: optional(z.string().regex(/^\d$/, 'is not a number from 0 to 9').transform(Number)),
});

export type Environment = z.infer<typeof environment>;
