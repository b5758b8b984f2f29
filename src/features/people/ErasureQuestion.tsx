import { useCallback } from 'react';
import { fill } from '#i18n/formats.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { TextField } from '#ui/TextField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import { personErasureRequest, type PersonErased } from '../staff/person-contract.ts';
import { erasePerson } from './people-api.ts';
import type { PeopleProps } from './StaffPeople.tsx';

interface Answers {
  again: string;
  reason: string;
}

/** The plain question before a person goes for good: the address is typed a second time. */
export function ErasureQuestion({
  words,
  locale,
  email,
  onErased,
  onClose,
}: PeopleProps & { email: string; onErased: (what: PersonErased) => void; onClose: () => void }) {
  const t = words.staffPeople;
  const isSame = (again: string) => again.trim().toLowerCase() === email;
  const check = useCallback(
    ({ again, reason }: Answers): FieldProblems => {
      const read = readInput(personErasureRequest, { email, reason });
      return {
        ...(again.trim().toLowerCase() !== email && { again: 'invalid' as const }),
        ...(!read.ok && read.fields),
      };
    },
    [email],
  );
  const send = useCallback(({ reason }: Answers) => erasePerson(email, reason), [email]);
  const form = useContractForm<Answers, PersonErased>({
    start: { again: '', reason: '' },
    check,
    send,
    onDone: onErased,
  });
  const { again, reason } = form.problems;
  return (
    <Dialog title={fill(t.eraseTitle, { email })} close={words.states.cancel} onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <p>{t.eraseText}</p>
        <FormSummary
          labels={{ again: t.eraseConfirm, reason: t.eraseReason }}
          problems={form.problems}
          refusal={form.refusal}
          attempt={form.attempt}
          words={words}
          locale={locale}
        />
        <TextField
          {...form.register('again')}
          label={t.eraseConfirm}
          error={again && !isSame(form.watch('again')) ? t.eraseMismatch : undefined}
          type="email"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <TextAreaField
          {...form.register('reason')}
          label={t.eraseReason}
          error={reason && words.fieldProblems[reason]}
          rows={3}
          maxLength={2000}
          required
        />
        <p>
          <button className="button button-danger" type="submit" aria-disabled={form.isSending || undefined}>
            {t.eraseNow}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
