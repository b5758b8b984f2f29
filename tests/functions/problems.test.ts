import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseProblem } from '../../functions/database/database-problem.ts';
import { languages, stringsOf } from '../../functions/i18n/words.ts';
import { fieldProblemCodes, problemCodes, problemStatus } from '../../src/api/problem-contract.ts';

const migrations = path.resolve(import.meta.dirname, '../../supabase/migrations');
const raised = readdirSync(migrations)
  .filter((name) => name.endsWith('.sql'))
  .flatMap((name) => [
    ...readFileSync(path.join(migrations, name), 'utf8').matchAll(
      /raise\s+sqlstate\s+'(\w+)'\s+using\s+message\s*=\s*'([^']*)'/gi,
    ),
  ])
  .map(([, sqlstate, code]) => ({ sqlstate: sqlstate!, code: code! }));

describe('one table of problems', () => {
  it('holds every code SQL raises, with the status its SQLSTATE names', () => {
    expect(raised.length).toBeGreaterThan(4);
    for (const { sqlstate, code } of raised)
      expect(`PT${problemStatus[code as keyof typeof problemStatus]} ${code}`).toBe(`${sqlstate} ${code}`);
  });

  it('lets SQL raise errors in no other way', () => {
    for (const name of readdirSync(migrations).filter((file) => file.endsWith('.sql'))) {
      const sql = readFileSync(path.join(migrations, name), 'utf8').replace(/--.*$/gm, '');
      expect([name, [...sql.matchAll(/\braise\s+(?!sqlstate|notice|debug)\w+/gi)].map(([text]) => text)]).toEqual([
        name,
        [],
      ]);
    }
  });

  it.each(languages)('has words for exactly its codes in %s', (language) => {
    const { problems, fieldProblems } = stringsOf(language);
    expect(Object.keys(problems).toSorted()).toEqual(problemCodes.toSorted());
    expect(Object.keys(fieldProblems).toSorted()).toEqual([...fieldProblemCodes].toSorted());
    for (const { title, remedy } of Object.values(problems)) expect(title.length > 3 && remedy.length > 3).toBe(true);
  });

  it('is what an error of the database is read with', () => {
    expect(databaseProblem({ code: 'PT429', message: 'too_many_requests', details: '12' })).toEqual({
      code: 'too_many_requests',
      detail: '12',
    });
    expect(databaseProblem({ code: 'PT429', message: 'invalid_input' })).toEqual({ code: 'internal' });
  });
});
