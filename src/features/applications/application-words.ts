import type { Strings } from '#i18n/languages.ts';
import type { ProgrammeRules } from '../programme/programme-contract.ts';

export type FitRules = ProgrammeRules['fit'];

/** The words and rules the form shows; its Astro frame takes them from the strings and from the edition in force. */
export type ApplicationWords = Pick<Strings, 'apply' | 'choices' | 'fieldProblems'> & {
  fit: Omit<Strings['fit'], 'criteria'> & { criteria: Record<string, Strings['fit']['criteria']['field']> };
};

export const choicesOf = (ids: readonly string[], words: Record<string, string>) =>
  ids.map((value) => ({ value, label: words[value] ?? value }));
