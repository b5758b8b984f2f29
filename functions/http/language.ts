import { defaultLanguage, isLanguage, type Language } from '../i18n/words.ts';

/** The first language of `Accept-Language` that the site speaks, by weight; the default one where there is none. */
export function acceptedLanguage(header: string | null): Language {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { language: tag.split('-')[0], weight: weight ? Number(weight.slice(2)) || 0 : 1 };
    })
    .filter(({ language, weight }) => weight > 0 && isLanguage(language))
    .toSorted((a, b) => b.weight - a.weight);
  const best = wanted[0]?.language;
  return isLanguage(best) ? best : defaultLanguage;
}

/** The language a body asks for by its `locale` (or `language`), undefined when it names none that the site speaks. */
export function languageOfBody(body: unknown, field: 'locale' | 'language' = 'locale'): Language | undefined {
  const named =
    typeof body === 'object' && body !== null && Object.hasOwn(body, field) && (body as Record<string, unknown>)[field];
  return isLanguage(named) ? named : undefined;
}
