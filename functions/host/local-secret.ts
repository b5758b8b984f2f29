import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** LETOK_SECRET of the embedded mode: made at the first start and kept beside the data, readable by its owner only. */
export function localSecret(dataFolder: string): string {
  const file = path.join(dataFolder, 'secret');
  makeFolder(dataFolder);
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Error(
      `The data folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}): give another one with --data.`,
      {
        cause: error,
      },
    );
  }
}
