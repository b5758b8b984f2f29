import { callApi } from '../../api/call-api.ts';
import type { EnquiryInput, EnquiryReceived } from './enquiry-contract.ts';

/** Sends an enquiry; the same key with the same answers is one enquiry, however often it is sent. */
export const sendEnquiry = (enquiry: EnquiryInput, idempotencyKey: string) =>
  callApi<EnquiryReceived>('/api/enquiries', { method: 'POST', body: enquiry, idempotencyKey });
