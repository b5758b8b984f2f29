/** Words with values in them, numbers, dates and money in the reader's language. No dictionary here: islands import this file alone. */

/** Forms of a counted word by the plural rules of the language; a language gives the forms it has. */
export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** English is written the British way: day before month. */
const tagOf = (language: string) => (language === 'en' ? 'en-GB' : language);

/** Making a formatter costs a hundred times its use, and every page prints a date: each is made once. */
const made = new Map<string, unknown>();
function once<T>(key: string, make: () => T): T {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
}

/** Puts values into `{names}` of a text. A name that brings its own quotes, as «ООО «Заря»», is not quoted again. */
export function fill(text: string, values: Record<string, string | number>): string {
  const valueOf = (whole: string, name: string) => String(values[name] ?? whole);
  return text
    .replace(/[«“]\{(\w+)\}[»”]/g, (whole, name: string) =>
      /[«“]/.test(valueOf('', name)) ? valueOf(whole, name) : whole,
    )
    .replace(/\{(\w+)\}/g, valueOf);
}

/** «1 день», «2 дня», «90 дней»: the right form for a number, with the number in it. */
export function plural(language: string, forms: PluralForms, n: number): string {
  const rules = once(`plural ${language}`, () => new Intl.PluralRules(language));
  const form = forms[rules.select(n)] ?? forms.other;
  return fill(form, { n: formatNumber(language, n) });
}

export function formatNumber(language: string, n: number): string {
  return once(`number ${language}`, () => new Intl.NumberFormat(tagOf(language))).format(n);
}

/** «35 %», in English “35%”. */
export function formatPercent(language: string, percent: number): string {
  return `${formatNumber(language, percent)}${language === 'en' ? '' : '\u00A0'}%`;
}

/** «12 ноября 2026» */
export function formatDate(language: string, date: Date | string, timeZone = 'UTC'): string {
  const format = once(
    `date ${language} ${timeZone}`,
    () => new Intl.DateTimeFormat(tagOf(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone }),
  );
  return format.format(typeof date === 'string' ? new Date(date) : date).replace(/\s?г\.$/, '');
}

/** «12 ноября 2026, 10:42 UTC+3»: a moment whose hour matters names its zone. */
export function formatMoment(language: string, moment: Date | string, timeZone: string): string {
  const at = typeof moment === 'string' ? new Date(moment) : moment;
  const time = once(
    `time ${language} ${timeZone}`,
    () =>
      new Intl.DateTimeFormat(tagOf(language), {
        hour: '2-digit',
        minute: '2-digit',
        timeZone,
        timeZoneName: 'shortOffset',
      }),
  );
  return `${formatDate(language, at, timeZone)}, ${time.format(at).replace('GMT', 'UTC')}`;
}

/** «18–19 февраля 2027», «28 февраля — 1 марта 2027»; of one day the day. Both are days of the calendar. */
export function formatDays(language: string, first: string, last = first): string {
  const format = once(
    `days ${language}`,
    () => new Intl.DateTimeFormat(tagOf(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  );
  const text = format.formatRange(new Date(first), new Date(last)).replace(/\s?г\.$/, '');
  return text
    .replace(/(?<=^\d+)\s–\s(?=\d)/, '–')
    .replace(/\s–\s/, language === 'ru' ? '\u00A0— ' : ' – ')
    .replace(/^(\d+)\s/, '$1\u00A0');
}

/** «четверг» */
export function formatWeekday(language: string, day: string): string {
  const format = once(
    `weekday ${language}`,
    () => new Intl.DateTimeFormat(tagOf(language), { weekday: 'long', timeZone: 'UTC' }),
  );
  return format.format(new Date(day));
}

/** «640 000 ₽» from integer kopecks; kopecks are shown only where there are some. */
export function formatMoney(language: string, kopecks: number): string {
  return (kopecks / 100).toLocaleString(tagOf(language), {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: kopecks % 100 === 0 ? 0 : 2,
  });
}

/** «84 КБ», «2,1 МБ», as file managers count: by thousands. */
export function formatBytes(language: string, bytes: number): string {
  const [unit, size] =
    bytes < 1e6 ? (['kilobyte', Math.max(1, Math.round(bytes / 1e3))] as const) : (['megabyte', bytes / 1e6] as const);
  const format = once(
    `bytes ${language} ${unit}`,
    () =>
      new Intl.NumberFormat(tagOf(language), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
  );
  return format.format(size);
}
