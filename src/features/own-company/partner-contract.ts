import * as z from 'zod/mini';
import { line, optionalLine } from '../../api/text-contract.ts';
import { optionalPhone, optionalSite } from '../companies/company-contract.ts';
import type { Logo } from './logo-contract.ts';

export const regionsAtMost = 20;

/**
 * `PUT /api/partner`: what a partner says of itself, as a whole: what is left out is emptied. 200 `PartnerCompany`.
 * Problems: 401 `session_required`, 403 `wrong_role` (no owner), 422 `invalid_input`. Name, country and tax id are of the contract and
 * are not changed here.
 */
export const partnerProfile = z.object({
  site: optionalSite,
  phone: optionalPhone,
  /** One line for the vendor's people, at most 300 characters. */
  about: optionalLine(300),
  /** Where it works, in its own words: at most 20, each at most 60 characters; repetitions count once, whatever the case. */
  regions: z.pipe(
    z.array(line(60)).check(z.maxLength(regionsAtMost, 'too_many')),
    z.transform((given: string[]) =>
      [...new Map(given.toReversed().map((one) => [one.toLowerCase(), one])).values()].toReversed(),
    ),
  ),
  /** Slugs of the solutions it sells, at most 20. */
  solutions: z.pipe(
    z
      .array(z.string().check(z.maxLength(40, 'choice_unknown'), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'choice_unknown')))
      .check(z.maxLength(20, 'too_many')),
    z.transform((given: string[]) => [...new Set(given)]),
  ),
});

export type PartnerProfile = z.output<typeof partnerProfile>;
export type PartnerProfileInput = z.input<typeof partnerProfile>;

/** `GET /api/partner`, for the people of a partner. Problems: 401 `session_required`, 403 `wrong_role`. */
export interface PartnerCompany {
  id: string;
  /** Of the contract: name, country of registration, tax id. */
  name: string;
  country: 'RU' | 'KZ' | 'BY';
  taxId: string;
  /** When it became a partner, ISO 8601 UTC. */
  since: string;
  /** Host name. */
  site?: string;
  phone?: string;
  about?: string;
  regions: string[];
  solutions: string[];
  logo?: Logo;
  /** Who of the vendor looks after it. */
  accountManager?: { name: string; email: string };
  /** Names of its owners, the first one first. */
  owners: string[];
  /** Whether the caller is one of them. */
  isOwner: boolean;
  /** Belongs to the demo world. */
  sample: boolean;
}
