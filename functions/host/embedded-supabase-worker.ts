import { parentPort, workerData } from 'node:worker_threads';
import { App } from '@supabase/lite';
import { createPgliteConnection } from '@supabase/lite/pglite';
import { databaseExtensions } from './embedded-supabase-extensions.ts';
import type { FromThread, Question, ThreadStart, ToThread } from './embedded-supabase-messages.ts';
import { applyMigrations, authSchemaSql, clockSql, projectRolesSql } from './embedded-supabase-migrations.ts';
import { closeNetwork } from './embedded-supabase-network.ts';
import { queueOf } from './embedded-supabase-queue.ts';
import {
  asLiteKnowsIt,
  isAllowed,
  notFound,
  type PlainRequest,
  type PlainResponse,
} from './embedded-supabase-requests.ts';

// The database thread: lite on PGlite. PGlite computes inside the event loop and ignores statement_timeout, so one slow query
// would stop every page of the host; in a thread of its own it stops the database only, and the host can end it.

const start = workerData as ThreadStart;
const host = parentPort!;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const tell = (message: FromThread) => host.postMessage(message);

closeNetwork();
quietConsole();

const connection = await createPgliteConnection({
  ...(start.postgresFolder && { url: start.postgresFolder }),
  pgliteOptions: { extensions: databaseExtensions },
});
const database = connection.driver;
const app = new App({
  connection,
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

await database.waitReady;
await database.exec(projectRolesSql);
await app.ensureSystemSchema();
await database.exec(authSchemaSql);
await applyMigrations(database, start.migrationsFolder);
await database.exec(clockSql(start.clockShiftSeconds));
// Lite's first request would grant every table to everybody, undoing our revokes; it does not when it believes to have done so.
(connection as unknown as { rlsState: string }).rlsState = 'active';

const queue = queueOf();
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
      return (await database.query(question.sql, question.parameters)).rows;
    case 'script':
      await database.exec(question.sql);
      return null;
    case 'close':
      await connection.close();
      return null;
  }
}

async function respond(request: PlainRequest): Promise<PlainResponse> {
  if (!isAllowed(request.url)) return notFound;
  const { url, ...init } = asLiteKnowsIt(request);
  // No socket stands behind a request: a peer address of null keeps lite's admin mode shut even if it were switched on.
  const response = await app.fetch(new Request(url, init), { peerAddress: null });
  const { status } = response;
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
    const message = error.code?.startsWith('22') ? '' : error.message.replace(/\(.*?\)=\(.*?\)/gs, '(…)').slice(0, 300);
    return process.stderr.write(
      `[database] ${[error.name, error.code, error.constraint, message].filter(Boolean).join(' ')}\n`,
    );
  };
}
