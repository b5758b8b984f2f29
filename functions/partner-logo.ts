import type { Config } from '@netlify/functions';
import { logoBytesAtMost } from '../src/features/own-company/logo-contract.ts';
import type { PartnerCompany } from '../src/features/own-company/partner-contract.ts';
import { callAsCaller } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { Refusal } from './http/refusal.ts';
import { readBytes } from './http/request-body.ts';
import { cleanLogo } from './logos/clean-logo.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/partner/logo', answer: readLogo },
  { method: 'PUT', path: '/api/partner/logo', answer: changeLogo },
  { method: 'DELETE', path: '/api/partner/logo', answer: removeLogo },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/partner/logo'] };

/** Shown as a picture; opened by itself it may run and load nothing. */
async function readLogo(exchange: Exchange): Promise<Response> {
  const logo = await callAsCaller<{ mediaType: string; base64: string }>(exchange, 'read_logo');
  return new Response(Buffer.from(logo.base64, 'base64'), {
    headers: {
      'content-type': logo.mediaType,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}

async function changeLogo(exchange: Exchange): Promise<Response> {
  // Whoever is no owner is told before a picture is worked on.
  const partner = await callAsCaller<PartnerCompany>(exchange, 'read_partner');
  if (!partner.isOwner) throw new Refusal('wrong_role');
  const logo = await cleanLogo(await readBytes(exchange.request, logoBytesAtMost));
  return Response.json(await callAsCaller<PartnerCompany>(exchange, 'change_logo', logo));
}

async function removeLogo(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<PartnerCompany>(exchange, 'change_logo', {}));
}
