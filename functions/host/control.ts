import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CallRegister } from '../register/read-chain.ts';
import type { BackupSummary } from './embedded-supabase-backup.ts';
import type { EmbeddedSupabase } from './embedded-supabase.ts';

/** What `control.json` tells the commands of the same machine; only who may read the data folder can read it. */
interface Door {
  port: number;
  key: string;
}

const fileIn = (dataFolder: string) => join(dataFolder, 'control.json');

/**
 * Lets `npm run backup` and `npm run verify-register` ask the running server, which alone may touch the data: a port of this machine alone, anew at each start, with
 * a key that stands in the data folder. The answer closes it.
 */
export async function openControl(
  dataFolder: string,
  { backup, query }: Pick<EmbeddedSupabase, 'backup' | 'query'>,
): Promise<() => void> {
  const key = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    const tasks: Tasks = {
      '/backup': ({ file }) => backup(file!),
      '/register': ({ name, request: asked }) => registerBy(query)(name!, asked),
    };
    void answer(request, key, tasks).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const door: Door = { port: (server.address() as AddressInfo).port, key };
  writeFileSync(`${fileIn(dataFolder)}.new`, JSON.stringify(door), { mode: 0o600 });
  renameSync(`${fileIn(dataFolder)}.new`, fileIn(dataFolder));
  return () => {
    rmSync(fileIn(dataFolder), { force: true });
    server.close();
  };
}

/** What a command asks for. */
interface Asked {
  file?: string;
  name?: Parameters<CallRegister>[0];
  request?: object;
}
type Tasks = Record<string, (asked: Asked) => Promise<unknown>>;

/** The functions of the register, called as the owner of the database, and no others. */
export const registerBy =
  (query: EmbeddedSupabase['query']): CallRegister =>
  async (name, request) => {
    if (name !== 'read_register' && name !== 'compare_register') throw new Error('Only the register is read here.');
    const parameter = request ? '$1::jsonb' : '';
    const rows = await query<{ answer: unknown }>(
      `select public.${name}(${parameter}) as answer`,
      request ? [JSON.stringify(request)] : [],
    );
    return rows[0]!.answer;
  };

async function answer(request: IncomingMessage, key: string, tasks: Tasks): Promise<[status: number, body: unknown]> {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${key}`);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return [403, { problem: 'wrong key' }];
  const task = request.method === 'POST' ? tasks[request.url ?? ''] : undefined;
  if (!task) return [404, { problem: 'unknown request' }];
  try {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    return [200, await task(JSON.parse(body) as Asked)];
  } catch (error) {
    return [500, { problem: error instanceof Error ? error.message : String(error) }];
  }
}

/** Asks the server that runs on this folder for a backup; undefined when none runs. @throws Error with the server's sentence */
export async function askForBackup(dataFolder: string, file: string): Promise<BackupSummary | undefined> {
  const answered = await ask(dataFolder, '/backup', { file });
  return answered as BackupSummary | undefined;
}

/** The register as the server that runs on this folder reads it; undefined when none runs. */
export async function askForRegister(dataFolder: string): Promise<CallRegister | undefined> {
  if ((await ask(dataFolder, '/register', { name: 'read_register', request: { limit: 0 } })) === undefined)
    return undefined;
  return (name, request) => ask(dataFolder, '/register', { name, ...(request && { request }) });
}

async function ask(dataFolder: string, task: string, asked: Asked): Promise<unknown> {
  if (!existsSync(fileIn(dataFolder))) return undefined;
  const { port, key } = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Door;
  const response = await fetch(`http://127.0.0.1:${port}${task}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(asked),
  }).catch((error: unknown) => {
    // After kill -9 the file names a port where nobody listens, or somebody else.
    if (((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED') return undefined;
    throw new Error(`The server that runs on the data folder ended before ${task.slice(1)} was done.`, {
      cause: error,
    });
  });
  if (!response || response.status === 403 || response.status === 404) return undefined;
  const answered = (await response.json()) as object;
  if ('problem' in answered) throw new Error(String(answered.problem));
  return answered;
}
