import type { LeadCase, SimilarClient } from './case-contract.ts';

export type Mark = 'equal' | 'similar' | undefined;
export const likenessRows = ['name', 'taxId', 'domain', 'country'] as const;
export type LikenessRow = (typeof likenessRows)[number];

/** Names from here on are called the same: the legal form, quotes and letters that look alike are out of it already. */
const sameName = 0.95;

/** Which facts of a similar client are those of the lead, and which are nearly so. */
export function marksOf(
  lead: Pick<LeadCase, 'client'>,
  client: Pick<SimilarClient, 'taxId' | 'country' | 'domains' | 'similarity' | 'sameDomain'>,
): Record<LikenessRow, Mark> {
  const { taxId, country, domains = [] } = lead.client;
  const near = (client.domains ?? []).some((one) => domains.some((other) => bareName(one) === bareName(other)));
  return {
    name: client.similarity >= sameName ? 'equal' : client.similarity >= 0.4 ? 'similar' : undefined,
    taxId: client.taxId === taxId ? 'equal' : differing(client.taxId, taxId) <= 2 ? 'similar' : undefined,
    domain: client.sameDomain ? 'equal' : near ? 'similar' : undefined,
    country: client.country === country ? 'equal' : undefined,
  };
}

/** How many digits differ; of numbers of different length all of them: one digit mistyped is seen, a branch is not. */
export function differing(one: string, other: string): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  return [...one].filter((digit, place) => digit !== other[place]).length;
}

/** `zarya-log.com` and `zarya-log.ru` are one name. */
const bareName = (domain: string) => domain.split('.').slice(0, -1).at(-1) ?? domain;
