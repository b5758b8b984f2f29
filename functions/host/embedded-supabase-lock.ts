import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

interface Owner {
  pid: number;
  since: string;
}

/**
 * Takes the data folder for this process until the returned function is called or the process ends, however it ends.
 *
 * Two processes on one PGlite directory both report success and lose each other's writes, and PGlite does not notice. The lock is
 * the one SQLite holds on a file of its own: the operating system keeps it (fcntl, LockFileEx) and drops it with the process, so
 * after `kill -9` there is no stale lock to judge, and a reused process id deceives nobody. `lock.json` beside it only names the
 * owner for the sentence. Nothing else may open `lock.sqlite`: closing any handle of it would drop the lock.
 *
 * @throws Error with a sentence that names the owner.
 */
export function lockFolder(dataFolder: string): () => void {
  const ownerFile = join(dataFolder, 'lock.json');
  const held = new DatabaseSync(join(dataFolder, 'lock.sqlite'));
  try {
    held.exec('pragma busy_timeout = 250; pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    held.close();
    if (!(error instanceof Error && 'errcode' in error && error.errcode === 5)) throw error;
    const owner = ownerIn(ownerFile);
    const who = owner ? `process ${owner.pid} (since ${owner.since})` : 'another process';
    throw new Error(
      `The data folder ${dataFolder} is in use by ${who}: stop that one first, or give this one another folder (--data).`,
      {
        cause: error,
      },
    );
  }
  const owner: Owner = { pid: process.pid, since: new Date().toISOString() };
  writeFileSync(ownerFile, JSON.stringify(owner));
  return () => {
    rmSync(ownerFile, { force: true });
    if (held.isOpen) held.close();
  };
}

function ownerIn(file: string): Owner | undefined {
  try {
    const { pid, since } = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && typeof since === 'string' ? { pid, since } : undefined;
  } catch {
    return undefined;
  }
}
