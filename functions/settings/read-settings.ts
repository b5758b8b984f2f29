import { environment, isLoopback, type Environment } from './environment.ts';

/** What the server runs with; the meaning of each value is told in environment.ts. */
export interface Settings {
  port: number;
  /** Undefined: this machine only. */
  listenOn: string | undefined;
  /** Origin of the site, such as `https://partners.example`. */
  siteUrl: string;
  /** Null: the embedded Supabase of the Node host. */
  supabase: { url: string; anonKey: string; serviceRoleKey: string } | null;
  secret: string;
  /** `smtpUrl` undefined: mails go to the local mailbox. */
  mail: { smtpUrl: string | undefined; from: string; staff: string | undefined };
  /** Null: no CRM. `webhookUrl` ends with a slash and holds a secret. */
  crm: { webhookUrl: string } | null;
  /** Number of reverse proxies whose `X-Forwarded-For` is believed. */
  trustedProxies: number;
}

/** Settings are wrong or missing; the message is one sentence for the person who starts the server. */
export class SettingsProblem extends Error {
  override name = 'SettingsProblem';
}

/** What the embedded Supabase brings along, so that `npm start` needs no setting. */
export interface EmbeddedDefaults {
  /** Generated once and kept in `.letok/`. */
  secret: string;
  port?: number;
}

const sampleSender = 'Партнёрская программа «Улей» <partners@uley.example>';

/**
 * Reads the settings. `embedded` is given by the Node host only; without it SUPABASE_URL and all that belongs to it must be there.
 * @throws SettingsProblem that names every wrong or missing setting in one sentence.
 */
export function readSettings(variables: Record<string, string | undefined>, embedded?: EmbeddedDefaults): Settings {
  const read = environment.safeParse(variables);
  if (!read.success) {
    const first = new Map(read.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]));
    throw new SettingsProblem(sentence([...first].toReversed().map(([name, problem]) => `${name} ${problem}`)));
  }
  const given = read.data;
  const problems = [...(given.SUPABASE_URL || !embedded ? missingBesideSupabase(given) : []), ...contradictions(given)];
  if (problems.length > 0) throw new SettingsProblem(sentence(problems));

  const port = embedded?.port ?? given.PORT ?? 4321;
  const supabase = given.SUPABASE_URL
    ? { url: given.SUPABASE_URL, anonKey: given.SUPABASE_ANON_KEY!, serviceRoleKey: given.SUPABASE_SERVICE_ROLE_KEY! }
    : null;
  return {
    port,
    listenOn: given.LETOK_LISTEN,
    siteUrl: given.LETOK_SITE_URL ?? `http://localhost:${port}`,
    supabase,
    secret: given.LETOK_SECRET ?? embedded?.secret ?? '',
    mail: { smtpUrl: given.SMTP_URL, from: given.MAIL_FROM ?? sampleSender, staff: given.STAFF_MAIL },
    crm: given.BITRIX24_WEBHOOK_URL ? { webhookUrl: given.BITRIX24_WEBHOOK_URL } : null,
    trustedProxies: given.LETOK_TRUSTED_PROXIES ?? 0,
  };
}

function missingBesideSupabase(given: Environment): string[] {
  const needed = [
    'SUPABASE_URL',
    'SUPABASE_ANON_KEY',
    'SUPABASE_SERVICE_ROLE_KEY',
    'LETOK_SECRET',
    'LETOK_SITE_URL',
    'SMTP_URL',
    'MAIL_FROM',
    // Without it nobody hears of an application before an account manager is registered.
    'STAFF_MAIL',
  ] as const;
  const missing = needed.filter((name) => given[name] === undefined);
  return missing.length > 0 ? [`${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing`] : [];
}

function contradictions(given: Environment): string[] {
  const problems: string[] = [];
  const site = given.LETOK_SITE_URL ?? 'http://localhost';
  // Reached over plain http from another machine, sessions would travel in the open.
  if (site.startsWith('http:') && given.LETOK_LISTEN && !isLoopback(given.LETOK_LISTEN))
    problems.push('LETOK_LISTEN opens the server to other machines, so LETOK_SITE_URL must be its https:// address');
  if (site.startsWith('https:') && !given.SMTP_URL && !given.SUPABASE_URL)
    problems.push('SMTP_URL is missing (the local mailbox belongs to plain http on this machine)');
  if (given.SMTP_URL && !given.MAIL_FROM && !given.SUPABASE_URL) problems.push('MAIL_FROM is missing beside SMTP_URL');
  return problems;
}

const sentence = (problems: string[]) => `Wrong settings: ${problems.join('; ')} (.env.example explains each).`;

// Kept on globalThis, because the dev server loads functions anew on every change and must not lose what the host has said.
const registry = globalThis as { [key: symbol]: Settings | undefined };
const registered = Symbol.for('letok.settings');

/** The Node host says once what it runs with. */
export function useSettings(given: Settings): void {
  registry[registered] = given;
}

/** The settings of this process: the host's, else those of the environment. */
export function settings(): Settings {
  return (registry[registered] ??= readSettings(deployedVariables()));
}

/** The variables of a deployed site: Netlify tells its address as URL. */
export const deployedVariables = () => ({
  ...process.env,
  LETOK_SITE_URL: process.env['LETOK_SITE_URL']?.trim() || process.env['URL'],
});

/** Variables that look like settings of Letok and are none: mostly a slip of the pen, which would pass in silence. */
export const unknownSettings = (variables: Readonly<Record<string, string | undefined>>): string[] =>
  Object.keys(variables).filter(
    (name) => name.startsWith('LETOK_') && !(name in environment.shape) && !ofTests.has(name),
  );

const ofTests = new Set(['LETOK_NO_POSTGRES', 'LETOK_POSTGRES_BIN']);
