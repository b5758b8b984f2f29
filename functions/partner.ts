import type { Config } from '@netlify/functions';
import { partnerProfile, type PartnerCompany } from '../src/features/own-company/partner-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readRequest } from './http/read-request.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/partner', answer: readPartner },
  { method: 'PUT', path: '/api/partner', answer: changeProfile },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/partner'] };

async function readPartner(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<PartnerCompany>(exchange, 'read_partner'));
}

async function changeProfile(exchange: Exchange): Promise<Response> {
  const profile = await readRequest(exchange, partnerProfile);
  return Response.json(await callAsCaller<PartnerCompany>(exchange, 'change_partner_profile', profile));
}
