/* What the people of the demo world are at, so that the rooms show life at the first start: lessons done, help asked for. */

/** Lessons one person has done, in the order of the course; the first was done some days ago, one a day since. */
export const demoLessons = {
  member: 'anna@sever.example',
  lessons: [
    'programme.how-both-earn',
    'programme.who-does-what',
    'programme.offer-and-acceptance',
    'programme.first-thirty-days',
    'pinning.recognise-the-client',
    'pinning.term-and-extension',
    'pinning.refusal',
  ],
} as const;

/** Two requests for help: one answered, where the partner reads next, and one that waits for the vendor within its promise. */
export const demoSupport = [
  {
    member: 'anton@sever.example',
    kind: 'technical',
    severity: 'hindered',
    solution: 'corporate-university',
    client: '0045678903',
    hoursAgo: 27,
    text: 'Переносим курсы «Прибоя» из старой системы. Из сорока архивов SCORM два не открываются: плеер показывает белый экран. Остальные работают. Можно их починить или проще собрать заново?',
    answer: {
      hoursAgo: 22,
      text: 'Антон, добрый день! Чаще всего так бывает, когда файл imsmanifest.xml лежит не в корне архива, а в папке. Переложите его в корень и загрузите архив снова: оценки и прогресс по другим курсам это не заденет. Если не поможет, пришлите сюда один из двух архивов, посмотрим сами.',
    },
  },
  {
    member: 'anna@sever.example',
    kind: 'presale',
    help: 'joint_demo',
    solution: 'leave-planner',
    client: '0056789010',
    hoursAgo: 0,
    text: 'Директор по персоналу «Ландыша» готова посмотреть «График отпусков» и просит показать обмен с кадровым учётом. Сможете подключиться к встрече на следующей неделе? Нам удобны вторник и среда после обеда.',
  },
] as const;

/**
 * Statements of the block that seeds the demo world, after its partners, staff and clients: `world`, `held` and `asked` are its
 * variables. The answer comes from the account manager.
 */
export const lifeSql = `
  insert into public.lesson_completions (member_id, lesson, completed_at)
  select m.id, l.lesson, private.now() - private.whole_days((jsonb_array_length(world -> 'lessons' -> 'lessons') - l.place)::integer + 1)
  from public.members m
  cross join jsonb_array_elements_text(world -> 'lessons' -> 'lessons') with ordinality as l (lesson, place)
  where m.email = world -> 'lessons' ->> 'member';

  for held in select * from jsonb_array_elements(world -> 'support') loop
    insert into public.support_requests (partner_id, member_id, kind, help, solution, severity, lead_id, state, answer_by, answered_at,
      assigned_to, edition, received_at, changed_at, sample)
    select m.partner_id, m.id, held ->> 'kind', held ->> 'help', held ->> 'solution', held ->> 'severity',
      (select l.id from public.leads l join public.clients c on c.id = l.client_id
        where l.partner_id = m.partner_id and c.tax_id = held ->> 'client'),
      case when moment.answered is null then 'waiting_for_vendor' else 'waiting_for_partner' end,
      case when moment.answered is null then private.support_promise(moment.asked, held ->> 'kind', held ->> 'severity', edition.rules) end,
      moment.answered, p.account_manager_id, edition.id, moment.asked, coalesce(moment.answered, moment.asked), true
    from public.members m
    join public.partners p on p.id = m.partner_id
    cross join private.edition_in_force(private.now()) as edition
    cross join lateral (select private.now() - make_interval(hours => (held ->> 'hoursAgo')::integer) as asked,
      private.now() - make_interval(hours => (held -> 'answer' ->> 'hoursAgo')::integer) as answered) as moment
    where m.email = held ->> 'member'
    returning * into asked;
    insert into public.support_messages (request_id, member_id, text, sent_at)
    values (asked.id, asked.member_id, held ->> 'text', asked.received_at);
    if asked.answered_at is not null then
      insert into public.support_messages (request_id, staff_id, text, sent_at)
      values (asked.id, asked.assigned_to, held -> 'answer' ->> 'text', asked.answered_at);
    end if;
  end loop;
`;
