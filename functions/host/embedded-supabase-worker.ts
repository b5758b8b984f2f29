import { parentPort, workerData } from 'node:worker_threads';
import { App } from '@supabase/lite';
import { writeBackup } from './embedded-supabase-backup.ts';
import { openDatabase } from './embedded-supabase-database.ts';
import type { FromThread, Question, ThreadStart, ToThread } from './embedded-supabase-messages.ts';
import { closeNetwork } from './embedded-supabase-network.ts';
import { prepareDatabase } from './embedded-supabase-preparation.ts';
import {
  asLiteKnowsIt,
  databaseLost,
  isAllowed,
  notFound,
  type PlainRequest,
  type PlainResponse,
} from './embedded-supabase-requests.ts';

// The database thread: lite on PGlite, or on a PostgreSQL. PGlite computes inside the event loop and ignores statement_timeout, so
// one slow query would stop every page of the host; in a thread of its own it stops the database only, and the host can end it.

const start = workerData as ThreadStart;
const host = parentPort!;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const tell = (message: FromThread) => host.postMessage(message);

/** Codes of the driver, of the system, and of a PostgreSQL that stops or lets nobody in. */
const lostConnection = /^(CONNECT|ECONN|ENOENT|ENOTFOUND|ETIMEDOUT|EPIPE|08|53|57P|55000)/;
let lostConnections = 0;

closeNetwork('address' in start.database ? start.database.address : undefined);
quietConsole();

const database = await openDatabase(start.database);
const app = new App({
  connection: database.connection,
  auth: {
    enabled: true,
    jwt_secret: start.jwtSecret,
    publishable_key: start.anonKey,
    secret_key: start.serviceKey,
    email: { otp_length: 6, otp_expiry: 600 },
  },
  // Our own runner keeps checksums, see embedded-supabase-migrations.ts.
  db: { migrations: { enabled: false } },
  studio: { enabled: false },
  storage: { enabled: false },
  options: { server: { admin: false, disableStudio: true }, drivers: { email: { send: handOverCode } } },
});

await prepareDatabase(database, app, start);
const { queue, owner } = database;
host.on('message', ({ id, question }: ToThread) => {
  void queue(() => answer(question)).then(
    (value) => tell({ kind: 'answer', id, value }),
    (error: unknown) => {
      const { message, code } = error as { message?: string; code?: string };
      tell({ kind: 'failure', id, message: message ?? String(error), code });
    },
  );
});
tell({ kind: 'ready' });
// Lite reads the catalogue at its first request: let it do so now, and not while somebody waits.
const firstRequest = { url: 'http://embedded.localhost/rest/v1/rpc/health', method: 'POST', body: '{}' };
const headers: PlainRequest['headers'] = [
  ['apikey', start.serviceKey],
  ['content-type', 'application/json'],
];
void queue(() => respond({ ...firstRequest, headers })).catch(() => undefined);

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'request':
      return respond(question.request);
    case 'query':
      return (await owner.query(question.sql, question.parameters)).rows;
    case 'script':
      await owner.exec(question.sql);
      return null;
    case 'backup':
      if (!database.pglite) throw new Error('The database of DATABASE_URL is backed up by pg_dump.');
      return writeBackup(database.pglite, question, () => tell({ kind: 'alive' }));
    case 'close':
      await database.close();
      return null;
  }
}

async function respond(request: PlainRequest): Promise<PlainResponse> {
  if (!isAllowed(request.url)) return notFound;
  const { url, ...init } = asLiteKnowsIt(request);
  const lostBefore = lostConnections;
  // No socket stands behind a request: a peer address of null keeps lite's admin mode shut even if it were switched on.
  const response = await app.fetch(new Request(url, init), { peerAddress: null });
  const { status } = response;
  // Lite makes 500 of it, which says that we made a mistake.
  if (status === 500 && lostConnections > lostBefore) return databaseLost('The database does not answer.');
  const body = [204, 205, 304].includes(status) ? null : await response.text();
  return { status, headers: [...response.headers], body };
}

/** Not waited for: whoever asks for a code gets the answer at once, and a slow mail server does not hold the queue. */
async function handOverCode({ to, text }: { to: string; text?: string }): Promise<void> {
  const code = /\b\d{6}\b/.exec(text ?? '')?.[0];
  if (code) tell({ kind: 'sign_in_code', signInCode: { to, code } });
}

/**
 * Lite prints every error of the database with its values. A refusal by a rule or for want of a right is an answer and is left
 * out; of the others the names are printed and the values are not.
 */
function quietConsole(): void {
  console.error = (...parts: unknown[]) => {
    const error = parts.find((part) => part instanceof Error) as
      (Error & { code?: string; constraint?: string }) | undefined;
    if (!error) return process.stderr.write(`[database] ${parts.map(String).join(' ').slice(0, 300)}\n`);
    if (/^(PT\d{3}|42501)$/.test(error.code ?? '')) return;
    if (lostConnection.test(error.code ?? '')) lostConnections += 1;
    const message = error.code?.startsWith('22') ? '' : error.message.replace(/\(.*?\)=\(.*?\)/gs, '(…)').slice(0, 300);
    return process.stderr.write(
      `[database] ${[error.name, error.code, error.constraint, message].filter(Boolean).join(' ')}\n`,
    );
  };
}
