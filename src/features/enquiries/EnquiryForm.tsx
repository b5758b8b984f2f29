import { useCallback, useEffect, useRef } from 'react';
import type { Path } from 'react-hook-form';
import type { Strings } from '#i18n/languages.ts';
import type { IslandWords } from '#layouts/island-words.ts';
import { CheckField } from '#ui/CheckField.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useAwake } from '#ui/use-awake.ts';
import { useContractForm } from '#ui/use-contract-form.ts';
import { checkTaxId, type Country } from '../companies/tax-id-rules.ts';
import { checkEnquiry, enquiryOf, enquiryOnPage, noEnquiryAnswers, type EnquiryAnswers } from './enquiry-answers.ts';
import type { EnquiryReceived } from './enquiry-contract.ts';
import { sendEnquiry } from './enquiries-api.ts';

export interface EnquiryFormProps {
  words: IslandWords & {
    enquiry: Strings['enquiry'];
    apply: Pick<Strings['apply'], 'optional' | 'taxIdOk' | 'honeypot' | 'consents'> & {
      taxIdHints: Record<string, string>;
    };
    countries: Record<string, string>;
  };
  locale: string;
  countries: Country[];
  solutions: { value: string; label: string }[];
  consentUrls: { processing: string; transfer: string };
}

/** The form of `/enquiry/`. Without JavaScript the same markup posts to the same endpoint. */
export function EnquiryForm({ words, locale, countries, solutions, consentUrls }: EnquiryFormProps) {
  const { enquiry: t, apply } = words;
  const place = useRef<HTMLFormElement>(null);
  const isAwake = useAwake();
  const check = useCallback((answers: EnquiryAnswers) => checkEnquiry(answers, locale), [locale]);
  const form = useContractForm<EnquiryAnswers, EnquiryReceived>({
    start: noEnquiryAnswers,
    check,
    send: async (answers, key) => {
      const answer = await sendEnquiry(enquiryOf(answers, locale), key);
      if (answer.ok) {
        location.assign(answer.value.thanksUrl);
        await new Promise<void>(() => {}); // stays busy until the next page is there, so that nothing is sent twice
      }
      return answer;
    },
    onDone: () => {},
  });
  const { register, reset, problems, watch } = form;
  useEffect(() => {
    if (place.current) reset(enquiryOnPage(place.current));
  }, [reset]);
  const company = watch('company');
  const country = (isAwake ? company.country : noEnquiryAnswers.company.country) as Country;
  const taxId = isAwake ? company.taxId : '';
  const labels: Record<string, string> = {
    ...t.fields,
    'company.taxId': t.fields['company.taxId'][country] ?? t.fields['company.taxId'].RU,
  };
  const field = (name: Path<EnquiryAnswers>) => ({
    ...register(name),
    label: labels[name],
    error: problems[name] && (name === 'consents.processing' ? t.consentMissing : words.fieldProblems[problems[name]]),
  });
  return (
    <form
      ref={place}
      className="form"
      method="post"
      action="/api/enquiries"
      noValidate={isAwake}
      onSubmit={(event) => void form.onSubmit(event)}
    >
      <input type="hidden" name="locale" value={locale} />
      <FormSummary
        labels={labels}
        problems={problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <section className="form-part">
        <h2>{t.partMessage}</h2>
        <TextAreaField {...field('message')} hint={t.hints.message} required rows={5} maxLength={4000} />
        <ChoiceField {...field('solutions')} hint={t.hints.solutions} several choices={solutions} />
      </section>
      <section className="form-part">
        <h2>{t.partCompany}</h2>
        <TextField {...field('company.name')} required autoComplete="organization" maxLength={200} />
        <ChoiceField
          {...field('company.country')}
          row
          initial={countries[0]!}
          choices={countries.map((value) => ({ value, label: words.countries[value] ?? value }))}
        />
        <TextField
          {...field('company.taxId')}
          hint={`${apply.taxIdHints[country] ?? ''}. ${t.hints['company.taxId']}`}
          good={taxId !== '' && checkTaxId(country, taxId).ok ? apply.taxIdOk : undefined}
          optional={apply.optional}
          inputMode={country === 'BY' ? 'text' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
        />
        <TextField
          {...field('company.site')}
          optional={apply.optional}
          inputMode="url"
          autoComplete="url"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
        />
      </section>
      <section className="form-part">
        <h2>{t.partContact}</h2>
        <TextField {...field('contact.name')} required autoComplete="name" maxLength={120} />
        <TextField
          {...field('contact.email')}
          required
          type="email"
          inputMode="email"
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
        />
        <TextField
          {...field('contact.phone')}
          optional={apply.optional}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={40}
        />
        <div className="form-trap" aria-hidden="true">
          <label htmlFor="website2">{apply.honeypot}</label>
          <input id="website2" name="website2" tabIndex={-1} autoComplete="off" />
        </div>
      </section>
      <section className="form-part">
        <h2>{t.partConsents}</h2>
        <CheckField {...field('consents.processing')} label={apply.consents.processing}>
          <a href={consentUrls.processing} target="_blank" rel="noopener">
            {apply.consents.processingLink}
          </a>
        </CheckField>
        <CheckField {...field('consents.transfer')} label={t.consents.transfer} hint={t.hints['consents.transfer']}>
          <a href={consentUrls.transfer} target="_blank" rel="noopener">
            {t.consents.transferLink}
          </a>
        </CheckField>
      </section>
      <p>
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {form.isSending ? t.sending : t.submit}
        </button>
      </p>
    </form>
  );
}
