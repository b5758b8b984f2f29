import { roomQueries } from '#ui/room-query.ts';
import type { PartnerCompany } from './partner-contract.ts';

export const companyKey = ['partner'] as const;

/** What a change has answered is what all parts of the page show. */
export const showCompany = (company: PartnerCompany) => roomQueries.setQueryData(companyKey, company);
