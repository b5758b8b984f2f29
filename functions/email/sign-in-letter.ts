import { defaultLanguage, isLanguage, stringsOf, type Language } from '../i18n/words.ts';
import type { Letter } from './letter.ts';
import { letterHtml, letterText } from './letter-forms.ts';
import type { Mail } from './mail.ts';

const words = {
  ru: {
    subject: 'Код для входа',
    code: 'Ваш код для входа',
    how: 'Введите его на странице входа. Код действует десять минут и только один раз. Мы никогда не спрашиваем его по телефону или в переписке.',
    note: 'Вы не входили? Ничего делать не нужно: без этого письма войти за вас нельзя.',
  },
  en: {
    subject: 'Your sign-in code',
    code: 'Your sign-in code',
    how: 'Type it on the sign-in page. It works for ten minutes and only once. We never ask for it by phone or in a message.',
    note: 'It was not you? There is nothing to do: nobody can sign in as you without this e-mail.',
  },
} as const;

/** The code is the only group of six digits in the text, so that a phone can offer it. */
export function signInCode(code: string, language: Language): Letter {
  const { subject, code: label, how, note } = words[language];
  return {
    language,
    subject,
    blocks: [
      { kind: 'facts', facts: [[label, code]] },
      { kind: 'paragraph', text: how },
      { kind: 'note', text: note },
    ],
    signature: `${stringsOf(language).site.name}, ${stringsOf(language).site.tagline}`,
  };
}

/** The mail with a code, in the person's language. A code is not repeated, so the mail has no idempotency key. */
export function signInMail(to: string, code: string, locale: unknown): Mail {
  const letter = signInCode(code, isLanguage(locale) ? locale : defaultLanguage);
  const { subject } = letter;
  return { kind: 'sign_in_code', to: { address: to }, subject, text: letterText(letter), html: letterHtml(letter) };
}
