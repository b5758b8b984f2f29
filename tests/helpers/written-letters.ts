import { crmItemOf } from '../../functions/crm/crm-items.ts';
import { letterFor } from '../../functions/email/letters.ts';

interface Row {
  channel: string;
  kind: string;
  payload: unknown;
}

/** Throws when something SQL has put into the outbox can become no letter and no item of the CRM. Needs the settings of a site. */
export async function checkOutbox(query: (sql: string) => Promise<Row[]>): Promise<void> {
  const site = { timeZone: 'UTC', solutionTitles: {} };
  // What was sent may be emptied later, by time or because its person was erased.
  const rows = await query(
    "select channel, kind, payload from private.notifications where status <> 'sent' or payload <> '{}'",
  );
  for (const { channel, kind, payload } of rows) {
    try {
      if (channel === 'crm') crmItemOf(kind, payload, site);
      else if (!letterFor(kind)) throw new Error('There is no such letter.');
      else for (const language of ['ru', 'en'] as const) letterFor(kind)!(payload, language, null, site);
    } catch (error) {
      throw new Error(`The outbox holds ${kind} (${channel}), which nobody can write.`, { cause: error });
    }
  }
}
