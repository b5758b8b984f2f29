import type { App } from '@supabase/lite';
import type { OpenDatabase } from './embedded-supabase-database.ts';
import type { ThreadStart } from './embedded-supabase-messages.ts';
import {
  appliedTableSql,
  applyMigrations,
  authSchemaSql,
  clockSql,
  projectRolesSql,
} from './embedded-supabase-migrations.ts';
import {
  missingRights,
  refuseLocale,
  refuseMissingRoles,
  refusePostgres,
} from './embedded-supabase-postgres-checks.ts';
import { loadBackup } from './embedded-supabase-restore.ts';

/** Makes of a database what a Supabase project is, with all migrations; one server after the other, if there are several. */
export async function prepareDatabase(database: OpenDatabase, app: App, start: ThreadStart): Promise<void> {
  const { owner, alone } = database;
  const isPostgres = 'address' in start.database;
  await alone(async () => {
    if (isPostgres) await refusePostgres(owner);
    // First of all, so that a start that was cut off is known for ours.
    await owner.exec(appliedTableSql);
    await owner.exec(projectRolesSql).catch((error: unknown) => {
      throw isPostgres ? missingRights(error) : error;
    });
    if (isPostgres) {
      await refuseMissingRoles(owner);
      await refuseLocale(owner);
    }
    await app.ensureSystemSchema();
    await owner.exec(authSchemaSql);
    if (start.restoreFrom) await loadBackup(database.pglite!, start.restoreFrom, start.migrationsFolder);
    if (!start.asItIs) await applyMigrations(owner, start.migrationsFolder);
    // A shift must not outlive the process that asked for it; on a PostgreSQL nobody has asked but a test.
    if (start.asItIs) return;
    if (!isPostgres || start.clockShiftSeconds !== 0) await owner.exec(clockSql(start.clockShiftSeconds));
  });
  // Lite's first request would grant every table to everybody, undoing our revokes; it does not when it believes to have done so.
  (database.connection as unknown as { rlsState: string }).rlsState = 'active';
}
