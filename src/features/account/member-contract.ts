import * as z from 'zod/mini';
import { line, locale } from '../../api/text-contract.ts';
import { email } from '../companies/company-contract.ts';

/**
 * `POST /api/members`: an owner invites a person. Honours `Idempotency-Key`. Answer 201 `MemberInvited`; inviting again renews the
 * invitation and writes again. Whether the address belongs to another partner is never told: such an invitation stays open until it
 * expires. Problems: 401 `session_required`, 403 `wrong_role` (no owner), 409 `already_member` (of the own company),
 * 422 `invalid_input`, 429 `too_many_requests` (30 an hour).
 */
export const memberInvitationRequest = z.object({
  email,
  /** At most 120 characters. */
  name: line(120),
  role: z.enum(['member', 'owner'], 'choice_unknown'),
  /** Language of the letter, two letters; without it that of the owner. */
  locale: z.optional(locale),
});

export type MemberInvitationInput = z.input<typeof memberInvitationRequest>;

/** `GET /api/members`, for an owner: `{ items: MemberItem[] }`, the active ones first. */
export interface MemberItem {
  /** Of the person, or of the invitation while `invited`; `DELETE /api/members/:id` takes both. */
  id: string;
  name: string;
  email: string;
  role: 'member' | 'owner';
  status: 'active' | 'invited';
  /** When the person came in, or was invited; ISO 8601 UTC. */
  since: string;
  /** Of an invitation, ISO 8601 UTC. */
  expiresAt?: string;
  isYou: boolean;
}

/** Answer 201. */
export interface MemberInvited {
  member: MemberItem;
}

/**
 * `PUT /api/members/:id/role`: an owner makes a person of the own company an owner, or a member again. 200 `{ id, role }`, in effect at once.
 * Problems: 401 `session_required`, 403 `wrong_role`, 404 `not_found` (unknown, invited only, or of another company), 409 `last_owner`,
 * 422 `invalid_input`.
 */
export const memberRoleChange = z.object({ role: z.enum(['member', 'owner'], 'choice_unknown') });

/** `DELETE /api/members/:id`: 204; 404 `not_found` (unknown, or of another company), 409 `last_owner`. */
