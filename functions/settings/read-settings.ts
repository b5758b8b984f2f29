import type { DatabaseAddress } from './database-address.ts';
import { environment, type Environment } from './environment.ts';
import { isLoopback } from './loopback.ts';

/** What the server runs with; the meaning of each value is told in environment.ts. */
export interface Settings {
  port: number;
  /** Undefined: this machine only. */
  listenOn: string | undefined;
  /** Origin of the site, such as `https://partners.example`. */
  siteUrl: string;
  /** The PostgreSQL of the embedded Supabase; null: one of its own in the data folder. */
  database: DatabaseAddress | null;
  /** Null: the embedded Supabase of the Node host. */
  supabase: { url: string; anonKey: string; serviceRoleKey: string } | null;
  secret: string;
  /** `smtpUrl` undefined: mails go to the local mailbox. */
  mail: { smtpUrl: string | undefined; from: string; staff: string | undefined };
  /** Null: no CRM. `webhookUrl` ends with a slash and holds a secret. */
  crm: { webhookUrl: string } | null;
  /** What the CRM shows to hand over enquiries; undefined: it cannot. */
  enquiryToken: string | undefined;
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
  const problems = [...missing(given, embedded !== undefined), ...contradictions(given)];
  if (problems.length > 0) throw new SettingsProblem(sentence(problems));

  const port = embedded?.port ?? given.PORT ?? 4321;
  const supabase = given.SUPABASE_URL
    ? { url: given.SUPABASE_URL, anonKey: given.SUPABASE_ANON_KEY!, serviceRoleKey: given.SUPABASE_SERVICE_ROLE_KEY! }
    : null;
  return {
    port,
    listenOn: given.LETOK_LISTEN,
    siteUrl: given.LETOK_SITE_URL ?? `http://localhost:${port}`,
    database: given.DATABASE_URL ?? null,
    supabase,
    secret: given.LETOK_SECRET ?? embedded?.secret ?? '',
    mail: { smtpUrl: given.SMTP_URL, from: given.MAIL_FROM ?? sampleSender, staff: given.STAFF_MAIL },
    crm: given.BITRIX24_WEBHOOK_URL ? { webhookUrl: given.BITRIX24_WEBHOOK_URL } : null,
    enquiryToken: given.LETOK_ENQUIRY_TOKEN,
    trustedProxies: given.LETOK_TRUSTED_PROXIES ?? 0,
  };
}

const ofSupabase = ['SUPABASE_URL', 'SUPABASE_ANON_KEY', 'SUPABASE_SERVICE_ROLE_KEY'] as const;
// Without STAFF_MAIL nobody hears of an application before an account manager is registered.
const ofEveryDeployment = ['LETOK_SECRET', 'LETOK_SITE_URL', 'SMTP_URL', 'MAIL_FROM', 'STAFF_MAIL'] as const;

function missing(given: Environment, hasHost: boolean): string[] {
  if (given.DATABASE_URL && !given.SUPABASE_URL && !hasHost)
    return ['DATABASE_URL is for the Node host (npm start); functions elsewhere need SUPABASE_URL and its keys'];
  const isOwn = hasHost && !given.SUPABASE_URL;
  if (isOwn && !given.DATABASE_URL) return [];
  const absent = [...(isOwn ? [] : ofSupabase), ...ofEveryDeployment].filter((name) => given[name] === undefined);
  const beside = isOwn ? ' beside DATABASE_URL' : '';
  return absent.length > 0 ? [`${absent.join(', ')} ${absent.length > 1 ? 'are' : 'is'} missing${beside}`] : [];
}

function contradictions(given: Environment): string[] {
  const problems: string[] = [];
  // Whichever won, somebody would look for people's data in the other one.
  if (given.SUPABASE_URL && given.DATABASE_URL)
    problems.push('SUPABASE_URL and DATABASE_URL name two databases: keep one of them');
  const real = given.SUPABASE_URL ?? given.DATABASE_URL;
  const site = given.LETOK_SITE_URL ?? 'http://localhost';
  // Reached over plain http from another machine, sessions would travel in the open.
  if (site.startsWith('http:') && given.LETOK_LISTEN && !isLoopback(given.LETOK_LISTEN))
    problems.push('LETOK_LISTEN opens the server to other machines, so LETOK_SITE_URL must be its https:// address');
  if (site.startsWith('https:') && !given.SMTP_URL && !real)
    problems.push('SMTP_URL is missing (the local mailbox belongs to plain http on this machine)');
  if (given.SMTP_URL && !given.MAIL_FROM && !real) problems.push('MAIL_FROM is missing beside SMTP_URL');
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

const ofTests = new Set(['LETOK_FUZZ_RUNS', 'LETOK_NO_POSTGRES', 'LETOK_POSTGRES_BIN', 'LETOK_TEST_BACKEND']);
