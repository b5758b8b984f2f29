import type { UseFormRegister } from 'react-hook-form';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { fieldId } from '#ui/Field.tsx';
import { TextField } from '#ui/TextField.tsx';
import { checkTaxId, type Country } from '../companies/tax-id-rules.ts';
import type { ApplicationAnswers, FieldName } from './application-answers.ts';
import { choicesOf, type ApplicationWords, type FitRules } from './application-words.ts';

interface Props {
  register: UseFormRegister<ApplicationAnswers>;
  /** What is wrong with a field, in words. */
  problem: (name: FieldName) => string | undefined;
  words: ApplicationWords;
  fit: FitRules;
  countries: Country[];
  country: Country;
  taxId: string;
  consentUrls: { processing: string; mailing: string };
}

/** The fields in four parts: first those that tell the fit, then who the company is, whom to talk to, and the consents. */
export function ApplicationFields({ register, problem, words, fit, countries, country, taxId, consentUrls }: Props) {
  const { apply, choices } = words;
  const field = (name: FieldName) => ({ ...register(name), error: problem(name) });
  const taxIdLabel = apply.fields['company.taxId'];
  return (
    <>
      <section className="form-part">
        <h2>{apply.partFit}</h2>
        <ChoiceField
          {...field('company.fields')}
          label={apply.fields['company.fields']}
          hint={apply.hints.several}
          several
          choices={choicesOf(fit.fields, choices.fields)}
        />
        <ChoiceField
          {...field('company.expertise')}
          label={apply.fields['company.expertise']}
          hint={apply.hints.several}
          several
          choices={choicesOf(fit.expertise, choices.expertise)}
        />
        <ChoiceField
          {...field('company.clientSizes')}
          label={apply.fields['company.clientSizes']}
          hint={apply.hints.several}
          several
          choices={choicesOf(fit.clientSizes, choices.clientSizes)}
        />
        <TextField
          {...field('company.headcount')}
          label={apply.fields['company.headcount']}
          required
          inputMode="numeric"
          maxLength={7}
          autoComplete="off"
        />
        <ChoiceField {...field('aim')} label={apply.fields.aim} required choices={choicesOf(fit.aims, choices.aims)} />
      </section>
      <section className="form-part">
        <h2>{apply.partIdentity}</h2>
        <ChoiceField
          {...field('company.country')}
          label={apply.fields['company.country']}
          required
          row
          initial={countries[0]!}
          choices={choicesOf(countries, choices.countries)}
        />
        <TextField
          {...field('company.taxId')}
          label={taxIdLabel[country] ?? taxIdLabel.RU}
          hint={apply.hints['company.taxId'][country]}
          good={taxId !== '' && checkTaxId(country, taxId).ok ? apply.taxIdOk : undefined}
          required
          inputMode={country === 'BY' ? 'text' : 'numeric'}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
        />
        <TextField
          {...field('company.name')}
          label={apply.fields['company.name']}
          hint={apply.hints['company.name']}
          required
          autoComplete="organization"
          maxLength={200}
        />
        <TextField
          {...field('company.site')}
          label={apply.fields['company.site']}
          hint={apply.hints['company.site']}
          optional={apply.optional}
          inputMode="url"
          autoComplete="url"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
        />
      </section>
      <section className="form-part">
        <h2>{apply.partContact}</h2>
        <TextField
          {...field('contact.name')}
          label={apply.fields['contact.name']}
          required
          autoComplete="name"
          maxLength={120}
        />
        <TextField
          {...field('contact.position')}
          label={apply.fields['contact.position']}
          optional={apply.optional}
          autoComplete="organization-title"
          maxLength={120}
        />
        <TextField
          {...field('contact.email')}
          label={apply.fields['contact.email']}
          hint={apply.hints['contact.email']}
          required
          type="email"
          inputMode="email"
          autoComplete="email"
          spellCheck={false}
          maxLength={254}
        />
        <TextField
          {...field('contact.phone')}
          label={apply.fields['contact.phone']}
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
        <h2>{apply.partConsents}</h2>
        <Consent
          name="consents.processing"
          text={apply.consents.processing}
          link={apply.consents.processingLink}
          url={consentUrls.processing}
          error={problem('consents.processing')}
          register={register}
        />
        <Consent
          name="consents.mailing"
          text={apply.consents.mailing}
          link={apply.consents.mailingLink}
          url={consentUrls.mailing}
          error={problem('consents.mailing')}
          hint={apply.hints['consents.mailing']}
          register={register}
        />
      </section>
    </>
  );
}

/** A consent: one box, never ticked beforehand, with the full text behind its own link. */
function Consent({
  name,
  text,
  link,
  url,
  hint,
  error,
  register,
}: {
  name: 'consents.processing' | 'consents.mailing';
  text: string;
  link: string;
  url: string;
  hint?: string;
  error: string | undefined;
  register: Props['register'];
}) {
  const id = fieldId(name);
  return (
    <div className={error ? 'field field-wrong' : 'field'}>
      <div className="consent">
        <input
          type="checkbox"
          id={id}
          {...register(name)}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${hint ? `${id}-hint ` : ''}${id}-error`}
        />
        <div>
          <label htmlFor={id}>{text}</label>{' '}
          <a href={url} target="_blank" rel="noopener">
            {link}
          </a>
          {hint && (
            <p className="field-hint" id={`${id}-hint`}>
              {hint}
            </p>
          )}
        </div>
      </div>
      <p className="field-error" id={`${id}-error`} data-error-for={name} hidden={!error}>
        {error}
      </p>
    </div>
  );
}
