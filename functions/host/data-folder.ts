import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * What lies in a data folder: `postgres` (the rows) with its mark, `keys.json` and `secret`, which a backup holds; `mailbox.jsonl`, the
 * lock and `control.json`, which it does not. A restore makes the first four anew in `restoring` and moves them in at its end.
 */
const smallFiles = ['secret', 'keys.json'] as const;
const moved = [...smallFiles, 'postgres-is-complete', 'postgres'] as const;

const restoringIn = (dataFolder: string) => join(dataFolder, 'restoring');
const readyIn = (dataFolder: string) => join(restoringIn(dataFolder), 'ready.json');

/** True where a restore would have to put something aside. */
export const holdsData = (dataFolder: string): boolean => existsSync(join(dataFolder, 'postgres'));

/** What a backup takes along besides rows: without the keys everybody is signed out, without the secret receipts are void. */
export function keptFiles(dataFolder: string): Record<string, string> {
  const present = smallFiles.filter((name) => existsSync(join(dataFolder, name)));
  return Object.fromEntries(present.map((name) => [name, readFileSync(join(dataFolder, name), 'utf8')]));
}

/** An empty folder in which a restore builds; what an earlier one has left there goes. */
export function beginRestore(dataFolder: string, files: Record<string, string>): string {
  const folder = restoringIn(dataFolder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  for (const name of smallFiles)
    if (files[name] !== undefined) writeFileSync(join(folder, name), files[name], { mode: 0o600 });
  return folder;
}

/** From here on the restore holds, whatever happens. @returns the folder to which what there was goes */
export function decideRestore(dataFolder: string): string {
  const aside = join(dataFolder, `set-aside-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  writeFileSync(`${readyIn(dataFolder)}.new`, JSON.stringify({ aside }), { flush: true });
  renameSync(`${readyIn(dataFolder)}.new`, readyIn(dataFolder));
  return aside;
}

/**
 * Moves in what a restore has made, if one was decided upon, and puts aside what there was; each start asks, so a restore that was cut
 * off in the midst of it is finished by the next one. The caller holds the lock of the folder.
 */
export function finishRestore(dataFolder: string): void {
  if (!existsSync(readyIn(dataFolder))) return;
  const { aside } = JSON.parse(readFileSync(readyIn(dataFolder), 'utf8')) as { aside: string };
  for (const name of moved) {
    const [from, to] = [join(restoringIn(dataFolder), name), join(dataFolder, name)];
    if (!existsSync(from)) continue;
    if (existsSync(to)) {
      mkdirSync(aside, { recursive: true, mode: 0o700 });
      renameSync(to, join(aside, name));
    }
    renameSync(from, to);
  }
  rmSync(restoringIn(dataFolder), { recursive: true });
}
