import { readInput } from '../../src/api/problem-contract.ts';
import { leadFilters } from '../../src/features/leads/lead-contract.ts';
import type { Exchange } from '../http/endpoint.ts';
import { readPageOfList } from '../http/read-request.ts';
import { Refusal } from '../http/refusal.ts';

/** What a list or board of leads is narrowed and sorted by, with its page. @throws Refusal */
export function readLeadFilters(exchange: Exchange) {
  const names = Object.keys(leadFilters.shape);
  const given = Object.fromEntries(names.map((name) => [name, exchange.url.searchParams.get(name) || undefined]));
  const read = readInput(leadFilters, given);
  if (!read.ok) throw new Refusal('invalid_input', { fields: read.fields });
  return { ...readPageOfList(exchange), ...read.value };
}
