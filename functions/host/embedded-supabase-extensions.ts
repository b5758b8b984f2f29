import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/**
 * What migrations may `create extension`: PGlite has no folder to look in and must be handed each one at its opening. A real
 * PostgreSQL brings the same ones along (contrib). Whoever opens a PGlite for the migrations hands it these.
 */
export const databaseExtensions = { pg_trgm, btree_gist };
