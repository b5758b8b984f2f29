import { createHash } from 'node:crypto';
import { serverDatabase } from '../database/connect.ts';
import { readLetterSite } from '../email/letter-site.ts';
import { refusalOfDatabase } from '../http/call-database.ts';
import { claim, finish, pauseChannel, release, type Delivered } from '../outbox/outbox-rows.ts';
import { settings } from '../settings/read-settings.ts';
import { CrmProblem } from './bitrix24.ts';
import { sendCrmEvent } from './send-crm-event.ts';

/** Longer than any run: what a run that was cut off had in hand is looked up again afterwards. */
const leaseSeconds = 180;
const batch = 4;

/**
 * Delivers the events of the CRM that are due, one after the other, and stops at the first sign that the portal wants to be left alone.
 * Without a CRM in the settings it finishes them unsent.
 */
export async function deliverCrm(stopAfterSeconds = 15): Promise<Delivered> {
  const { crm } = settings();
  const delivered: Delivered = { sent: 0, failed: 0, postponed: 0 };
  if (!crm) {
    await finishUnsent();
    return delivered;
  }
  const stopAt = Date.now() + stopAfterSeconds * 1000;
  const settingsKey = createHash('sha256').update(crm.webhookUrl).digest('hex').slice(0, 16);
  const site = await readLetterSite();
  while (Date.now() < stopAt) {
    const claimed = await claim({ channel: 'crm', atMost: batch, leaseSeconds, settingsKey });
    for (const [index, notification] of claimed.entries()) {
      if (Date.now() >= stopAt) {
        await release(claimed.slice(index));
        return delivered;
      }
      try {
        await sendCrmEvent(crm.webhookUrl, notification, site);
        await finish(notification, { outcome: 'sent' });
        delivered.sent += 1;
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (!(error instanceof CrmProblem) || error.trouble === 'data') {
          await finish(notification, { outcome: 'failed', problem });
          delivered.failed += 1;
          continue;
        }
        const seconds = error.waitSeconds;
        await pauseChannel({ channel: 'crm', seconds, problem, settingsKey, tellStaff: error.trouble === 'refused' });
        await finish(notification, { outcome: 'postponed', dueInSeconds: seconds, problem });
        await release(claimed.slice(index + 1));
        delivered.postponed += 1;
        return delivered;
      }
    }
    if (claimed.length === 0) break;
  }
  return delivered;
}

async function finishUnsent(): Promise<void> {
  const { error } = await serverDatabase().rpc('finish_crm_events');
  if (error) throw refusalOfDatabase(error, 'finish_crm_events');
}
