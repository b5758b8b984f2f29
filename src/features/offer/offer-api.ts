import { callApi } from '../../api/call-api.ts';
import type { OfferAcceptanceInput, OfferAccepted, OfferInForce } from './offer-contract.ts';

export const readOffer = (language: string) => callApi<OfferInForce>(`/api/offer?language=${language}`);

export const acceptOffer = (acceptance: OfferAcceptanceInput, idempotencyKey: string) =>
  callApi<OfferAccepted>('/api/offer/acceptance', { method: 'POST', body: acceptance, idempotencyKey });
