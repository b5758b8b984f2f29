interface Row {
  action: string;
  table: string;
  n: number;
}

/**
 * Throws when somebody, or the server, has changed an audited row and the register does not say what was done: whatever writes one calls
 * `private.because()` first. What a test changes by hand, as the owner of the database, needs no name.
 */
export async function checkRegister(query: (sql: string) => Promise<Row[]>): Promise<void> {
  const unnamed = await query(`
    select content::jsonb ->> 'operation' as action, content::jsonb ->> 'table' as table, count(*)::integer as n
    from private.audit_records
    where content::jsonb ->> 'action' = 'unnamed' and content::jsonb #>> '{actor,kind}' <> 'database' group by 1, 2 order by 1, 2`);
  if (unnamed.length > 0)
    throw new Error(
      `Nothing says why these rows changed: ${unnamed.map(({ action, table, n }) => `${action} ${table} (${n})`).join(', ')}`,
    );
}
