import { statSync } from 'node:fs';

/** May others than the owner read or write the file? Windows keeps that elsewhere, in the folder's access list. */
export function openToOthers(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
}
