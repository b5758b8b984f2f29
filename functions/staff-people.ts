import type { Config } from '@netlify/functions';
import {
  consentWithdrawalRequest,
  personErasureRequest,
  personExportRequest,
  type ConsentWithdrawn,
  type PersonErased,
  type PersonExport,
} from '../src/features/staff/person-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'POST', path: '/api/staff/people/export', answer: exportPerson },
  { method: 'POST', path: '/api/staff/people/erasure', answer: erasePerson },
  { method: 'POST', path: '/api/consents/withdrawal', answer: withdrawConsent },
];

export default endpoint(routes);

export const config: Config = {
  path: ['/api/staff/people/export', '/api/staff/people/erasure', '/api/consents/withdrawal'],
};

/** A POST, because an address in a URL would stay in every log on its way. */
async function exportPerson(exchange: Exchange): Promise<Response> {
  const asked = await readRequest(exchange, personExportRequest);
  return Response.json(await callAsCaller<PersonExport>(exchange, 'export_person', asked), {
    headers: { 'content-disposition': 'attachment; filename="person.json"' },
  });
}

async function erasePerson(exchange: Exchange): Promise<Response> {
  const asked = await readRequest(exchange, personErasureRequest);
  return Response.json(await callAsCaller<PersonErased>(exchange, 'erase_person', asked));
}

async function withdrawConsent(exchange: Exchange): Promise<Response> {
  const asked = await readRequest(exchange, consentWithdrawalRequest);
  const { networkAddress } = exchange;
  // An address staff write down is their own and no proof of anything.
  return Response.json(
    await callAsCaller<ConsentWithdrawn>(exchange, 'withdraw_consent', {
      ...asked,
      ...(!asked.email && { networkAddress }),
    }),
  );
}
