import type { LetterKind } from '../../functions/email/letters.ts';

const protectedUntil = '2027-02-14T10:15:00.123456+00:00';
const receiptNumber = 'R-7K2M9QXR';
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const clientName = 'АО «Высокий берег»';
const partnerName = 'Северный контур';
const lead = 'L-7K2M9QXR';
const support = {
  number: 'S-7K2M9QXR',
  partnerName,
  kind: 'technical',
  severity: 'broken',
  solution: 'corporate-university',
  answerBy: protectedUntil,
};
const fit = {
  met: 4,
  of: 5,
  criteria: [
    { id: 'field', met: true },
    { id: 'headcount', met: false },
  ],
};
const application = { number: 'A-7K2M9QXR', companyName: 'ООО «Гавань»', answerBy: '2026-11-25' };

/** What SQL hands over, one good payload for each kind of letter. */
export const letterSamples: Record<LetterKind, Record<string, unknown>> = {
  application_received: { ...application, fit },
  application_waiting: { ...application, fit, contactName: 'Тайна' },
  application_approved: {
    ...application,
    reason: 'Опыт и цели совпадают.\nНачнём с показа стенда.',
    partnerName,
    inviteEmail: 'irina@gavan.example',
  },
  application_returned: { ...application, reason: 'Проверьте ИНН: он от другой компании.' },
  application_declined: { ...application, reason: 'У вас свой пакет HR-решений.' },
  application_escalated: application,
  member_invited: { partnerName, invitedBy: 'Анна Северная', role: 'member', expiresAt: protectedUntil },
  offer_accepted: {
    receiptNumber,
    edition: '2026-11',
    at: protectedUntil,
    sha256,
    fullName: 'Северная Анна Ивановна',
    position: 'генеральный директор',
  },
  offer_changed: {
    edition: '2027-03',
    changes: 'Срок закрепления — 100 дней.',
    inForceFrom: '2027-03-01T00:00:00+03:00',
  },
  partner_suspended: { partnerName, contact: { name: 'Мария Сотова', email: 'maria@uley.example' } },
  partner_resumed: { partnerName },
  lead_in_review: { number: lead, clientName, answerBy: '2026-11-25' },
  lead_waiting: {
    number: lead,
    partnerName,
    clientName,
    taxId: '0045678903',
    answerBy: '2026-11-25',
    why: ['domain_known', 'many_refusals', 'other_lead'],
  },
  lead_escalated: { number: lead, partnerName, clientName, answerBy: '2026-11-25' },
  lead_pinned: {
    number: lead,
    clientName,
    protectedUntil,
    receiptNumber,
    edition: '2026-11',
    rule: 'pin.protectionDays',
  },
  lead_declined: {
    number: lead,
    clientName,
    rule: 'pin.protectionDays',
    reason: 'Сейчас закрепить этого клиента нельзя.',
  },
  lead_returned: {
    number: lead,
    clientName,
    rule: 'promise.answerBusinessDays',
    reason: 'Укажите ИНН дочерней компании.',
  },
  pin_ends_soon: { clientName, protectedUntil, daysLeft: 7, canExtend: true },
  pin_ended: { clientName, graceUntil: protectedUntil },
  pin_expired: { clientName },
  pin_extended: { clientName, protectedUntil, receiptNumber },
  pin_renewed: { clientName, protectedUntil, receiptNumber },
  pin_released: { clientName, receiptNumber },
  pin_transferred_away: { clientName, reason: 'Письменный выбор клиента.', at: protectedUntil },
  pin_transferred_to: { clientName, protectedUntil, receiptNumber },
  client_free: { clientName },
  enquiry_received: { number: 'E-7K2M9QXR', answerBy: '2026-11-25' },
  client_returned: {
    clientName,
    leadNumber: lead,
    solutions: ['corporate-university'],
    contact: { name: 'Пётр Реков', email: 'petr@bereg.example', phone: '+7 900 000-00-01' },
    message: 'Покажите обучение.\nНас 400 человек.',
  },
  enquiry_waiting: {
    number: 'E-7K2M9QXR',
    companyName: clientName,
    solutions: ['corporate-university'],
    hint: 'domain_known',
  },
  client_returned_staff: { number: 'E-7K2M9QXR', leadNumber: lead, contactAgreed: false },
  passed_lead_offered: { number: lead, solutions: ['corporate-university'], city: 'Казань', answerBy: '2026-11-25' },
  passed_lead_accepted_staff: { number: lead, partnerName },
  passed_lead_declined_staff: { number: lead, partnerName, reason: 'need-unclear' },
  passed_lead_moved_on: { number: lead },
  event_leads_added: { event: 'Human Capital Days', counts: { added: 12, inReview: 2, excepted: 1 } },
  appeal_received: { number: 'P-7K2M9QXR', answerBy: '2026-11-25' },
  appeal_waiting: { number: 'P-7K2M9QXR', partnerName, answerBy: '2026-11-25', agreedBy: 'Мария Сотова' },
  transfer_waiting: { number: 'C-7K2M9QXR', clientName, askedBy: 'Мария Сотова', answerBy: '2026-11-25' },
  appeal_decided: { number: 'P-7K2M9QXR', granted: true, reason: 'Переписка началась до отказа.' },
  register_head: { position: 1204, sha256, at: protectedUntil, count: 57 },
  crm_refused: { problem: '401 expired_token', at: protectedUntil },
  notifications_dead: { count: 3 },
  support_received: support,
  support_waiting: { ...support, isNew: true },
  support_assigned: { ...support, assignedBy: 'Мария Сотова' },
  support_escalated: support,
  support_answered: {
    ...support,
    answerBy: undefined,
    answeredBy: 'Мария Сотова',
    text: 'Обновите до 24.1.\nПотом очистите кэш.',
    isQuestion: false,
    files: 1,
  },
  support_solved: { ...support, answerBy: undefined, isSilent: true },
};
