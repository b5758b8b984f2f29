import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LeadPage } from '../../src/features/leads/lead-work-contract.ts';
import { openTestDatabase, type SqlProblem, type TestDatabase } from '../helpers/database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from '../helpers/register-world.ts';

/*
 * Whoever is signed in changes as much as a person can, and not as much as a program could: every function that writes counts, or needs
 * something each time that was counted when it came.
 */

let database: TestDatabase;
let lead: string;
let note: string;
let thread: string;
let anton: string;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await makeRegisterWorld(database);
  const made = async (email: string, name: string, request: object) =>
    (await database.callAs<{ id: string }>(email, name, request)).id;
  lead = await made(people.anna, 'register_lead', { lead: leadOf(taxIdNumber(1)) });
  note = await made(people.anna, 'add_lead_note', { id: lead, text: 'Звонили.' });
  const [member] = await database.query<{ id: string }>(
    `select id from public.members where email = '${people.anton}'`,
  );
  anton = member!.id;
  thread = await made(people.anna, 'ask_support', { kind: 'presale', help: 'other', text: 'Помогите.' });
});

/** Of these every repetition needs something new, and why that comes in numbers is said beside. */
const counted: Record<string, string> = {
  begin_session: 'uses up a code, and codes are counted',
  end_session: 'ends what begin_session() began',
  withdraw_consent: 'once for each consent that was given',
  decide_application: 'once for each application; taking back is counted',
  decide_lead: 'once for each review; taking back is counted',
  decide_appeal: 'once for each appeal; taking back is counted',
  decide_transfer: 'once for each transfer, and those are counted',
  return_enquiry: 'once for each enquiry, and those are counted',
  close_enquiry: 'once for each enquiry, and those are counted',
  pass_enquiry: 'an enquiry is passed again only after its partner has answered',
  accept_passed_lead: 'once for each lead that was passed',
  decline_passed_lead: 'once for each lead that was passed',
  accept_offer: 'once for each edition',
  remove_member: 'once for each person, and invitations are counted',
  extend_pin: 'each pin so often as its edition says',
  renew_pin: 'each pin so often as its edition says',
  release_pin: 'once for each pin, and registrations are counted',
  merge_clients: 'a client that has gone into another is gone',
  leave_waiting_list: 'gives up a place, and taking places is counted',
  revoke_protection_feed: 'ends what make_protection_feed() made, which is counted',
  delete_lead_file: 'once for each file, and files are counted',
  reopen_lesson: 'takes back what complete_lesson() has counted',
  solve_support: 'changes nothing until somebody writes again, which is counted',
  settle_support: 'changes nothing until somebody writes again, which is counted',
  export_own_data: 'private.record_export() counts it',
  export_figure_rows: 'private.record_staff_export() counts it',
  export_person: 'private.record_staff_export() counts it',
  export_register: 'private.record_staff_export() counts it',
};

test('every function by which a signed-in person writes counts how often, or is bounded by what it needs', async () => {
  const writing = await database.query<{ name: string; counts: boolean }>(`
    select p.proname as name, p.prosrc ~ 'private.accept_(change|within_limit)' as counts from pg_proc as p
    where p.pronamespace = 'public'::regnamespace and p.provolatile = 'v' and has_function_privilege('authenticated', p.oid, 'execute')
    order by 1`);
  expect(writing.length).toBeGreaterThan(40);
  const free = writing.filter(({ counts }) => !counts).map(({ name }) => name);
  expect(free).toEqual(Object.keys(counted).toSorted());
});

const unknown = { id: '00000000-0000-4000-8000-000000000000' };
const client = { name: 'Клиент', country: 'RU', taxId: taxIdNumber(2) };

