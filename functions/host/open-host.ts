import type { Server } from 'node:http';
import path from 'node:path';
import { serverDatabase, useDatabase } from '../database/connect.ts';
import { deliverOutbox } from '../email/deliver-outbox.ts';
import { useMailbox } from '../email/send-mail.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { unexpectedError } from '../http/unexpected-error.ts';
import { useSettings, type Settings } from '../settings/read-settings.ts';
import { readProgramme } from '../site/published-programme.ts';
import { useSiteFiles } from '../site/site-files.ts';
import { openControl } from './control.ts';
import { openEmbeddedSupabase, type EmbeddedSupabase } from './embedded-supabase.ts';
import { mountedFunctions } from './function-table.ts';
import { mailSignInCode } from './mail-sign-in-code.ts';
import { LocalMailbox } from './mailbox.ts';
import { mailboxPages } from './mailbox-pages.ts';
import { publishProgramme } from './publish-programme.ts';
import { readRedirects } from './redirects.ts';
import { runSchedules } from './schedules.ts';
import { seedDemoWorld } from './seed-demo-world.ts';
import { openServer } from './server.ts';
import { staticFiles } from './static-files.ts';

/** The database and the mail of one process. */
export interface Backend {
  /** Undefined where the settings name a Supabase. */
  embedded: EmbeddedSupabase | undefined;
  /** The database in the data folder is for trying out and gets the demo world; one the settings name does not. */
  isDemo: boolean;
  mailbox: LocalMailbox | undefined;
  close: () => Promise<void>;
}

/** Opens what functions stand on: settings, database (the embedded one, if the settings name none) and mail. */
export async function openBackend(root: string, dataFolder: string, settings: Settings): Promise<Backend> {
  useSettings(settings);
  useSiteFiles({ root });
  if (settings.supabase) return { embedded: undefined, isDemo: false, mailbox: undefined, close: async () => {} };
  const migrationsFolder = path.join(root, 'supabase', 'migrations');
  if (settings.database) {
    const database = { address: settings.database, secret: settings.secret };
    const embedded = await openEmbeddedSupabase({
      database,
      migrationsFolder,
      sendMail: (mail) => mailSignInCode(embedded, mail),
    });
    useDatabase(embedded);
    return { embedded, isDemo: false, mailbox: undefined, close: () => embedded.close() };
  }
  const mailbox = new LocalMailbox(dataFolder);
  const embedded = await openEmbeddedSupabase({
    dataFolder,
    migrationsFolder,
    sendMail: (mail) => mailSignInCode(embedded, mail),
  });
  useDatabase(embedded);
  useMailbox(mailbox.receive);
  const closeControl = await openControl(dataFolder, embedded);
  const close = () => {
    closeControl();
    return embedded.close();
  };
  return { embedded, isDemo: true, mailbox, close };
}

/** Tells the database the editions the build has published; an empty one for trying out gets the demo world. True when it did. */
export async function fillDatabase({ embedded, isDemo }: Backend): Promise<boolean> {
  const programme = await readProgramme();
  await publishProgramme(serverDatabase(), programme ?? { editions: [], offers: [] });
  return embedded && isDemo ? seedDemoWorld(embedded) : false;
}

/** Serves `dist/` and the functions; the answer stops it, letting requests and mails under way finish. */
export async function serveSite(
  root: string,
  settings: Settings,
  { mailbox }: Backend,
): Promise<{ server: Server; stop: () => Promise<void> }> {
  const dist = path.join(root, 'dist');
  const headers = await securityHeaders();
  const functions = await mountedFunctions();
  const { server, settle } = openServer({
    files: await staticFiles(dist, headers),
    redirects: await readRedirects(dist),
    functions,
    securityHeaders: headers,
    trustedProxies: settings.trustedProxies,
    // A site that others reach has no such page, whatever stands in front of it.
    localPage: mailbox && settings.siteUrl.startsWith('http:') ? mailboxPages(mailbox) : undefined,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ port: settings.port, host: settings.listenOn ?? '127.0.0.1' }, resolve);
  });
  const stopSchedules = runSchedules(functions);
  // What was left in the outbox does not wait for the next minute.
  const leftOver = deliverOutbox(5).catch((error: unknown) => unexpectedError(error, 'deliver-notifications'));
  return {
    server,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const patience = setTimeout(() => server.closeAllConnections(), 5_000);
      await Promise.all([closed, stopSchedules(), leftOver]);
      clearTimeout(patience);
      await settle();
    },
  };
}
