/** Cases of the vendor's console as the register would answer, for pages in front of a register that answers as told. */
const id = '0b6f0c1e-0000-4000-8000-000000000101';
const at = '2026-11-20T08:00:00Z';
const day = 86_400_000;
const partner = { id: '0b6f0c1e-0000-4000-8000-00000000000b', name: 'Северный контур', status: 'active' };
const company = { name: 'Заря', country: 'RU', taxId: '0045182304', site: 'zarya.example' };
const pin = {
  partner: { id: partner.id, name: 'Южный мост' },
  from: at,
  until: '2027-02-18T08:00:00Z',
  graceUntil: '2027-02-25T08:00:00Z',
  isActive: true,
  daysLeft: 82,
  extensions: 0,
  edition: '2026-11',
  rule: 'pin.protectionDays',
};
const line = { id, ...company, standing: 'open', sample: true, domains: ['zarya.example'], pin };
const decision = {
  id,
  decision: 'decline',
  by: 'Глеб Медунов',
  at,
  reason: 'Нет',
  comment: 'Подумаем',
  edition: '2026-11',
};
const history = [
  { at, kind: 'registered', by: 'member', partner: partner.name, leadId: id, number: 'L-7K2M9QXA' },
  {
    at,
    kind: 'pinned',
    by: 'staff',
    partner: partner.name,
    leadId: id,
    number: 'L-7K2M9QXA',
    until: pin.until,
    rule: pin.rule,
  },
];
const other = { id, number: 'L-7K2M9QXC', partner: 'Южный мост', status: 'declined', source: 'partner', createdAt: at };

export const fakeLine = (kind: string, number: string, facts: object, more: object = {}) => ({
  id,
  kind,
  number,
  title: 'Заря',
  dueOn: '2026-11-30',
  dueAt: new Date(Date.now() + day / 3).toISOString(),
  dueInDays: 0,
  businessDaysLeft: 0,
  escalated: true,
  sample: true,
  createdAt: at,
  facts,
  ...more,
});

export const fakeInbox = (...items: object[]) => ({
  items,
  counts: {
    all: items.length,
    mine: 0,
    kinds: Object.fromEntries(items.map((one) => [(one as { kind: string }).kind, 1])),
  },
  at,
});

export const fakeLeadFacts = {
  client: company,
  partner,
  need: 'Расчёт',
  solutions: [],
  reason: 'domain_known',
  sameDomain: [],
  similarNames: [],
};

export const fakeCases = {
  id,
  lead: {
    id,
    number: 'L-7K2M9QXA',
    status: 'in_review',
    source: 'partner',
    sample: true,
    createdAt: at,
    partner,
    registeredBy: 'Анна Ветрова',
    client: { id, ...company, domains: ['zarya.example'], standing: 'open', knownAs: 'ООО «Заря»' },
    contact: { name: 'Вера', email: 'vera@zarya.example' },
    need: 'Расчёт на 420 человек',
    solutions: ['corporate-university'],
    expectedAmountKopecks: 64_000_000,
    review: { reasons: ['domain_known'], openedAt: at, answerBy: '2026-11-30' },
    rule: { edition: '2026-11', id: 'promise.answerBusinessDays' },
    pins: [{ ...pin, isActive: false, endedBy: 'released' }],
    otherLeads: [other],
    appeals: [{ number: 'P-7K2M9QXA', partner: 'Южный мост', status: 'waiting', statement: 'Наш', createdAt: at }],
    similar: [
      { ...line, name: 'ООО «Заря-Логистик Северо-Запад»', similarity: 0.8, sameDomain: true },
      { ...line, id: `${id}2`, pin: undefined, similarity: 0.5, sameDomain: false },
    ],
    history,
    decisions: [{ ...decision, undone: { at, by: 'Глеб Медунов' } }],
  },
  application: {
    id,
    number: 'A-7K2M9QXA',
    name: 'Заря',
    country: 'RU',
    taxId: company.taxId,
    status: 'waiting',
    createdAt: at,
    answerBy: '2026-11-30',
    sample: true,
    company: { ...company, headcount: 40, fields: ['it-integrator'], expertise: ['crm'], clientSizes: ['large'] },
    aim: 'sales-channel',
    contact: { name: 'Вера', email: 'vera@zarya.example' },
    fit: {
      met: 1,
      of: 2,
      criteria: [
        { id: 'field', met: true },
        { id: 'aim', met: false },
      ],
    },
    criteria: [
      { id: 'field', anyOf: ['it-integrator'], noneOf: ['own-hr-portals'] },
      { id: 'aim', anyOf: ['project-quality'], noneOf: [] },
    ],
    edition: '2026-11',
    editionNumber: 1,
    escalated: false,
    decisions: [decision],
    similar: {
      partners: [{ ...partner, taxId: company.taxId, similarity: 1, sameTaxId: true, sameDomain: true, since: at }],
      applications: [],
      clients: [{ ...line, similarity: 0.6, sameDomain: false }],
    },
  },
  client: {
    ...line,
    createdAt: at,
    otherTaxIds: [{ taxId: '0012345673', name: 'Заря' }],
    pins: [pin],
    leads: [other],
    waiting: ['Южный мост'],
    transfers: [
      {
        id,
        number: 'C-7K2M9QXA',
        status: 'declined',
        at,
        from: 'Южный мост',
        to: partner.name,
        askedBy: 'Мария Сотова',
        reason: 'Письмо',
        fileId: id,
        answerBy: '2026-11-30',
        decisions: [decision],
      },
    ],
    history,
    similar: [{ ...line, id: `${id}2`, similarity: 0.6, sameDomain: false }],
  },
  enquiry: {
    id,
    number: 'E-7K2M9QXA',
    status: 'waiting',
    title: 'Заря',
    createdAt: at,
    answerBy: '2026-11-30',
    dueAt: new Date(Date.now() + day / 3).toISOString(),
    sample: true,
    facts: {
      company,
      contact: { name: 'Вера', email: 'vera@zarya.example' },
      solutions: ['corporate-university'],
      message: 'Хотим портал',
      transferAgreed: true,
      channel: 'form',
      sameDomain: [{ id, name: 'Заря', domain: 'zarya.example', pin: { partner: 'Южный мост', until: pin.until } }],
      similarNames: [],
    },
    offers: [
      {
        id,
        partner,
        status: 'declined',
        offeredAt: at,
        answerBy: '2026-11-25',
        answeredAt: at,
        declineReason: 'other',
      },
    ],
  },
  suggestions: {
    items: [
      {
        partner,
        solutions: ['corporate-university'],
        saysSo: true,
        regions: ['Урал'],
        isHome: true,
        clientsNear: 2,
        load: { offered: 1, inReview: 0, clients: 3 },
        answered: 2,
        accepted: 1,
        hasAccepted: true,
      },
    ],
  },
};
