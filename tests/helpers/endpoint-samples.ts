/** Who sends a request that is meant to work; null for nobody in particular. */
export type Sender = 'anna@sever.example' | 'maria@uley.example' | 'lead@uley.example' | null;

const unknownId = '00000000-0000-4000-8000-000000000000';
const company = { name: 'ООО «Причал»', country: 'RU', taxId: '7707083893', site: 'prichal.example' };
const contact = { name: 'Олег Пирсов', email: 'oleg@prichal.example', phone: '+7 900 000-00-01' };
const reasoned = { decision: 'approve', reason: 'Сверили реквизиты', comment: 'Для своих' };

/**
 * A body for every changing endpoint, as somebody might send it. `tests/functions/fuzz.test.ts` spoils them in every way, and fails when
 * an endpoint is missing here.
 */
export const endpointSamples: Record<string, { as: Sender; body: unknown }> = {
  'POST /api/applications': {
    as: null,
    body: {
      company: {
        ...company,
        headcount: 40,
        clientSizes: ['medium'],
        fields: ['it-integrator'],
        expertise: ['portals'],
      },
      aim: 'sales-channel',
      contact,
      consents: { processing: true, mailing: false },
      locale: 'ru',
    },
  },
  'POST /api/enquiries': {
    as: null,
    body: {
      company,
      contact,
      solutions: [],
      message: 'Хотим посмотреть портал',
      consents: { processing: true, transfer: true },
      locale: 'ru',
    },
  },
  'POST /api/page-feedback': { as: null, body: { path: '/', useful: true, comment: 'Спасибо', language: 'ru' } },
  'POST /api/search-misses': { as: null, body: { query: 'отпуск', language: 'ru' } },
  'POST /api/session/code': { as: null, body: { email: 'anna@sever.example' } },
  'POST /api/session': { as: null, body: { email: 'anna@sever.example', code: '123456' } },
  'POST /api/offer/acceptance': {
    as: 'anna@sever.example',
    body: {
      edition: '2026-11',
      sha256: 'a'.repeat(64),
      fullName: 'Анна Ветрова',
      position: 'Директор',
      authority: 'charter',
    },
  },
  'POST /api/leads': {
    as: 'anna@sever.example',
    body: {
      client: company,
      contact: { ...contact, consent: true },
      solutions: ['corporate-university'],
      need: 'Нужен портал',
      expectedAmountKopecks: 100_000,
      expectedCloseOn: '2027-01-31',
    },
  },
  'POST /api/clients/:id/extension': { as: 'anna@sever.example', body: { activity: 'Показали портал руководителю' } },
  'POST /api/clients/:id/renewal': { as: 'anna@sever.example', body: { reason: 'Работаем' } },
  'POST /api/clients/:id/release': { as: 'anna@sever.example', body: { reason: 'Проект закрыт' } },
  'POST /api/protection-feed': { as: 'anna@sever.example', body: {} },
  'POST /api/course/lessons/:lesson/completion': { as: 'anna@sever.example', body: {} },
  'PUT /api/leads/:id': {
    as: 'anna@sever.example',
    body: {
      expectedAmountKopecks: 100_00,
      expectedCloseOn: '2026-12-31',
      nextStep: { text: 'Позвонить', on: '2026-12-01' },
      responsibleId: unknownId,
      contact: { ...contact, consent: true },
    },
  },
  'PUT /api/leads/:id/stage': {
    as: 'anna@sever.example',
    body: { stage: 'won', wonAmountKopecks: 100_00, wonOn: '2026-12-31' },
  },
  'POST /api/leads/:id/notes': { as: 'anna@sever.example', body: { text: 'Ждут расчёт' } },
  'PUT /api/leads/:id/notes/:noteId': { as: 'anna@sever.example', body: { text: 'Ждут расчёт' } },
  'POST /api/leads/:id/notes/:noteId/restoration': { as: 'anna@sever.example', body: {} },
  'POST /api/leads/:id/attachments': { as: 'anna@sever.example', body: { name: 'x' } },
  'POST /api/waiting-list': { as: 'anna@sever.example', body: { country: 'RU', taxId: '7707083893' } },
  'POST /api/appeals': {
    as: 'anna@sever.example',
    body: { leadNumber: 'L-00000000', statement: 'Это наш проект', fileId: unknownId },
  },
  'POST /api/files': { as: 'anna@sever.example', body: { name: 'x' } },
  'POST /api/support': {
    as: 'anna@sever.example',
    body: {
      kind: 'presale',
      help: 'joint_demo',
      leadNumber: 'L-00000000',
      solution: 'corporate-university',
      wantedAt: '2026-12-10T11:00:00+03:00',
      wantedZone: 'Europe/Moscow',
      text: 'Показ директору по персоналу',
      files: [unknownId],
    },
  },
  'POST /api/support/:id/messages': { as: 'anna@sever.example', body: { text: 'Не помогло', files: [unknownId] } },
  'POST /api/support/:id/solved': { as: 'anna@sever.example', body: {} },
  'POST /api/staff/support/:id/messages': {
    as: 'maria@uley.example',
    body: { text: 'Обновите', files: [unknownId], isQuestion: true },
  },
  'POST /api/staff/support/:id/solved': { as: 'maria@uley.example', body: {} },
  'POST /api/staff/support/:id/assignee': { as: 'maria@uley.example', body: { personId: unknownId } },
  'POST /api/members': {
    as: 'anna@sever.example',
    body: { email: 'olga@sever.example', name: 'Ольга Пример', role: 'member' },
  },
  'PUT /api/members/:id/role': { as: 'anna@sever.example', body: { role: 'owner' } },
  'PUT /api/partner': {
    as: 'anna@sever.example',
    body: {
      site: 'sever-kontur.example',
      phone: '+7 812 000-00-01',
      about: 'Внедряем порталы',
      regions: ['Карелия', 'Санкт-Петербург'],
      solutions: ['corporate-university'],
    },
  },
  'POST /api/export': { as: 'anna@sever.example', body: { format: 'json', locale: 'ru' } },
  'PUT /api/notices': { as: 'anna@sever.example', body: { wanted: { protection: false, support: true } } },
  'POST /api/passed-leads/:id/decline': {
    as: 'anna@sever.example',
    body: { reason: 'other', comment: 'Не наш профиль' },
  },
  'POST /api/passed-leads/:id/accept': { as: 'anna@sever.example', body: {} },
  'POST /api/staff/applications/:id/decision': { as: 'maria@uley.example', body: reasoned },
  'POST /api/staff/leads/:id/decision': { as: 'maria@uley.example', body: reasoned },
  'POST /api/staff/appeals/:id/decision': { as: 'maria@uley.example', body: reasoned },
  'POST /api/staff/transfers/:id/decision': { as: 'lead@uley.example', body: reasoned },
  'POST /api/staff/decisions/:id/undo': { as: 'maria@uley.example', body: { reason: 'Ошибка' } },
  'POST /api/staff/enquiries/:id/pass': { as: 'maria@uley.example', body: { partnerId: unknownId } },
  'POST /api/staff/enquiries/:id/return': {
    as: 'maria@uley.example',
    body: { partnerId: unknownId, reason: 'Тот же сайт' },
  },
  'POST /api/staff/enquiries/:id/close': { as: 'maria@uley.example', body: { reason: 'Ответили сами' } },
  'POST /api/staff/clients/:id/transfer': {
    as: 'maria@uley.example',
    body: { partnerId: unknownId, reason: 'Письмо', fileId: unknownId },
  },
  'POST /api/staff/clients/:id/merge': {
    as: 'maria@uley.example',
    body: { intoId: unknownId, reason: 'Одна компания' },
  },
  'PUT /api/staff/clients/standing': {
    as: 'maria@uley.example',
    body: { client: company, standing: 'direct', reason: 'Наш' },
  },
  'POST /api/staff/notifications/:id/retry': { as: 'maria@uley.example', body: {} },
  'POST /api/staff/notifications/retry': {
    as: 'maria@uley.example',
    body: { channel: 'mail', kind: 'lead_pinned' },
  },
  'POST /api/staff/figures': {
    as: 'maria@uley.example',
    body: {
      quarter: '2026-Q4',
      totalRevenueKopecks: 1_200_000_00,
      partnerRevenueKopecks: 96_000_00,
      reason: 'Уточнили по бухгалтерии',
    },
  },
  'PUT /api/staff/partners/:id': {
    as: 'lead@uley.example',
    body: { status: 'active', courseWaived: true, accountManagerId: null, reason: 'Опытная команда' },
  },
  'PUT /api/staff/people': {
    as: 'lead@uley.example',
    body: {
      email: 'new@uley.example',
      name: 'Новый Пример',
      role: 'account_manager',
      locale: 'ru',
      active: true,
      reason: 'Принят',
    },
  },
  'POST /api/staff/event-leads': {
    as: 'maria@uley.example',
    body: {
      partnerId: unknownId,
      event: 'Дни HR',
      rows: [{ client: company, contact: { ...contact, consent: true } }],
    },
  },
  'POST /api/staff/people/export': { as: 'lead@uley.example', body: { email: 'zoja@other.example' } },
  'POST /api/staff/people/erasure': {
    as: 'lead@uley.example',
    body: { email: 'zoja@other.example', reason: 'Просьба человека' },
  },
  'POST /api/consents/withdrawal': {
    as: 'maria@uley.example',
    body: { purpose: 'mailing', email: 'zoja@other.example', note: 'Письмо от 1 декабря' },
  },
};

/** Changing endpoints whose body is no JSON, or which have none; each has tests of its own. */
export const otherBodies = new Set([
  'POST /api/leads/import',
  'DELETE /api/session',
  'DELETE /api/members/:id',
  'DELETE /api/protection-feed',
  'PUT /api/partner/logo',
  'DELETE /api/partner/logo',
  'DELETE /api/leads/:id/notes/:noteId',
  'DELETE /api/leads/:id/attachments/:fileId',
  'DELETE /api/waiting-list/:id',
  'DELETE /api/course/lessons/:lesson/completion',
  // What they are asked for stands in their address.
  'POST /api/staff/audit.jsonl',
  'POST /api/staff/audit.csv',
  'POST /api/staff/figures.csv',
  // Reads the whole register each time.
  'POST /api/staff/audit/check',
]);
