import type { ProgrammeRules } from '../features/programme/programme-contract.ts';
import { formatNumber, plural, type PluralForms } from '../i18n/formats.ts';

/** The words a number of the rules is told with: `rules` of the strings. */
export interface RuleWords {
  days: PluralForms;
  businessDays: PluralForms;
  businessHours: PluralForms;
  and: string;
}

const under = (rules: ProgrammeRules, id: string) =>
  id.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], rules);

/** `support.presale` -> `support.presale.answerBusinessHours`: a promise has the unit its edition has chosen. */
function withUnit(rules: ProgrammeRules, id: string): string {
  const value = under(rules, id);
  const [unit, ...more] = value && typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  return unit && more.length === 0 ? `${id}.${unit}` : id;
}

/** The value of a rule by its dotted id (`pin.protectionDays`). */
export function ruleOf(rules: ProgrammeRules, id: string): number | number[] {
  const value = under(rules, withUnit(rules, id));
  if (typeof value === 'number') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'number')) return value;
  throw new Error(`<Rule id="${id}">: the rules of edition ${rules.id} have no number under this name.`);
}

/** The value in words: «90 дней», «2 рабочих дня», «14, 7 и 1 день»; `bare` leaves the unit out. */
export function ruleInWords(
  rules: ProgrammeRules,
  id: string,
  language: string,
  words: RuleWords,
  bare = false,
): string {
  const name = withUnit(rules, id);
  const value = ruleOf(rules, name);
  const values = Array.isArray(value) ? value : [value];
  const last = values.at(-1)!;
  const list = (final: string) =>
    values.length === 1
      ? final
      : `${values
          .slice(0, -1)
          .map((n) => formatNumber(language, n))
          .join(', ')} ${words.and} ${final}`;
  if (!bare && name.endsWith('BusinessHours')) return list(plural(language, words.businessHours, last));
  if (bare || !name.endsWith('Days')) return list(formatNumber(language, last));
  return list(plural(language, name.endsWith('BusinessDays') ? words.businessDays : words.days, last));
}
