import * as z from 'zod';
import type { LetterSite } from '../email/letter-site.ts';
import { headerText } from '../email/mail.ts';
import { crmText } from './crm-text.ts';

/** `originatorId` of all our items; `originId` is the number of the application or lead. */
export const originator = 'letok';

/** What an event does in the CRM. `create` is found again by its origin; `update` changes what is there, and nothing else. */
export type CrmItem = { originId: string } & (
  { create: Record<string, unknown> } | { update: Record<string, unknown> }
);

const application = z.object({
  number: z.string().min(1),
  companyName: z.string(),
  country: z.string(),
  taxId: z.string(),
  /** Personal data: the applicant agreed to their processing, or the application would not be there. */
  contactName: z.string(),
  contactEmail: z.string(),
  contactPhone: z.string().nullish(),
});

const lead = z.object({
  number: z.string().min(1),
  clientName: z.string(),
  country: z.string(),
  taxId: z.string(),
  partnerName: z.string(),
  /** Slugs. */
  solutions: z.array(z.string()).default([]),
  status: z.string(),
});

const decided = z.object({ number: z.string().min(1) });

const statusWords: Record<string, string> = { pinned: 'клиент закреплён', in_review: 'на проверке' };

type Write = (payload: unknown, site: LetterSite) => CrmItem;

/**
 * The mapping. Fields are those of a lead (entityTypeId 1): title, companyTitle, name, comments, sourceDescription, statusDescription,
 * fm (telephone and e-mail), originatorId, originId. Stage, source and who is responsible are left to the portal.
 */
const items: Record<string, Write> = {
  application_received(payload) {
    const { number, companyName, country, taxId, contactName, contactEmail, contactPhone } = application.parse(payload);
    return {
      originId: number,
      create: {
        title: crmText(`Заявка на партнёрство ${number}: ${companyName}`),
        companyTitle: crmText(companyName),
        name: crmText(contactName),
        sourceDescription: 'Партнёрская программа, заявка',
        comments: comments(['Заявка', number], ['Компания', companyName], ['Налоговый номер', `${country} ${taxId}`]),
        fm: [
          { typeId: 'EMAIL', valueType: 'WORK', value: headerText(contactEmail, 254) },
          ...(contactPhone ? [{ typeId: 'PHONE', valueType: 'WORK', value: headerText(contactPhone, 40) }] : []),
        ],
      },
    };
  },
  application_approved: (payload) => decision(payload, 'Заявка одобрена'),
  application_returned: (payload) => decision(payload, 'Заявка возвращена на исправление'),
  application_declined: (payload) => decision(payload, 'Заявка отклонена'),
  lead_registered(payload, { solutionTitles }) {
    const { number, clientName, country, taxId, partnerName, solutions, status } = lead.parse(payload);
    const titles = solutions.map(
      (slug) => (Object.hasOwn(solutionTitles, slug) && solutionTitles[slug]?.['ru']) || slug,
    );
    return {
      originId: number,
      create: {
        title: crmText(`Лид партнёра ${number}: ${clientName}`),
        companyTitle: crmText(clientName),
        sourceDescription: 'Партнёрская программа, лид партнёра',
        comments: comments(
          ['Лид', number],
          ['Партнёр', partnerName],
          ['Клиент', clientName],
          ['Налоговый номер', `${country} ${taxId}`],
          ['Решения', titles.join(', ')],
          ['Решение по лиду', Object.hasOwn(statusWords, status) ? statusWords[status]! : status],
        ),
      },
    };
  },
};

export const crmKinds: readonly string[] = Object.keys(items);

/** @throws Error when the CRM is told nothing of this kind, or the payload is not what it should be */
export function crmItemOf(kind: string, payload: unknown, site: LetterSite): CrmItem {
  const write = Object.hasOwn(items, kind) ? items[kind] : undefined;
  if (!write) throw new Error(`No CRM item for ${kind}`);
  return write(payload, site);
}

const decision = (payload: unknown, words: string): CrmItem => ({
  originId: decided.parse(payload).number,
  update: { statusDescription: words },
});

const comments = (...pairs: [label: string, value: string][]) =>
  pairs
    .filter(([, value]) => value)
    .map(([label, value]) => `${label}: ${crmText(value, 500)}`)
    .join('\n');
