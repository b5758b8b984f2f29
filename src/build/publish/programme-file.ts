import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { programmeRules } from '../../features/programme/programme-contract.ts';
import { canonicalJson } from '../../features/programme/programme-rules.ts';
import { documentText, offerText, sha256 } from '../offer-text.ts';

/**
 * `private/programme.json`: what the functions know of the programme. Editions with their checksums, the exact texts
 * of the offers, which partners accept, and of the consents, which the record of a consent keeps.
 */
export async function programmeFile(root: string) {
  const folder = join(root, 'content', 'programme');
  const ids = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const editions = await Promise.all(
    ids.map(async (id) => {
      const rules = programmeRules.parse(parse(await readFile(join(folder, id, 'rules.yaml'), 'utf8')));
      return { rules, rulesSha256: sha256(canonicalJson(rules)) };
    }),
  );
  const offers = await Promise.all(
    ids.flatMap((edition) =>
      languagesOf(join(folder, edition)).then((langs) => langs.map((lang) => ({ edition, lang }))),
    ),
  );
  return {
    editions,
    offers: await Promise.all(
      offers
        .flat()
        .map((offer) =>
          offerText(offer.edition, offer.lang, root).then((text) => ({ ...offer, sha256: sha256(text), text })),
        ),
    ),
    solutionTitles: await solutionTitles(root),
    consents: await consentTexts(root),
  };
}

const languagesOf = async (folder: string) =>
  (await readdir(folder)).flatMap((name) => /^offer\.([a-z]{2})\.mdx?$/.exec(name)?.[1] ?? []);

/** What letters and the CRM call a solution. */
async function solutionTitles(root: string) {
  const folder = join(root, 'content', 'solutions');
  const slugs = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const titles = slugs.map(async ({ name }) => {
    const facts = parse(await readFile(join(folder, name, 'facts.yaml'), 'utf8')) as { title: Record<string, string> };
    return [name, facts.title] as const;
  });
  return Object.fromEntries(await Promise.all(titles));
}

/** A consent is the sentence beside the box and the document behind its link, both as shown. */
async function consentTexts(root: string) {
  const pages = join(root, 'content', 'pages');
  const languages = (await readdir(pages, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const texts = await Promise.all(
    languages.map(async (language) => {
      const strings = JSON.parse(await readFile(join(root, 'src', 'i18n', `strings.${language}.json`), 'utf8')) as {
        apply: { consents: Record<'processing' | 'mailing', string> };
        enquiry: { consents: Record<'transfer', string> };
      };
      // The consent to processing is the same in both forms.
      const sentences = { ...strings.enquiry.consents, ...strings.apply.consents };
      const consent = async (purpose: 'processing' | 'mailing' | 'transfer') => {
        const source = await readFile(join(pages, language, 'legal', `consent-${purpose}.md`), 'utf8');
        const text = `${sentences[purpose]}\n\n${documentText(source)}`;
        const matter = /^---\r?\n([\s\S]*?)\r?\n---/.exec(source)?.[1] ?? '';
        const { version } = parse(matter) as { version?: string };
        if (!version)
          throw new Error(`content/pages/${language}/legal/consent-${purpose}.md has no version in its front matter.`);
        return { text, sha256: sha256(text), version };
      };
      const shown = {
        processing: await consent('processing'),
        mailing: await consent('mailing'),
        transfer: await consent('transfer'),
      };
      return [language, shown] as const;
    }),
  );
  return Object.fromEntries(texts);
}
