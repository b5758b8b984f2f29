import { expect, test } from 'vitest';
import { databaseProblem } from '../../functions/database/database-problem.ts';
import { migrationsIn } from '../../functions/host/embedded-supabase-migrations.ts';
import { problemStatus, type ProblemCode } from '../../src/api/problem-contract.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';

const sql = migrationsIn(migrationsFolder).map((migration) => migration.sql.replace(/^\s*--.*$/gm, ''));

/** Raises that are never an answer: the register's own protection, a mistake of a caller of ours, a signal inside one function. */
const neverAnswers = /^raise\s+(sqlstate '(42501|LTK01)'|exception 'cancel_notifications\(\) )/;

/** Every `raise` of the migrations: its status and its code. */
const raised = sql
  .flatMap((text) => [...text.matchAll(/raise\s+[^;]*/g)])
  .filter(([statement]) => !neverAnswers.test(statement))
  .map(
    ([statement]) =>
      /^raise\s+sqlstate\s+'PT(\d{3})'\s+using\s+message\s*=\s*'([a-z_]+)'/.exec(statement) ?? [statement],
  )
  .map(([statement, status, code]) => (code ? { status: Number(status), code } : { statement }));

test('SQL raises nothing but codes of the problem table, each under its status', () => {
  expect(raised.length).toBeGreaterThan(40);
  expect(raised).toEqual(raised.map(({ code }) => ({ status: problemStatus[code as ProblemCode], code })));
});

test('the comment of a function names every code the function raises', () => {
  const documented = /create function ([\w.]+)\([\s\S]*?\n\$\$;\ncomment on function [\s\S]*?';\n/g;
  const silent = sql
    .flatMap((text) => [...text.matchAll(documented)])
    .flatMap(([whole, name]) => {
      const [body = '', comment = ''] = whole.split('\ncomment on function ');
      const codes = [...body.matchAll(/raise\s+sqlstate\s+'(PT\d{3})'\s+using\s+message\s*=\s*'([a-z_]+)'/g)];
      return codes
        .map(([, status, code]) => `${status} ${code}`)
        .filter((code) => !comment.includes(code))
        .map((code) => `${name}: ${code}`);
    });
  expect(silent).toEqual([]);
});

test.each([
  [
    { code: 'PT429', message: 'too_many_requests', details: '17' },
    { code: 'too_many_requests', detail: '17' },
  ],
  [{ code: 'PT503', message: 'edition_not_published', details: null }, { code: 'edition_not_published' }],
  // A status that is not the code's, a code nobody knows, words of the prototype.
  [{ code: 'PT409', message: 'too_many_requests' }, { code: 'internal' }],
  [{ code: 'PT418', message: 'teapot' }, { code: 'internal' }],
  [{ code: 'PT200', message: 'constructor' }, { code: 'internal' }],
  [{ code: '23514', message: 'new row violates check constraint' }, { code: 'internal' }],
  [{ code: 'SUP', message: 'error: something' }, { code: 'internal' }],
  [{ code: 'PGRST202', message: 'Could not find the function' }, { code: 'internal' }],
  [{ code: 'PGRST301', message: 'JWT expired' }, { code: 'session_required' }],
  [{ code: 'PGRST000', message: 'connection' }, { code: 'database_unavailable' }],
  [{ code: 'PGRST003', message: 'pool' }, { code: 'database_unavailable' }],
  [{ code: '08006', message: 'connection failure' }, { code: 'database_unavailable' }],
  [{ code: '53300', message: 'too many connections' }, { code: 'database_unavailable' }],
  [{ code: '57P03', message: 'starting up' }, { code: 'database_unavailable' }],
  [{ code: '57014', message: 'canceling statement due to statement timeout' }, { code: 'internal' }],
  [{ code: '', message: 'TypeError: fetch failed' }, { code: 'database_unavailable' }],
  [{ code: '', message: 'TimeoutError: The operation was aborted due to timeout' }, { code: 'database_unavailable' }],
  [{ code: '', message: 'SyntaxError: odd' }, { code: 'internal' }],
  [new Error('odd'), { code: 'internal' }],
  [null, { code: 'internal' }],
  ['odd', { code: 'internal' }],
])('%j of supabase-js is %j', (error, problem) => {
  expect(databaseProblem(error)).toEqual(problem);
});
