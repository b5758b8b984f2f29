import { afterAll, beforeAll, beforeEach } from 'vitest';
import { pace } from '../../functions/crm/bitrix24.ts';
import { openFakePortal } from './fake-portal.ts';
import { openFunctionBackend, type FunctionBackend } from './function-backend.ts';

export const application = {
  number: 'A-7K2M9QXR',
  companyName: 'ООО «Гавань»',
  country: 'RU',
  taxId: '0045678903',
  contactName: 'Ирина Якорева',
  contactEmail: 'irina@gavan.example',
  contactPhone: '+7 900 000-00-01',
};

export const lead = {
  number: 'L-7K2M9QXR',
  clientName: 'АО «Высокий берег»',
  country: 'RU',
  taxId: '0045678903',
  partnerName: 'Северный контур',
  solutions: ['corporate-university'],
  status: 'pinned',
};

interface CrmBackend {
  backend: FunctionBackend;
  portal: Awaited<ReturnType<typeof openFakePortal>>;
  /** Puts an event into the outbox. */
  enqueue: (kind: string, payload: object, key?: string) => Promise<unknown>;
  /** What became of the events, oldest first. */
  states: () => Promise<{ kind: string; status: string; attempts: number; problem: string | null }[]>;
}

/** A function backend whose CRM is a fake portal; emptied before every test. Filled in when the tests begin. */
export function useCrm(): CrmBackend {
  const crm = {} as CrmBackend;
  beforeAll(async () => {
    crm.portal = await openFakePortal();
    crm.backend = await openFunctionBackend({
      STAFF_MAIL: 'staff@uley.example',
      BITRIX24_WEBHOOK_URL: crm.portal.webhookUrl,
    });
    const { embedded } = crm.backend;
    crm.enqueue = (kind, payload, key = kind) =>
      embedded.query('select private.enqueue_crm_event($1, $2::jsonb, $3)', [kind, JSON.stringify(payload), key]);
    crm.states = () =>
      embedded.query(
        `select kind, status, attempts, problem from private.notifications where channel = 'crm' order by sequence`,
      );
  });
  afterAll(async () => {
    await crm.backend?.close();
    await crm.portal?.close();
  });
  beforeEach(async () => {
    await crm.backend.embedded.script('delete from private.notifications; delete from private.channel_pauses');
    await crm.backend.embedded.shiftClock(0);
    crm.portal.forget();
    crm.backend.mails.length = 0;
    pace.gapMilliseconds = 20;
  });
  return crm;
}
