import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serverDatabase, useDatabase } from '../../functions/database/connect.ts';
import type { Mail } from '../../functions/email/mail.ts';
import { useMailbox } from '../../functions/email/send-mail.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { publishProgramme } from '../../functions/host/publish-programme.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import { useSiteFiles } from '../../functions/site/site-files.ts';
import { makeBuildOutput, sampleProgramme } from './build-output.ts';
import { prepareDataFolder } from './database-folder.ts';

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
  /** The sign-in codes that would have been mailed, oldest first. */
  codes: { to: string; code: string }[];
  close: () => Promise<void>;
}

/** All a function stands on, with an embedded Supabase of its own. One per test file: it takes some seconds to open. */
export async function openFunctionBackend(variables: Record<string, string> = {}): Promise<FunctionBackend> {
  const site = openSite(variables);
  const mails: Mail[] = [];
  const codes: FunctionBackend['codes'] = [];
  useMailbox(async (mail) => void mails.push(mail));
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'letok-functions-'));
  await prepareDataFolder(dataFolder);
  const embedded = await openEmbeddedSupabase({
    dataFolder,
    migrationsFolder: path.resolve(import.meta.dirname, '../../supabase/migrations'),
    sendMail: (mail) => void codes.push(mail),
  });
  useDatabase(embedded);
  await publishProgramme(serverDatabase(), sampleProgramme().editions);
  return {
    root: site.root,
    embedded,
    mails,
    codes,
    async close() {
      await embedded.close();
      rmSync(dataFolder, { recursive: true, force: true });
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
