import type { Config } from '@netlify/functions';
import { offerAcceptanceRequest, type OfferAccepted, type OfferInForce } from '../src/features/offer/offer-contract.ts';
import { deliverSoon } from './email/deliver-outbox.ts';
import { callAsCaller, callDatabase } from './http/call-database.ts';
import { endpoint, type Exchange, type Route } from './http/endpoint.ts';
import { openSession } from './http/open-session.ts';
import { readCreatingRequest } from './http/read-request.ts';
import { inLanguage, isLanguage } from './i18n/words.ts';

const routes: Route[] = [
  { method: 'GET', path: '/api/offer', answer: tellOffer },
  { method: 'POST', path: '/api/offer/acceptance', answer: acceptOffer },
];

export default endpoint(routes);

export const config: Config = { path: ['/api/offer', '/api/offer/acceptance'] };

/** Anybody reads the offer; whose partner has accepted what is told to that partner's people. */
async function tellOffer(exchange: Exchange): Promise<Response> {
  const asked = exchange.url.searchParams.get('language');
  const language = isLanguage(asked) ? asked : exchange.language;
  const offer = (await openSession(exchange))
    ? await callAsCaller<Omit<OfferInForce, 'url'>>(exchange, 'read_offer', { language })
    : await callDatabase<Omit<OfferInForce, 'url'>>('read_offer', { language });
  const written = isLanguage(offer.language) ? offer.language : language;
  return Response.json({ ...offer, url: inLanguage(written, '/programme/offer/') } satisfies OfferInForce);
}

async function acceptOffer(exchange: Exchange): Promise<Response> {
  const { value, repetition } = await readCreatingRequest(exchange, offerAcceptanceRequest);
  const { networkAddress } = exchange;
  const accepted = await callAsCaller<OfferAccepted>(exchange, 'accept_offer', {
    ...value,
    ...repetition,
    networkAddress,
  });
  deliverSoon(exchange);
  return Response.json(accepted, { status: 201 });
}
