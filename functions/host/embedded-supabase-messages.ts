import type { DatabaseAddress } from '../settings/database-address.ts';
import type { BackupSummary } from './embedded-supabase-backup.ts';
import type { PlainRequest, PlainResponse } from './embedded-supabase-requests.ts';

/** What the database thread is started with. */
export interface ThreadStart {
  /** Folder of PGlite's data (null keeps everything in memory), or the PostgreSQL to take instead. */
  database: { folder: string | null } | { address: DatabaseAddress };
  migrationsFolder: string;
  jwtSecret: string;
  anonKey: string;
  serviceKey: string;
  clockShiftSeconds: number;
  /** A backup whose rows the new, empty database gets. */
  restoreFrom?: string;
  /** Opens the rows as they are, without migrations: for a backup. */
  asItIs?: boolean;
}

/** What the host asks the database thread. */
export type Question =
  | { kind: 'request'; request: PlainRequest }
  /** One statement as the owner of the database. */
  | { kind: 'query'; sql: string; parameters: unknown[] }
  /** Several statements as the owner of the database, without parameters and rows. */
  | { kind: 'script'; sql: string }
  /** Writes all rows into `file`, with some small files of the data folder. */
  | { kind: 'backup'; file: string; files: Record<string, string> }
  | { kind: 'close' };

export type Answer<Q extends Question> = Q extends { kind: 'request' }
  ? PlainResponse
  : Q extends { kind: 'query' }
    ? Record<string, unknown>[]
    : Q extends { kind: 'backup' }
      ? BackupSummary
      : null;

/** A sign-in code lite wants mailed. Its own text is dropped: it is English and carries a link that signs in by GET. */
export interface SignInCode {
  to: string;
  /** Six digits. */
  code: string;
}

export type ToThread = { id: number; question: Question };

export type FromThread =
  | { kind: 'ready' }
  /** Still at the question. */
  | { kind: 'alive' }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'failure'; id: number; message: string; code: string | undefined }
  | { kind: 'sign_in_code'; signInCode: SignInCode };
