import { noLeadAnswers, type LeadAnswers } from './lead-answers.ts';

/** What was typed before the script came to life: the form is on the page already and must not lose a letter. */
export function leadOnPage(form: HTMLFormElement): LeadAnswers {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '');
  return {
    ...noLeadAnswers,
    client: {
      country: text('client.country') || noLeadAnswers.client.country,
      taxId: text('client.taxId'),
      name: text('client.name'),
      site: text('client.site'),
    },
    solutions: data.getAll('solutions').map(String),
    need: text('need'),
    expectedAmount: text('expectedAmount'),
    expectedCloseOn: text('expectedCloseOn'),
  };
}
