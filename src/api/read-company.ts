import type { PartnerCompany } from '../features/own-company/partner-contract.ts';
import { callApi } from './call-api.ts';

/** The company of whoever is signed in, for every part of the room that goes by it. */
export const readCompany = () => callApi<PartnerCompany>('/api/partner');
