import { leadFilters } from '../../src/features/leads/lead-contract.ts';
import type { Exchange } from '../http/endpoint.ts';
import { readListQuery } from '../http/read-request.ts';

/** What a list or board of leads is narrowed and sorted by, with its page. @throws Refusal */
export const readLeadFilters = (exchange: Exchange) => readListQuery(exchange, leadFilters.shape);
