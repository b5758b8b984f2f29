import type { ContentFile, ContentSite } from '../content-site.ts';
import { fieldName } from '../schema-issues.ts';
import type { Report } from '../problem.ts';

/** Texts given per language (`{ ru: ..., en: ... }`) that lack a language of the site. */
export function findMissingTranslations(site: ContentSite, report: Report): void {
  for (const file of site.files) {
    if (!file.yaml?.data || 'markdown' in file) continue;
    search(file.yaml.data, [], file, site.languages, report);
  }
}

function search(
  value: unknown,
  path: PropertyKey[],
  file: ContentFile,
  languages: readonly string[],
  report: Report,
): void {
  if (!value || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) search(item, [...path, at], file, languages, report);
    return;
  }
  const isTexts = 'ru' in value;
  if (isTexts) {
    for (const language of languages) {
      if (language in value || language === 'ru') continue;
      report('translation-missing', file, file.yaml!.placeOf(path, 'key'), {
        language,
        field: fieldName(path),
      });
    }
    return;
  }
  for (const [key, inner] of Object.entries(value)) search(inner, [...path, key], file, languages, report);
}
