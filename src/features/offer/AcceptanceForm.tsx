import { useCallback } from 'react';
import { fill } from '#i18n/formats.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { CheckField } from '#ui/CheckField.tsx';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { acceptOffer } from './offer-api.ts';
import { authorities, offerAcceptanceRequest, type OfferAccepted, type OfferInForce } from './offer-contract.ts';
import type { OfferProps } from './OfferAcceptance.tsx';

interface Answers {
  fullName: string;
  position: string;
  authority: string;
  agree: boolean;
}

/** Who accepts, by which authority, and the box nobody has ticked beforehand. */
export function AcceptanceForm({
  words,
  locale,
  offer,
  sha256,
  name,
  onDone,
}: OfferProps & {
  offer: OfferInForce;
  sha256: string;
  name: string;
  onDone: (accepted: OfferAccepted, by: string) => void;
}) {
  const t = words.offerAcceptance;
  const requestOf = useCallback(
    ({ fullName, position, authority }: Answers) => ({
      edition: offer.edition,
      sha256,
      fullName,
      position,
      authority: (authority || undefined) as 'charter',
    }),
    [offer.edition, sha256],
  );
  const check = useCallback(
    (answers: Answers): FieldProblems => {
      const read = readInput(offerAcceptanceRequest, requestOf(answers));
      return { ...(read.ok ? {} : read.fields), ...(!answers.agree && { agree: 'required' as const }) };
    },
    [requestOf],
  );
  const form = useContractForm<Answers, OfferAccepted>({
    start: { fullName: name, position: '', authority: '', agree: false },
    check,
    send: (answers, key) => acceptOffer(requestOf(answers), key),
    onDone: (accepted, { fullName }) => onDone(accepted, fullName),
  });
  const { register, problems } = form;
  const field = (key: keyof Answers) => ({
    ...register(key),
    error: problems[key] && (key === 'agree' ? t.agreeMissing : words.fieldProblems[problems[key]]),
  });
  const labels = { fullName: t.fullName, position: t.position, authority: t.authority, agree: t.agreeShort };
  return (
    <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        {...{ labels, problems, words, locale }}
        ownWords={{ agree: t.agreeMissing }}
        refusal={form.refusal}
        attempt={form.attempt}
      />
      <TextField {...field('fullName')} label={t.fullName} required autoComplete="name" maxLength={120} />
      <TextField
        {...field('position')}
        label={t.position}
        hint={t.positionHint}
        required
        autoComplete="organization-title"
        maxLength={120}
      />
      <ChoiceField
        {...field('authority')}
        label={t.authority}
        required
        choices={authorities.map((value) => ({ value, label: t.authorities[value] }))}
      />
      <CheckField {...field('agree')} label={fill(t.agree, { number: offer.number })} />
      <p className="note muted">
        {t.hash} <span className="number">{sha256}</span>
      </p>
      <p>
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {form.isSending ? t.accepting : t.accept}
        </button>
      </p>
    </form>
  );
}
