import { createHash, randomBytes } from 'node:crypto';
import type { Config } from '@netlify/functions';
import {
  protectionFeedRequest,
  type ProtectionEnd,
  type ProtectionFeedMade,
  type ProtectionFeedState,
} from '../src/features/clients/protection-feed-contract.ts';
import { protectionCalendar } from './feeds/protection-calendar.ts';
import { callAsCaller, callDatabase } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { readRequest } from './http/read-request.ts';
import { Refusal } from './http/refusal.ts';
import { defaultLanguage, isLanguage } from './i18n/words.ts';
import { settings } from './settings/read-settings.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/protection-feed', answer: readState },
  { method: 'POST', path: '/api/protection-feed', answer: makeLink },
  { method: 'DELETE', path: '/api/protection-feed', answer: revokeLink },
  { method: 'GET', path: '/feeds/protection/:file', answer: readCalendar },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/protection-feed', '/feeds/protection/:file'] };

async function readState(exchange: Exchange): Promise<Response> {
  return Response.json(await callAsCaller<ProtectionFeedState>(exchange, 'own_protection_feed'));
}

async function makeLink(exchange: Exchange): Promise<Response> {
  await readRequest(exchange, protectionFeedRequest);
  const token = randomBytes(32).toString('base64url');
  const { madeAt } = await callAsCaller<{ madeAt: string }>(exchange, 'make_protection_feed', {
    tokenSha256: hashOf(token),
  });
  const { href } = new URL(`/feeds/protection/${token}.ics`, settings().siteUrl);
  return Response.json({ address: href, madeAt } satisfies ProtectionFeedMade, { status: 201 });
}

async function revokeLink(exchange: Exchange): Promise<Response> {
  await callAsCaller(exchange, 'revoke_protection_feed');
  return new Response(null, { status: 204 });
}

/** For calendar programs, which have no session: the secret is in the address, so the address is written down nowhere. */
async function readCalendar(exchange: Exchange): Promise<Response> {
  const token = /^([\w-]{43})\.ics$/.exec(exchange.params['file'] ?? '')?.[1];
  const feed = token
    ? await callDatabase<{ locale: string; ends: ProtectionEnd[] } | null>('read_protection_feed', {
        tokenSha256: hashOf(token),
        networkAddress: exchange.networkAddress,
      })
    : null;
  if (!feed) throw new Refusal('not_found');
  const text = protectionCalendar({
    language: isLanguage(feed.locale) ? feed.locale : defaultLanguage,
    siteUrl: settings().siteUrl,
    ends: feed.ends,
  });
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="protection.ics"',
      // No cache in between may answer for a link that is revoked.
      'Cache-Control': 'private, no-cache',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    },
  });
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
