import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';

/*
 * The format of a backup, version 1: lines of JSON, each of which ends with a line feed and may say how many bytes of something else
 * follow it.
 *   {"format":"letok-backup","version":1,"madeAt":…,"postgres":…,"migrations":[{"name":…,"sha256":…}],"files":{"keys.json":…}}
 *   {"rows":"public.partners","columns":[…],"bytes":1234}   then 1234 bytes as COPY writes them (text format, UTF-8); may come again
 *   {"table":"public.partners","count":3,"sha256":…}        ends a table: rows and hash of all its bytes
 *   {"sequence":"public.x_seq","last":"17"}
 *   {"end":true,"sha256":…}                                 the last line: hash of everything before it
 */
export interface BackupHeader {
  format: 'letok-backup';
  version: 1;
  /** ISO 8601, UTC. */
  madeAt: string;
  /** Such as `17.5`. */
  postgres: string;
  /** What was applied to the database when its rows were taken, in order. */
  migrations: { name: string; sha256: string }[];
  /** Small files of the data folder: the keys, the secret. */
  files: Record<string, string>;
}

export type BackupRecord =
  | { kind: 'rows'; table: string; columns: string[]; data: Buffer }
  | { kind: 'table'; table: string; count: number; sha256: string }
  | { kind: 'sequence'; sequence: string; last: string };

export interface BackupWriter {
  rows(table: string, columns: string[], data: Buffer): void;
  endTable(table: string, count: number, sha256: string): void;
  sequence(sequence: string, last: string): void;
  /** Puts the file in its place, on the disk; the answer is its size. */
  finish(): number;
  abandon(): void;
}

/** Written aside and renamed, so that there is a whole backup under the name or none; readable by its owner only. */
export function writeBackupFile(file: string, header: BackupHeader): BackupWriter {
  const aside = `${file}.new`;
  rmSync(aside, { force: true });
  const handle = openSync(aside, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  const write = (bytes: Buffer) => {
    hash.update(bytes);
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    size += bytes.length;
  };
  const line = (value: object) => write(Buffer.from(`${JSON.stringify(value)}\n`));
  line(header);
  return {
    rows(table, columns, data) {
      line({ rows: table, columns, bytes: data.length });
      write(data);
    },
    endTable: (table, count, sha256) => line({ table, count, sha256 }),
    sequence: (sequence, last) => line({ sequence, last }),
    finish() {
      line({ end: true, sha256: hash.copy().digest('hex') });
      fsyncSync(handle);
      closeSync(handle);
      renameSync(aside, file);
      return size;
    },
    abandon() {
      closeSync(handle);
      rmSync(aside, { force: true });
    },
  };
}

const damaged = (file: string, what: string) =>
  new Error(`The backup ${file} is damaged (${what}): take another one. Nothing was restored.`);

/** Reads a backup to its end, so that a damaged one is known before anything is done with it. @throws Error with a sentence */
export function checkBackupFile(file: string): BackupHeader {
  const records = readBackupFile(file);
  const { value: header } = records.next();
  for (let next = records.next(); !next.done; next = records.next());
  return header as BackupHeader;
}

/** The header, then the records of a backup, one at a time. @throws Error with a sentence where it is damaged */
export function* readBackupFile(file: string): Generator<BackupHeader | BackupRecord> {
  const handle = openSync(file, 'r');
  const hash = createHash('sha256');
  let unread = Buffer.alloc(0);
  const more = (atLeast: number): boolean => {
    const chunk = Buffer.alloc(Math.max(atLeast, 1 << 20));
    const length = readSync(handle, chunk);
    unread = Buffer.concat([unread, chunk.subarray(0, length)]);
    return length > 0;
  };
  const take = (length: number): Buffer => {
    const taken = unread.subarray(0, length);
    unread = unread.subarray(length);
    return taken;
  };
  const line = (): { text: Buffer; value: Record<string, unknown> } => {
    let end = unread.indexOf(10);
    while (end < 0 && unread.length < 1 << 24 && more(1)) end = unread.indexOf(10);
    if (end < 0) throw damaged(file, 'it ends too early');
    const text = take(end + 1);
    try {
      return { text, value: JSON.parse(text.toString()) as Record<string, unknown> };
    } catch {
      throw damaged(file, 'a line of it cannot be read');
    }
  };
  try {
    const first = line();
    hash.update(first.text);
    if (first.value['format'] !== 'letok-backup') throw new Error(`${file} is no backup of Letok.`);
    if (first.value['version'] !== 1)
      throw new Error(`The backup ${file} was made by a newer Letok: restore with that one.`);
    yield first.value as unknown as BackupHeader;
    for (;;) {
      const { text, value } = line();
      if (value['end'] === true) {
        if (value['sha256'] !== hash.digest('hex')) throw damaged(file, 'its checksum does not fit');
        if (unread.length > 0 || more(1)) throw damaged(file, 'something follows its end');
        return;
      }
      hash.update(text);
      if (typeof value['rows'] === 'string') {
        const bytes = Number(value['bytes']);
        while (unread.length < bytes) if (!more(bytes - unread.length)) throw damaged(file, 'it ends too early');
        const data = take(bytes);
        hash.update(data);
        yield { kind: 'rows', table: value['rows'], columns: value['columns'] as string[], data };
      } else if (typeof value['table'] === 'string')
        yield { kind: 'table', table: value['table'], count: Number(value['count']), sha256: String(value['sha256']) };
      else yield { kind: 'sequence', sequence: String(value['sequence']), last: String(value['last']) };
    }
  } finally {
    closeSync(handle);
  }
}
