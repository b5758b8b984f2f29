import { useState } from 'react';
import { fill } from '#i18n/formats.ts';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import type { CompanyProps } from './Company.tsx';
import { Fact, Part } from './CompanyPart.tsx';
import { changeProfile } from './own-company-api.ts';
import { regionsAtMost, type PartnerCompany } from './partner-contract.ts';
import { answersOf, checkProfile, profileOf, type ProfileAnswers } from './profile-answers.ts';
import { showCompany } from './shown-company.ts';

/** What a company says of itself: a form for its owners, lines for everybody else. */
export function ProfilePart(props: CompanyProps & { company: PartnerCompany }) {
  const { words, company } = props;
  const t = words.company;
  return (
    <Part id="profile" title={t.profile} text={t.profileText}>
      {company.isOwner ? <ProfileForm {...props} /> : <ProfileFacts {...props} />}
    </Part>
  );
}

function ProfileFacts({ words, company, solutions }: CompanyProps & { company: PartnerCompany }) {
  const t = words.company;
  const sold = solutions.filter(({ value }) => company.solutions.includes(value)).map(({ label }) => label);
  const or = (value: string | undefined) => value || <span className="muted">{t.empty}</span>;
  return (
    <>
      <dl className="company-facts">
        <Fact name={t.site}>{or(company.site)}</Fact>
        <Fact name={t.phone}>{or(company.phone)}</Fact>
        <Fact name={t.about}>{or(company.about)}</Fact>
        <Fact name={t.regions}>{or(company.regions.join(', '))}</Fact>
        <Fact name={t.solutions}>{or(sold.join(', '))}</Fact>
      </dl>
      <p className="note">{fill(t.ownersOnly, { owners: company.owners.join(', ') })}</p>
    </>
  );
}

function ProfileForm({ words, locale, company, solutions }: CompanyProps & { company: PartnerCompany }) {
  const t = words.company;
  const [isSaved, setSaved] = useState(false);
  const form = useContractForm<ProfileAnswers, PartnerCompany>({
    start: answersOf(company),
    check: checkProfile,
    send: (answers) => changeProfile(profileOf(answers)),
    onDone: (changed) => {
      showCompany(changed);
      form.reset(answersOf(changed));
      setSaved(true);
    },
  });
  const { problems } = form;
  const field = (name: keyof ProfileAnswers) => ({
    ...form.register(name),
    label: t[name],
    optional: words.optional,
    error: problems[name] && words.fieldProblems[problems[name]],
  });
  const labels = { site: t.site, phone: t.phone, about: t.about, regions: t.regions, solutions: t.solutions };
  return (
    <form className="form" noValidate onChange={() => setSaved(false)} onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary {...{ labels, problems, words, locale }} refusal={form.refusal} attempt={form.attempt} />
      <TextField {...field('site')} hint={t.siteHint} inputMode="url" autoComplete="url" spellCheck={false} />
      <TextField {...field('phone')} type="tel" autoComplete="tel" />
      <TextField {...field('about')} hint={t.aboutHint} maxLength={300} />
      <TextField {...field('regions')} hint={fill(t.regionsHint, { n: regionsAtMost })} />
      <ChoiceField {...field('solutions')} choices={solutions} several />
      <p className="company-save">
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {words.states.save}
        </button>
        <span role="status" className="company-saved">
          {isSaved && words.states.saved}
        </span>
      </p>
    </form>
  );
}
