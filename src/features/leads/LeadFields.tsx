import { useEffect, useState } from 'react';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { CheckField } from '#ui/CheckField.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { TextField } from '#ui/TextField.tsx';
import type { useContractForm } from '#ui/use-contract-form.ts';
import type { Path } from 'react-hook-form';
import { fill, formatDate } from '#i18n/formats.ts';
import type { ClientItem } from '../clients/client-contract.ts';
import { checkTaxId, type Country } from '../companies/tax-id-rules.ts';
import { hasContact, type LeadAnswers } from './lead-answers.ts';
import type { LeadRegistered } from './lead-contract.ts';
import type { LeadFormProps } from './LeadForm.tsx';

interface Props extends LeadFormProps {
  form: ReturnType<typeof useContractForm<LeadAnswers, LeadRegistered>>;
  answers: LeadAnswers;
  /** The own client whose number was typed. */
  mine: ClientItem | undefined;
  clientsUrl: string;
}

/** What the fields are called, from top to bottom. */
export function leadLabels(words: LeadFormProps['words'], country: Country): Record<string, string> {
  const { fields } = words.leads;
  return {
    'client.country': fields.country,
    'client.taxId': words.apply.fields['company.taxId'][country] ?? words.apply.fields['company.taxId'].RU,
    'client.name': fields.name,
    'client.site': fields.site,
    need: fields.need,
    solutions: fields.solutions,
    expectedAmount: fields.expectedAmount,
    expectedCloseOn: fields.expectedCloseOn,
    'contact.name': fields.contactName,
    'contact.email': fields.contactEmail,
    'contact.phone': fields.contactPhone,
    'contact.consent': fields.contactConsentShort,
  };
}

/** First what is needed, then what may be added: shortest way to a pin. */
export function LeadFields({ words, locale, timeZone, countries, solutions, form, answers, mine, clientsUrl }: Props) {
  const { leads: t, apply, choices } = words;
  const { register, problems } = form;
  const { client, contact } = answers;
  const country = client.country as Country;
  const [isContactOpen, openContact] = useState(false);
  const labels = leadLabels(words, country);
  const withContact = isContactOpen || hasContact(contact);
  useTaxIdCheck(form, country, client.taxId);
  const field = (name: Path<LeadAnswers>) => ({
    ...register(name),
    label: labels[name],
    error: problems[name] && (name === 'contact.consent' ? t.consentMissing : words.fieldProblems[problems[name]]),
  });
  return (
    <>
      <section className="form-part">
        <h2>{t.partClient}</h2>
        <ChoiceField
          {...field('client.country')}
          required
          row
          choices={countries.map((value) => ({ value, label: choices.countries[value] }))}
        />
        <div className="lead-tax-id">
          <TextField
            {...field('client.taxId')}
            hint={apply.hints['company.taxId'][country] ?? ''}
            good={!mine && client.taxId !== '' && checkTaxId(country, client.taxId).ok ? apply.taxIdOk : undefined}
            required
            inputMode={country === 'BY' ? 'text' : 'numeric'}
            autoComplete="off"
            spellCheck={false}
            maxLength={20}
          />
          {mine && (
            <p className="lead-mine" role="status">
              {fill(t.alreadyYours, { name: mine.name, date: formatDate(locale, mine.pin.until, timeZone) })}{' '}
              <a href={clientsUrl}>{t.openClients}</a>
            </p>
          )}
        </div>
        <TextField {...field('client.name')} hint={t.hints.name} required autoComplete="off" maxLength={200} />
        <TextField
          {...field('client.site')}
          hint={t.hints.site}
          optional={apply.optional}
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
        />
      </section>
      <section className="form-part">
        <h2>{t.partNeed}</h2>
        <TextAreaField {...field('need')} hint={t.hints.need} required maxLength={2000} />
        <ChoiceField {...field('solutions')} hint={t.hints.solutions} several choices={solutions} />
        <TextField
          {...field('expectedAmount')}
          hint={t.hints.expectedAmount}
          optional={apply.optional}
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
        />
        <TextField {...field('expectedCloseOn')} optional={apply.optional} type="date" />
      </section>
      <section className="form-part">
        <h2>{t.partContact}</h2>
        {withContact ? (
          <>
            <TextField {...field('contact.name')} required autoComplete="off" maxLength={120} />
            <TextField
              {...field('contact.email')}
              required
              type="email"
              inputMode="email"
              autoComplete="off"
              spellCheck={false}
              maxLength={254}
            />
            <TextField
              {...field('contact.phone')}
              optional={apply.optional}
              type="tel"
              inputMode="tel"
              autoComplete="off"
              maxLength={40}
            />
            <CheckField {...field('contact.consent')} label={t.fields.contactConsent} />
            <p className="form-note">
              <button
                type="button"
                onClick={() => {
                  form.setValue('contact', { name: '', email: '', phone: '', consent: false });
                  form.clearErrors('contact');
                  openContact(false);
                }}
              >
                {t.withoutContact}
              </button>
            </p>
          </>
        ) : (
          <p className="form-note">
            {t.contactLater}{' '}
            <button type="button" onClick={() => openContact(true)}>
              {t.addContact}
            </button>
          </p>
        )}
      </section>
    </>
  );
}

/** A number that cannot be right is told while it is typed: after a pause, for ten digits may be the first of twelve. */
function useTaxIdCheck({ trigger, problems }: Props['form'], country: Country, taxId: string): void {
  const isTold = problems['client.taxId'] !== undefined;
  useEffect(() => {
    const answer = checkTaxId(country, taxId);
    const isWorthTelling = isTold || (!answer.ok && answer.problem !== 'tax_id_length');
    if (!taxId || !isWorthTelling) return undefined;
    const pause = setTimeout(() => void trigger('client.taxId'), isTold ? 0 : 700);
    return () => clearTimeout(pause);
  }, [trigger, country, taxId, isTold]);
}
