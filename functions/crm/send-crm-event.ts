import * as z from 'zod';
import type { LetterSite } from '../email/letter-site.ts';
import { callBitrix24 } from './bitrix24.ts';
import { crmItemOf, originator } from './crm-items.ts';

/** Leads. A portal in the simple CRM mode makes deals of them by itself. */
const entityTypeId = 1;

const id = z.coerce.number().int().positive();
const found = z.object({
  items: z.array(z.object({ id, originatorId: z.string().nullish(), originId: z.string().nullish() })),
});
const written = z.object({ item: z.object({ id }) });

/**
 * Brings one event into the CRM. An item that is there already is not made again: the answer to an earlier call may have been lost.
 * @throws CrmProblem, or Error for an event nobody can write
 */
export async function sendCrmEvent(
  webhookUrl: string,
  { kind, payload }: { kind: string; payload: unknown },
  site: LetterSite,
): Promise<void> {
  const item = crmItemOf(kind, payload, site);
  const origin = { originatorId: originator, originId: item.originId };
  const { items } = await callBitrix24(
    webhookUrl,
    'crm.item.list',
    {
      entityTypeId,
      select: ['id', 'originatorId', 'originId'],
      filter: { '=originatorId': originator, '=originId': item.originId },
      order: { id: 'ASC' },
    },
    found,
  );
  // A field it does not know in a filter is no error to the portal: it would show us other people's leads.
  const own = items.find((one) => one.originatorId === originator && one.originId === item.originId);
  if ('create' in item) {
    if (own) return;
    await callBitrix24(webhookUrl, 'crm.item.add', { entityTypeId, fields: { ...item.create, ...origin } }, written);
  } else if (own) {
    await callBitrix24(webhookUrl, 'crm.item.update', { entityTypeId, id: own.id, fields: item.update }, written);
  }
  // An update of something the CRM has never had (it came before the CRM did, or somebody deleted it) has nothing to change.
}
