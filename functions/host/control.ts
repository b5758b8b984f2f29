import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BackupSummary } from './embedded-supabase-backup.ts';

/** What `control.json` tells the commands of the same machine; only who may read the data folder can read it. */
interface Door {
  port: number;
  key: string;
}

const fileIn = (dataFolder: string) => join(dataFolder, 'control.json');

/**
 * Lets `npm run backup` ask the running server, which alone may touch the data: a port of this machine alone, anew at each start, with
 * a key that stands in the data folder. The answer closes it.
 */
export async function openControl(
  dataFolder: string,
  { backup }: { backup: (file: string) => Promise<BackupSummary> },
): Promise<() => void> {
  const key = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    void answer(request, key, backup).then(([status, body]) => {
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

async function answer(
  request: IncomingMessage,
  key: string,
  backup: (file: string) => Promise<BackupSummary>,
): Promise<[status: number, body: object]> {
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${key}`);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return [403, { problem: 'wrong key' }];
  if (request.method !== 'POST' || request.url !== '/backup') return [404, { problem: 'unknown request' }];
  try {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    return [200, await backup((JSON.parse(body) as { file: string }).file)];
  } catch (error) {
    return [500, { problem: error instanceof Error ? error.message : String(error) }];
  }
}

/** Asks the server that runs on this folder for a backup; undefined when none runs. @throws Error with the server's sentence */
export async function askForBackup(dataFolder: string, file: string): Promise<BackupSummary | undefined> {
  if (!existsSync(fileIn(dataFolder))) return undefined;
  const { port, key } = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Door;
  const response = await fetch(`http://127.0.0.1:${port}/backup`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ file }),
  }).catch((error: unknown) => {
    // After kill -9 the file names a port where nobody listens, or somebody else.
    if (((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED') return undefined;
    throw new Error('The server that runs on the data folder ended before the backup was done.', { cause: error });
  });
  if (!response || response.status === 403 || response.status === 404) return undefined;
  const answered = (await response.json()) as BackupSummary | { problem: string };
  if ('problem' in answered) throw new Error(answered.problem);
  return answered;
}
