import { createHash } from 'node:crypto';
import { checkFit } from '../../src/features/applications/application-rules.ts';
import type { ApplicationRequest } from '../../src/features/applications/application-contract.ts';
import type { PublishedEdition } from '../../src/features/programme/programme-contract.ts';
import { demoLessons, demoSupport, lifeSql } from './demo-life.ts';
import type { EmbeddedSupabase } from './embedded-supabase.ts';

/*
 * The demo world of HTTP.md: everything is invented and marked `sample` in its row. The ИНН carry the region code 00, which is never
 * issued, and a right checksum; the addresses end in `.example`, which never belongs to anybody.
 */

interface DemoPerson {
  name: string;
  email: string;
  role: string;
}

export const demoPartners: readonly { name: string; taxId: string; site: string; members: readonly DemoPerson[] }[] = [
  {
    name: 'Северный контур',
    taxId: '0012345673',
    site: 'sever.example',
    members: [
      { name: 'Анна Ветрова', email: 'anna@sever.example', role: 'owner' },
      { name: 'Антон Ладный', email: 'anton@sever.example', role: 'member' },
    ],
  },
  {
    name: 'Южный мост',
    taxId: '0023456784',
    site: 'most.example',
    members: [{ name: 'Борис Причалов', email: 'boris@most.example', role: 'owner' }],
  },
];

export const demoStaff: readonly DemoPerson[] = [
  { name: 'Мария Сотова', email: 'maria@uley.example', role: 'account_manager' },
  { name: 'Глеб Медунов', email: 'lead@uley.example', role: 'programme_lead' },
];

/** Waits for a decision; meets four of the five criteria, so that there is something to decide. */
export const demoApplication: ApplicationRequest = {
  company: {
    name: 'Гавань интеграций',
    country: 'RU',
    taxId: '0034567895',
    site: 'gavan.example',
    headcount: 12,
    clientSizes: ['medium', 'large'],
    fields: ['it-integrator', 'consulting'],
    expertise: ['automation', 'integration'],
  },
  aim: 'sales-channel',
  contact: { name: 'Ирина Якорева', email: 'irina@gavan.example', phone: '+7 900 000-00-00', position: 'Директор' },
  consents: { processing: true, mailing: false },
  locale: 'ru',
};

/**
 * Clients the partners hold; the days are those since the pin was granted and those to its end. Of the sale itself they say how far it is,
 * what comes next and in how many days.
 */
export const demoClients = [
  {
    holder: 'anna@sever.example',
    name: 'Завод «Прибой»',
    taxId: '0045678903',
    site: 'priboj.example',
    grantedDaysAgo: 12,
    endsInDays: 78,
    need: 'Пример: перенести обучение 600 сотрудников на портал.',
    stage: 'contact',
    amountRoubles: 640_000,
    next: { step: 'Собрать список обязательных курсов', inDays: 3 },
  },
  {
    holder: 'anna@sever.example',
    name: 'Аптеки «Ландыш»',
    taxId: '0056789010',
    site: 'landysh.example',
    grantedDaysAgo: 47,
    endsInDays: 43,
    need: 'Пример: согласовать отпуска 40 аптек без таблиц.',
    stage: 'demo',
    amountRoubles: 240_000,
    next: { step: 'Показать «График отпусков» директору по персоналу', inDays: 8 },
  },
  // Close to its end: something to extend.
  {
    holder: 'anna@sever.example',
    name: 'Перевозчик «Веха»',
    taxId: '0067890124',
    site: 'vekha.example',
    grantedDaysAgo: 85,
    endsInDays: 5,
    need: 'Пример: справки и заявления водителей с телефона.',
    stage: 'proposal',
    amountRoubles: 380_000,
    next: { step: 'Получить ответ на расчёт', inDays: 2 },
  },
  {
    holder: 'boris@most.example',
    name: 'Агрохолдинг «Нива»',
    taxId: '0078901233',
    site: 'niva.example',
    grantedDaysAgo: 30,
    endsInDays: 60,
    need: 'Пример: адаптация новичков в восьми хозяйствах.',
    stage: 'contact',
    amountRoubles: 240_000,
    next: { step: 'Позвонить в отдел кадров', inDays: 4 },
  },
] as const;

const sampleConsents = [
  { purpose: 'processing', given: true, text: 'Пример: согласие на обработку персональных данных.' },
  { purpose: 'mailing', given: false, text: 'Пример: согласие на рассылку.' },
];

/**
 * Seeds the demo world into an empty embedded database, as its owner; the programme must be published before. The application goes
 * through `submit_application()` like a real one, so its mails lie in the outbox.
 * @returns false when there is anything of a programme already, and nothing was touched
 */
export async function seedDemoWorld({ query, script }: Pick<EmbeddedSupabase, 'query' | 'script'>): Promise<boolean> {
  const [state] = await query<{ empty: boolean }>(
    `select not exists (select from public.partners) and not exists (select from public.members)
       and not exists (select from public.staff) and not exists (select from public.applications) as empty`,
  );
  if (!state?.empty) return false;
  const [edition] = await query<PublishedEdition>(
    'select rules, rules_sha256 as "rulesSha256" from private.edition_in_force(private.now()) where id is not null',
  );
  if (!edition) throw new Error('The demo world needs an edition in force: publish the programme first.');
  const world = {
    partners: demoPartners,
    staff: demoStaff,
    clients: demoClients,
    lessons: demoLessons,
    support: demoSupport,
  };
  await script(seedSql({ ...world, request: requestOf(demoApplication, edition) }));
  return true;
}

