import * as z from 'zod/mini';
import { locale } from '../../api/text-contract.ts';
import { email } from '../companies/company-contract.ts';

/** How many digits a sign-in code has. */
export const codeDigits = 6;

/** After so many seconds a new code may be asked for; the page counts them down. The server has limits of its own. */
export const resendSeconds = 60;

/**
 * `POST /api/session/code`: asks for a code by mail. Answer 202 `{}`, for known and unknown addresses alike: nobody learns who is known.
 * Problems: 422 `invalid_input` (`email`), 429 `too_many_requests` (with `Retry-After`; per network address).
 */
export const signInCodeRequest = z.object({
  /** Mail address of the person, at most 254 characters; compared in lower case. */
  email,
  /** Language of the mail, two letters; without it that of the request. */
  locale: z.optional(locale),
});

/**
 * `POST /api/session`: signs in. Answer 200 `SessionAnswer` and the session's cookie. Problems: 401 `code_wrong` (wrong, used, older than
 * the newest, or older than 10 minutes: the answer does not tell which), 429 `too_many_tries` (after 5 tries of one code: a new one is
 * needed), 422 `invalid_input` (`email`, `code`).
 */
export const signInRequest = z.object({
  email,
  /** Six digits as typed or pasted; spaces and dashes between them do not count. */
  code: z.pipe(
    z.pipe(
      z.string().check(z.maxLength(40, 'code_format')),
      z.transform((input: string) => input.normalize('NFKC').replace(/[\s\p{Pd}\p{Cf}]/gu, '')),
    ),
    z.string().check(z.minLength(1, 'required'), z.regex(/^\d{6}$/, 'code_format')),
  ),
});

export type SignInCodeInput = z.input<typeof signInCodeRequest>;
export type SignInInput = z.input<typeof signInRequest>;

/** What a person may do: `member` and `owner` belong to a partner, the others to the vendor. */
export type UserRole = 'member' | 'owner' | 'staff' | 'programme_lead';

export interface SignedInUser {
  id: string;
  name: string;
  email: string;
  /** At least one. An owner is `owner` alone or with `member`; ask with `includes`. */
  roles: UserRole[];
  /** The partner company of a member; absent for the vendor's people. */
  partner?: { id: string; name: string; status: 'active' | 'suspended' };
}

/** Answer of `POST /api/session` and of `GET /api/session` (401 `session_required` where nobody is signed in). `DELETE` answers 204. */
export interface SessionAnswer {
  user: SignedInUser;
}
