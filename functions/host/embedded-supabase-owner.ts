/** Statements as the owner of the database. A PGlite is one; a PostgreSQL is made one by embedded-supabase-postgres.ts. */
export interface DatabaseStatements {
  /** One statement. */
  query<Row>(sql: string, parameters?: unknown[]): Promise<{ rows: Row[] }>;
  /** Several statements, without parameters and rows. */
  exec(sql: string): Promise<unknown>;
}

export interface DatabaseOwner extends DatabaseStatements {
  transaction<T>(work: (statements: DatabaseStatements) => Promise<T>): Promise<T>;
}
