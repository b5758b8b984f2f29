import { serverDatabase, useDatabase } from '../../functions/database/connect.ts';
import type { Mail } from '../../functions/email/mail.ts';
import { useMailbox } from '../../functions/email/send-mail.ts';
import type { SignInCode } from '../../functions/host/embedded-supabase-messages.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { publishProgramme } from '../../functions/host/publish-programme.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import { useSiteFiles } from '../../functions/site/site-files.ts';
import { makeBuildOutput, sampleProgramme } from './build-output.ts';
import { makeBackend, usualBackend } from './database-backends.ts';
import { checkRegister } from './named-records.ts';
import { checkOutbox } from './written-letters.ts';

export const testSecret = 'prostoj-sekret-tolko-dlja-proverok-0123456789';

/** Settings and files of the build, without a database: enough for everything that does not store. */
export function openSite(variables: Record<string, string> = {}) {
  const build = makeBuildOutput();
  const settings = readSettings({ LETOK_SECRET: testSecret, ...variables }, { secret: testSecret });
  useSettings(settings);
  useSiteFiles({ root: build.root });
  return { ...build, settings };
}

export interface FunctionBackend {
  root: string;
  embedded: EmbeddedSupabase;
  /** What would have been sent, oldest first. */
  mails: Mail[];
  /** Sign-in codes the embedded Supabase wanted mailed, oldest first. */
  codes: SignInCode[];
  close: () => Promise<void>;
}

/**
 * All a function stands on, with an embedded Supabase of its own, on PGlite unless another `database` is named. One per test file: it
 * takes some seconds to open.
 */
export async function openFunctionBackend(
  variables: Record<string, string> = {},
  database = usualBackend,
): Promise<FunctionBackend> {
  const site = openSite(variables);
  const mails: Mail[] = [];
  useMailbox(async (mail) => void mails.push(mail));
  const backend = await makeBackend(database);
  const codes: SignInCode[] = [];
  const embedded = await openEmbeddedSupabase({ ...backend.options, sendMail: (code) => void codes.push(code) });
  useDatabase(embedded);
  await publishProgramme(serverDatabase(), sampleProgramme());
  return {
    root: site.root,
    embedded,
    mails,
    codes,
    async close() {
      await checkOutbox((sql) => embedded.query(sql))
        .then(() => checkRegister((sql) => embedded.query(sql)))
        .finally(() => embedded.close());
      await backend.remove();
      site.remove();
    },
  };
}

let lastAddress = 0;

/** A context as the platform gives it; every call is another sender unless `ip` is given. */
export function functionContext(ip?: string) {
  const work: Promise<unknown>[] = [];
  lastAddress += 1;
  const fresh = `10.${(lastAddress >> 16) & 255}.${(lastAddress >> 8) & 255}.${lastAddress & 255}`;
  return {
    ip: ip ?? fresh,
    waitUntil: (promise: Promise<unknown>) => void work.push(promise),
    settle: () => Promise.all(work),
  };
}
