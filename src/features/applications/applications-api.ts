import { callApi } from '../../api/call-api.ts';
import type { ApplicationInput, ApplicationReceived } from './application-contract.ts';

/** Sends an application; the same key with the same answers is one application, however often it is sent. */
export const submitApplication = (application: ApplicationInput, idempotencyKey: string) =>
  callApi<ApplicationReceived & { thanksUrl: string }>('/api/applications', {
    method: 'POST',
    body: application,
    idempotencyKey,
  });
