import { sendMail } from '../email/send-mail.ts';
import { signInMail } from '../email/sign-in-letter.ts';
import type { EmbeddedSupabase } from './embedded-supabase.ts';
import type { SignInCode } from './embedded-supabase-messages.ts';

/**
 * Mails a code of the embedded Supabase, in the language of the person it is for, by the mail server of the settings or into the local
 * mailbox. A code for nobody we know is made for the sake of equal work (functions/session/sign-in-code.ts) and goes nowhere.
 */
export async function mailSignInCode(
  { query }: Pick<EmbeddedSupabase, 'query'>,
  { to, code }: SignInCode,
): Promise<void> {
  const [person] = await query<{ locale: string | null }>('select private.sign_in_locale($1) as locale', [to]);
  if (person?.locale) await sendMail(signInMail(to, code, person.locale));
}