describe('one more than a busy person makes within an hour is refused', () => {
  test.each<[name: string, limit: string, atMost: number, email: string, request: () => object]>([
    ['change_lead_stage', 'lead_stages', 300, people.anna, () => ({ id: lead, stage: 'demo' })],
    ['change_lead', 'lead_changes', 300, people.anna, () => ({ id: lead, nextStep: { text: 'Позвонить' } })],
    ['change_lead_note', 'lead_note_changes', 300, people.anna, () => ({ id: lead, noteId: note, text: 'Писали.' })],
    ['delete_lead_note', 'lead_note_changes', 300, people.anna, () => ({ id: lead, noteId: note })],
    ['restore_lead_note', 'lead_note_changes', 300, people.anna, () => ({ id: lead, noteId: note })],
    ['join_waiting_list', 'waiting_places', 120, people.anna, () => ({ country: 'RU', taxId: taxIdNumber(2) })],
    ['complete_lesson', 'lessons', 300, people.anna, () => ({ lesson: 'start/first' })],
    ['change_partner_profile', 'profile_changes', 60, people.anna, () => ({ about: 'О нас' })],
    ['change_notices', 'notice_changes', 120, people.anna, () => ({ wanted: {} })],
    ['change_member_role', 'member_roles', 60, people.anna, () => ({ id: anton, role: 'member' })],
    ['write_support', 'support_messages', 60, people.anna, () => ({ id: thread, text: 'Ещё.' })],
    ['answer_support', 'support_answers', 300, people.maria, () => ({ id: thread, text: 'Ответ.' })],
    ['assign_support', 'support_assignments', 300, people.maria, () => ({ id: thread })],
    ['undo_decision', 'undone_decisions', 300, people.maria, () => unknown],
    ['change_partner', 'partner_changes', 300, people.maria, () => unknown],
    [
      'set_client_standing',
      'client_standings',
      300,
      people.maria,
      () => ({ client, standing: 'direct', reason: 'Наш' }),
    ],
    ['transfer_client', 'client_transfers', 120, people.maria, () => ({ clientId: unknown.id })],
    ['add_event_leads', 'event_lists', 60, people.maria, () => ({ partnerId: unknown.id, rows: [] })],
    ['retry_notification', 'notification_retries', 300, people.maria, () => unknown],
    ['retry_notifications', 'notification_retries', 300, people.maria, () => ({ channel: 'email' })],
    ['enter_figures', 'figures', 60, people.maria, () => ({ quarter: '2026-Q1' })],
    [
      'set_staff',
      'staff_changes',
      60,
      people.lead,
      () => ({ email: 'new@uley.example', name: 'Н', role: 'account_manager' }),
    ],
    ['erase_person', 'erasures', 60, people.lead, () => ({ email: 'nobody@klient.example', reason: 'Просьба' })],
  ])('%s', async (name, limit, atMost, email, request) => {
    const outcome = () =>
      database.callAs(email, name, request()).then(
        () => 'done',
        ({ code, message }: SqlProblem) => `${code} ${message}`,
      );
    const [person] = await database.query<{ id: string }>(
      `select id from public.members where email = '${email}' union all select id from public.staff where email = '${email}'`,
    );
    const accepted = (times: number) =>
      database.query(`
        with gone as (delete from private.rate_limits)
        insert into private.rate_limits (limit_name, subject, accepted_at)
        select '${limit}_per_hour', sha256(salt || convert_to('${limit}_per_hour:${person!.id}', 'UTF8')), private.now() - interval '1 minute'
        from private.rate_limit_salts cross join generate_series(1, ${times})`);
    await accepted(atMost - 1);
    expect(await outcome()).not.toContain('PT429');
    await accepted(atMost);
    expect(await outcome()).toBe('PT429 too_many_requests');
  });
});

test('of the moves of a lead its page tells the newest 200, and everything else that happened', async () => {
  await database.query(`
    insert into public.lead_events (lead_id, kind, happened_at, by_kind, details)
    select '${lead}', 'stage_changed', private.now() - interval '1 day' + interval '1 second' * n, 'member',
      '{"stage": "demo", "stageBefore": "new"}' from generate_series(1, 203) as n`);
  const { history, earlierMoves } = await database.callAs<LeadPage>(people.anna, 'read_lead', { id: lead });
  expect(earlierMoves).toBe(3);
  expect(history.filter(({ kind }) => kind === 'stage_changed')).toHaveLength(200);
  expect(history.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['registered', 'pinned']));
  const { history: told } = await database.callAs<LeadPage>(people.maria, 'read_lead_case', { id: lead });
  expect(told.map(({ kind }) => kind)).not.toContain('stage_changed');
});
