import type { Access, TableAccess } from '../database/access-matrix.ts';
import {
  keySql,
  personas,
  slots,
  type AccessWorld,
  type Persona,
  type PersonaName,
  type Slot,
  type WorldTable,
} from './access-world.ts';
import type { TestDatabase } from './database-pglite.ts';

/** Reading and writing, tried: what each person gets of the rows of the own company and of all others. */
export const operations = ['select', 'insert', 'update', 'delete'] as const;
export type Operation = (typeof operations)[number];
export type Outcome = 'refused' | 'nothing' | 'some' | 'rows';
/** `<who> / <operation> / own or foreign` -> outcome. */
export type Cells = Record<string, Outcome>;

const names = Object.keys(personas) as PersonaName[];
const cell = (name: PersonaName, operation: Operation, whose: 'own' | 'foreign') => `${name} / ${operation} / ${whose}`;
const ownSlot = (table: WorldTable, persona: Persona) => (table.owned ? persona.slot : undefined);

/** Runs a statement as somebody and takes back whatever it did. */
export const attemptSql = `
create schema attempts;
create function attempts.try_as(claims text, role text, statement text) returns text language plpgsql as $$
declare
  outcome text;
  changed bigint;
begin
  perform set_config('request.jwt.claims', claims, true);
  perform set_config('role', role, true);
  if statement like 'select%' then
    execute statement into outcome;
  else
    execute statement;
    get diagnostics changed = row_count;
    outcome := changed;
  end if;
  raise exception using errcode = 'PT000', message = coalesce(outcome, '');
exception when others then
  return sqlstate || ' ' || sqlerrm;
end $$;`;

/** What is measured of one table. Takes one query, so that a thousand mutants take seconds. */
export async function measure(database: TestDatabase, world: AccessWorld, table: WorldTable): Promise<Cells> {
  const attempts = names.flatMap((name) =>
    attemptsOf(world, table, personas[name]).map((attempt) => ({ name, ...attempt })),
  );
  const rows = attempts.map(({ name, sql }) => {
    const persona: Persona = personas[name];
    const claims = persona.claims
      ? JSON.stringify({ role: 'authenticated', amr: [{ method: 'otp' }], ...persona.claims })
      : '';
    return `($q$${claims}$q$, '${persona.role}', $q$${sql}$q$)`;
  });
  const answers = await database.query<{ outcome: string }>(
    `select attempts.try_as(a.claims, a.role, a.statement) as outcome from (values ${rows.join(',\n')}) as a (claims, role, statement)`,
  );
  const cells: Cells = {};
  for (const [at, attempt] of attempts.entries()) {
    const { outcome } = answers[at]!;
    for (const [whose, count] of Object.entries(attempt.expected) as ['own' | 'foreign', number][])
      cells[cell(attempt.name, attempt.operation, whose)] = outcomeOf(outcome, attempt, whose, count);
  }
  return cells;
}

interface Attempt {
  operation: Operation;
  sql: string;
  /** How many rows there are to see or change. */
  expected: Partial<Record<'own' | 'foreign', number>>;
  isOwn: (key: string) => boolean;
}

function attemptsOf(world: AccessWorld, table: WorldTable, persona: Persona): Attempt[] {
  const slot = ownSlot(table, persona);
  const key = keySql(table);
  const keyOf = (one: Slot) => world.keyOf(table.name, one);
  const [own, foreign] = [slots.filter((one) => one === slot), slots.filter((one) => one !== slot)];
  const isOwn = (text: string) =>
    slot !== undefined &&
    (text === keyOf(slot) ||
      (table.name === 'public.members' && slot === 'A' && !foreign.some((one) => keyOf(one) === text)));
  const settable = table.columns.find(({ generated, identity }) => !generated && !identity)!.name;
  const inserted = table.columns
    .filter(({ generated }) => !generated)
    .map(({ name }) => name)
    .join(', ');
  const attempts: Attempt[] = [
    {
      operation: 'select',
      sql: `select coalesce(json_agg(${key}), '[]') from ${table.name}`,
      expected: { ...(slot && { own: own.length }), foreign: foreign.length },
      isOwn,
    },
  ];
  for (const [whose, which] of [
    ['own', own],
    ['foreign', foreign],
  ] as const) {
    if (which.length === 0) continue;
    const where = `where ${key} in (${which.map((one) => `'${keyOf(one)}'`).join(', ')})`;
    const values = which.map(
      (one) =>
        `(${table.columns
          .filter(({ generated }) => !generated)
          .map(({ name }) => sqlValue(world.valueOf(table.name, name, one)))
          .join(', ')})`,
    );
    const expected = { [whose]: which.length };
    attempts.push(
      {
        operation: 'insert',
        sql: `insert into ${table.name} (${inserted}) overriding system value values ${values.join(', ')}`,
        expected,
        isOwn,
      },
      { operation: 'update', sql: `update ${table.name} set ${settable} = ${settable} ${where}`, expected, isOwn },
      { operation: 'delete', sql: `delete from ${table.name} ${where}`, expected, isOwn },
    );
  }
  return attempts;
}

const sqlValue = (value: unknown) => (value === null ? 'null' : `'${String(value)}'`);

function outcomeOf(answer: string, { operation, isOwn }: Attempt, whose: 'own' | 'foreign', count: number): Outcome {
  const [state, text] = [answer.slice(0, 5), answer.slice(6)];
  if (state === '42501' && /^permission denied for (table|view|schema)/.test(text)) return 'refused';
  if (state === '42501' && text.startsWith('new row violates row-level security')) return 'nothing';
  // Stopped by another rule than one of access: the right was there.
  if (state !== 'PT000') return 'rows';
  if (operation === 'insert') return 'rows';
  const seen =
    operation === 'select'
      ? (JSON.parse(text) as string[]).filter((key) => isOwn(key) === (whose === 'own')).length
      : Number(text);
  if (seen === 0) return 'nothing';
  return seen >= count ? 'rows' : 'some';
}

/** What the declaration says of the same cells. */
export function declaredCells(table: WorldTable, declared: TableAccess): Cells {
  const cells: Cells = {};
  const granted = Object.keys(declared).some((one) => one !== 'server' && one !== 'hidden');
  for (const name of names) {
    const persona: Persona = personas[name];
    for (const operation of operations)
      for (const whose of ['own', 'foreign'] as const) {
        if (whose === 'own' && !ownSlot(table, persona)) continue;
        cells[cell(name, operation, whose)] = outcome(name, persona, operation, whose);
      }
  }
  return cells;

  function outcome(name: PersonaName, persona: Persona, operation: Operation, whose: 'own' | 'foreign'): Outcome {
    if (persona.role === 'service_role') return declared.server?.includes(operation) ? 'rows' : 'refused';
    if (persona.role === 'anon' || operation !== 'select' || !granted) return 'refused';
    const access = declared.signedIn ?? accessOf(name, declared);
    return access === 'all' || (access === 'own' && whose === 'own') ? 'rows' : 'nothing';
  }
}

function accessOf(name: PersonaName, declared: TableAccess): Access | undefined {
  switch (name) {
    case 'the owner of A':
      return declared.owners ?? declared.partners;
    case 'a member of A':
    case 'a member of B':
      return declared.partners;
    case 'a programme lead':
      return declared.leads ?? declared.staff;
    case 'an account manager':
      return declared.staff;
    default:
      return undefined;
  }
}
