import type { RegisterHead } from '../../functions/register/check-chain.ts';
import { checkRegister, type CallRegister, type RegisterReport } from '../../functions/register/read-chain.ts';
import { openTestDatabase, type TestDatabase } from './database-pglite.ts';
import { leadOf, makeRegisterWorld, people, taxIdNumber } from './register-world.ts';

/** A register with some life in it, sealed, and a little more that still waits for its place. */
export interface RegisterToEdit {
  database: TestDatabase;
  call: CallRegister;
  /** The head as somebody outside has kept it. */
  head: RegisterHead;
  /** Checks after an edit behind the register's back, and takes the edit back. */
  after(edit: string, kept: readonly RegisterHead[]): Promise<RegisterReport>;
}

export async function openRegisterToEdit(): Promise<RegisterToEdit> {
  const database = await openTestDatabase();
  const call: CallRegister = async (name, request) => {
    const sql = request ? `select public.${name}($1::jsonb) as answer` : `select public.${name}() as answer`;
    const [row] = await database.query<{ answer: unknown }>(sql, request ? [JSON.stringify(request)] : []);
    return row!.answer;
  };
  await makeRegisterWorld(database);
  for (let n = 1; n <= 3; n += 1) {
    const contact = { name: 'Пётр Клиентов', email: `petr${n}@client${n}.example`, phone: '+7 900 000-00-00' };
    const lead = leadOf(taxIdNumber(n), { contact });
    await database.callAs(n % 2 ? people.anna : people.boris, 'register_lead', { lead });
  }
  const [pin] = await database.query<{ id: string }>(
    `select p.client_id as id from public.client_pins p join public.members m on m.partner_id = p.partner_id where m.email = $1 limit 1`,
    [people.anna],
  );
  await database.callAs(people.anna, 'extend_pin', { clientId: pin!.id, activity: 'Показ портала.' });
  await database.callAs(people.anna, 'release_pin', { clientId: pin!.id });
  await database.query('select public.seal_audit_records()');
  const [sealed] = await database.query<{ head: RegisterHead }>('select public.register_head() as head');
  const { position, sha256 } = sealed!.head;
  await database.callAs(people.boris, 'register_lead', { lead: leadOf(taxIdNumber(9)) });
  await database.pglite.exec(behindTheBackSql);
  return {
    database,
    call,
    head: { position, sha256 },
    async after(edit, kept) {
      await database.pglite.exec('begin');
      try {
        await database.pglite.exec(`${asInsiderSql} ${edit};`);
        return await checkRegister(call, kept);
      } finally {
        await database.pglite.exec('rollback');
      }
    },
  };
}

/** The owner of the database can put triggers to sleep and drop constraints. */
const asInsiderSql = `
set local session_replication_role = replica;
alter table private.audit_records drop constraint audit_records_sha256_is_of_the_content;
alter table private.audit_records drop constraint audit_records_content_is_an_object;
alter table private.audit_chain drop constraint audit_chain_position_counts_from_one;
drop index private.audit_records_subject_idx, private.audit_records_action_idx,
  private.audit_records_actor_idx, private.audit_records_actor_kind_idx, private.audit_records_at_idx;`;

const behindTheBackSql = `
create function public.chain_anew(from_position bigint) returns void language plpgsql as $$
declare link record; before text;
begin
  select chain_sha256 into before from private.audit_chain where position = from_position - 1;
  for link in select c.position, c.sealed_at, r.sha256 from private.audit_chain c join private.audit_records r on r.id = c.record_id where c.position >= from_position order by c.position loop
    before := encode(sha256(convert_to(coalesce(before, '') || ':' || link.position || ':' || private.utc_text(link.sealed_at) || ':' || link.sha256, 'UTF8')), 'hex');
    update private.audit_chain set record_sha256 = link.sha256, chain_sha256 = before where position = link.position;
  end loop;
end $$;
create function public.edit_record(at_position bigint, marked text) returns void language sql as $$
  update private.audit_records r set content = jsonb_set(content::jsonb, '{action}', to_jsonb(marked))::text,
    sha256 = encode(sha256(convert_to(jsonb_set(content::jsonb, '{action}', to_jsonb(marked))::text, 'UTF8')), 'hex')
  where r.id = (select record_id from private.audit_chain where position = at_position);
$$;`;

