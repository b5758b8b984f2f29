import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { databaseTypes, typesFile } from '../../supabase/generate-types.ts';
import { openTestDatabase } from '../helpers/database-pglite.ts';

test('database.types.ts fits the migrations; node supabase/generate-types.ts writes it', async () => {
  const database = await openTestDatabase();
  try {
    expect(readFileSync(typesFile, 'utf8')).toBe(await databaseTypes(database.pglite));
    await database.query('alter table public.partners add column motto text');
    expect(await databaseTypes(database.pglite)).toContain('motto: string | null;');
  } finally {
    await database.close();
  }
});
