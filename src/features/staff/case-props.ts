import { urlPrefix } from '#build/content-urls.ts';
import { inLanguage, stringsOf } from '#i18n/languages.ts';
import { islandWords } from '#layouts/island-words.ts';
import { currentEdition } from '#layouts/programme.ts';
import { inLanguageOf } from '#layouts/site-tree.ts';
import { catalogue } from '#layouts/solution-pages.ts';
import type { CaseProps, ClientProps, EnquiryProps } from './case-words.ts';

/** What the islands of the cases are given at the build. */
export async function caseProps(language: string): Promise<CaseProps> {
  const t = stringsOf(language);
  const { timeZone, decisionReasons, fit } = await currentEdition();
  const solutions = Object.fromEntries(
    (await catalogue(language)).map(({ solution, facts }) => [solution, inLanguageOf(facts.title, language)]),
  );
  const at = (path: string) => `${urlPrefix(language, 'staff')}${path}`;
  return {
    words: {
      ...islandWords(language),
      inbox: t.inbox,
      cases: t.cases,
      choices: t.choices,
      days: t.rules.days,
      taxIds: t.apply.fields['company.taxId'],
      sample: t.article.sample,
      criteria: Object.fromEntries(Object.entries(t.fit.criteria).map(([id, { title }]) => [id, title])),
      fitStates: { met: t.fit.met, notMet: t.fit.notMet },
      ruleNames: t.leads.rules,
      severities: t.support.severities,
    },
    locale: language,
    timeZone,
    solutions,
    reasons: decisionReasons ?? {},
    clientSizes: fit.clientSizes,
    urls: {
      inbox: at('/'),
      applications: at('/applications/'),
      leads: at('/leads/'),
      clients: at('/clients/'),
      enquiries: at('/enquiries/'),
      support: at('/support/'),
      terms: inLanguage(language, '/programme/terms/'),
    },
  };
}

export async function clientProps(language: string): Promise<ClientProps> {
  const { words, ...rest } = await caseProps(language);
  return { ...rest, words: { ...words, staffClients: stringsOf(language).staffClients } };
}

export async function enquiryProps(language: string): Promise<EnquiryProps> {
  const { words, ...rest } = await caseProps(language);
  const { staffEnquiries, passedLeads } = stringsOf(language);
  return { ...rest, words: { ...words, staffEnquiries, declineReasons: passedLeads.reasons } };
}