/** What an insider may do; p is a place in the chain, q a later or earlier one. */
export const edits: Record<string, (p: number, q: number, mark: string) => string> = {
  'a text': (p, _q, mark) =>
    `update private.audit_records set content = overlay(content placing '${mark}' from 12 for 4) where id = (select record_id from private.audit_chain where position = ${p})`,
  'a text with its checksum': (p, _q, mark) => `select public.edit_record(${p}, '${mark}')`,
  'a text with its checksum and the one in its link': (p, _q, mark) =>
    `select public.edit_record(${p}, '${mark}'); update private.audit_chain c set record_sha256 = r.sha256 from private.audit_records r where r.id = c.record_id and c.position = ${p}`,
  'a text, the chain made anew behind it': (p, _q, mark) =>
    `select public.edit_record(${p}, '${mark}'); select public.chain_anew(${p})`,
  'a record gone': (p) =>
    `delete from private.audit_records where id = (select record_id from private.audit_chain where position = ${p})`,
  'a link gone': (p) => `delete from private.audit_chain where position = ${p}`,
  'a record gone, the rest moved up and chained anew': (p) => `
    delete from private.audit_records where id = (select record_id from private.audit_chain where position = ${p});
    delete from private.audit_chain where position = ${p};
    update private.audit_chain set position = -position where position > ${p};
    update private.audit_chain set position = -position - 1 where position < 0;
    select public.chain_anew(${p})`,
  'two links exchanged': (p, q) => `
    update private.audit_chain set position = -${p} where position = ${p}; update private.audit_chain set position = ${p} where position = ${q};
    update private.audit_chain set position = ${q} where position = -${p}`,
  'two records exchanged and chained anew': (p, q) => `
    with ids as (select a.record_id as one, b.record_id as two from private.audit_chain a, private.audit_chain b where a.position = ${p} and b.position = ${q})
    update private.audit_chain c set record_id = case when c.position = ${p} then -ids.two else -ids.one end from ids where c.position in (${p}, ${q});
    update private.audit_chain set record_id = -record_id where record_id < 0; select public.chain_anew(least(${p}, ${q}))`,
  'a record without a place put in': (_p, _q, mark) => `
    insert into private.audit_records (id, content, sha256) overriding system value
    select 900000, '{"id": 900000, "action": "${mark}"}', encode(sha256(convert_to('{"id": 900000, "action": "${mark}"}', 'UTF8')), 'hex')`,
  'a record put in among the others and chained anew': (p, _q, mark) => `
    insert into private.audit_records (id, content, sha256) overriding system value
    select 900000, '{"id": 900000, "action": "${mark}"}', encode(sha256(convert_to('{"id": 900000, "action": "${mark}"}', 'UTF8')), 'hex');
    update private.audit_chain set position = -position where position >= ${p};
    update private.audit_chain set position = -position + 1 where position < 0;
    insert into private.audit_chain (position, record_id, record_sha256, sealed_at, chain_sha256)
    select ${p}, r.id, r.sha256, private.now(), r.sha256 from private.audit_records r where r.id = 900000; select public.chain_anew(${p})`,
  'the tail cut off': (p) => `
    delete from private.audit_records where id in (select record_id from private.audit_chain where position >= ${p}) or id in (select record_id from private.audit_unsealed);
    delete from private.audit_unsealed; delete from private.audit_chain where position >= ${p}`,
  'a time of sealing': (p) =>
    `update private.audit_chain set sealed_at = sealed_at - interval '1 day' where position = ${p}`,
  'a checksum of a link': (p, q) =>
    `update private.audit_chain set chain_sha256 = (select chain_sha256 from private.audit_chain where position = ${q}) where position = ${p}`,
  'a protection prolonged': () =>
    `update public.client_pins set protected_until = protected_until + interval '1 day' where id = (select id from public.client_pins order by random() limit 1)`,
  'a pin given to somebody else': () =>
    `update public.client_pins p set partner_id = (select id from public.partners q where q.id <> p.partner_id) where p.id = (select id from public.client_pins order by random() limit 1)`,
  'a pin gone': () =>
    `delete from public.client_pins where id = (select id from public.client_pins order by random() limit 1)`,
  'a lead told to be ended': () =>
    `update public.leads set status = case status when 'ended' then 'pinned' else 'ended' end, closed_at = case status when 'ended' then null else private.now() end where id = (select id from public.leads order by random() limit 1)`,
  'a contact of a lead': (_p, _q, mark) =>
    `update public.leads set contact_name = '${mark}' where id = (select id from public.leads where contact_name is not null order by random() limit 1)`,
  'a receipt with another end': () =>
    `update public.receipts set protected_until = protected_until + interval '1 day' where id = (select id from public.receipts order by random() limit 1)`,
  'a partner put in': () =>
    `insert into public.partners (name, country, tax_id, site) values ('Свой человек', 'RU', '0011111111', 'svoj.example')`,
};