/** What `submit_application()` takes, as the function `applications` would ask it. */
function requestOf(application: ApplicationRequest, { rules, rulesSha256 }: PublishedEdition): object {
  return {
    application,
    fit: checkFit({ ...application.company, aim: application.aim }, rules.fit),
    edition: rules.id,
    rulesSha256,
    networkAddress: '192.0.2.1', // kept for documentation (RFC 5737), nobody's
    consents: sampleConsents.map((consent) => ({
      ...consent,
      textSha256: createHash('sha256').update(consent.text).digest('hex'),
      version: rules.id,
    })),
    channel: 'json',
  };
}

/** One statement, so the world is there as a whole or not at all. Staff come first: the application tells them. */
const seedSql = (world: object) => `
do $seed$
declare
  world constant jsonb := $world$${JSON.stringify(world)}$world$;
  answer jsonb;
  held jsonb;
  lead public.leads;
  pin public.client_pins;
  asked public.support_requests;
begin
  perform private.because('seed_demo_world');
  insert into public.staff (name, email, role, sample)
  select s ->> 'name', s ->> 'email', s ->> 'role', true from jsonb_array_elements(world -> 'staff') s;

  insert into public.partners (name, country, tax_id, site, sample, account_manager_id)
  select p ->> 'name', 'RU', p ->> 'taxId', p ->> 'site', true, (select s.id from public.staff s where s.role = 'account_manager' limit 1)
  from jsonb_array_elements(world -> 'partners') p;

  insert into public.members (partner_id, name, email, role, sample)
  select partner.id, m ->> 'name', m ->> 'email', m ->> 'role', true
  from jsonb_array_elements(world -> 'partners') p
  cross join jsonb_array_elements(p -> 'members') m
  join public.partners partner on partner.country = 'RU' and partner.tax_id = p ->> 'taxId';

  -- Both owners have accepted the offer in force; where the build has left none, nobody has.
  insert into public.offer_acceptances (partner_id, edition, language, sha256, full_name, position, authority, accepted_by, accepted_at)
  select m.partner_id, offer.edition, offer.language, offer.sha256, m.name, 'Генеральный директор', 'charter', m.id, private.now()
  from public.members m
  join public.offers offer on offer.edition = (private.edition_in_force(private.now())).id and offer.language = 'ru'
  where m.role = 'owner';

  for held in select * from jsonb_array_elements(world -> 'clients') loop
    held := held || jsonb_build_object('country', 'RU');
    select l.* into lead from public.members m cross join lateral private.insert_lead(jsonb_build_object('source', 'partner', 'status', 'in_review', 'rule', 'pin.protectionDays', 'client', held,
        'need', held ->> 'need', 'registeredBy', m.id, 'answerBy', current_date),
      m.partner_id, (private.note_client(held, null)).id, (private.edition_in_force(private.now())).id) as l
    where m.email = held ->> 'holder';
    update public.clients set sample = true where id = lead.client_id;
    update public.leads set sample = true, received_at = private.now() - private.whole_days((held ->> 'grantedDaysAgo')::integer),
      stage = held ->> 'stage', stage_changed_at = private.now() - private.whole_days(5), responsible_id = registered_by,
      expected_amount_kopecks = (held ->> 'amountRoubles')::bigint * 100,
      next_step = held -> 'next' ->> 'step', next_step_on = private.programme_date() + (held -> 'next' ->> 'inDays')::integer
    where id = lead.id returning * into lead;
    perform private.add_lead_event(lead.id, 'registered', 'member');
    -- A term that goes on: granted so many days ago, with so many left.
    pin.granted_at := lead.received_at;
    pin.protected_until := private.now() + private.whole_days((held ->> 'endsInDays')::integer);
    pin.edition := lead.edition;
    pin.extensions := 0;
    pin := private.grant_pin(lead, 'pin.protectionDays', 'pinned', pin);
    perform private.add_lead_event(lead.id, 'pinned', 'programme', jsonb_build_object('until', pin.protected_until));
    update public.lead_events set happened_at = lead.received_at + case kind when 'pinned' then interval '1 second' else interval '0' end
    where lead_id = lead.id;
  end loop;

${lifeSql}
  -- Revenue of the present quarter, so that the figures have something to show.
  insert into public.quarter_figures (quarter, total_revenue_kopecks, partner_revenue_kopecks, entered_at, sample)
  values (private.quarter_of((private.now() at time zone ((private.edition_in_force(private.now())).rules ->> 'timeZone'))::date),
    4000000000, 540000000, private.now(), true);

  answer := public.submit_application(world -> 'request');
  -- The application has said its own name.
  perform private.because('seed_demo_world');
  update public.applications set sample = true where number = answer ->> 'number';
end
$seed$`;
