import { useCallback } from 'react';
import { fill } from '#i18n/formats.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput } from '../../api/problem-contract.ts';
import { partnerChange, type PartnerCard, type PartnerChange } from '../staff/staff-partner-contract.ts';
import { changePartner } from './partners-api.ts';
import type { PartnersProps } from './StaffPartners.tsx';

const changes = {
  suspend: { status: 'suspended' },
  resume: { status: 'active' },
  waive: { courseWaived: true },
  askCourse: { courseWaived: false },
} as const satisfies Record<string, PartnerChange>;
export type Question = keyof typeof changes;

/** A plain question before a partner is let out, in again, or past the course; the reason is for the record. */
export function PartnerQuestion({
  words,
  locale,
  partner,
  question,
  onDone,
  onClose,
}: PartnersProps & {
  partner: PartnerCard;
  question: Question;
  onDone: (said: string) => void;
  onClose: () => void;
}) {
  const t = words.staffPartners;
  const { id, name } = partner;
  const send = useCallback(
    ({ reason }: { reason: string }) => changePartner(id, { ...changes[question], reason }),
    [id, question],
  );
  const check = useCallback(
    (answers: { reason: string }) => {
      const read = readInput(partnerChange, { ...changes[question], ...answers });
      return read.ok ? {} : read.fields;
    },
    [question],
  );
  const form = useContractForm({
    start: { reason: '' },
    check,
    send,
    onDone: () => onDone(fill(t.done[question], { name })),
  });
  const error = form.problems['reason'];
  return (
    <Dialog title={fill(t.questions[question], { name })} close={words.states.cancel} onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
        <p>{t.questions[`${question}Text`]}</p>
        <FormSummary
          labels={{ reason: t.reason }}
          problems={form.problems}
          refusal={form.refusal}
          attempt={form.attempt}
          words={words}
          locale={locale}
        />
        <TextAreaField
          {...form.register('reason')}
          label={t.reason}
          hint={t.reasonHint}
          error={error && words.fieldProblems[error]}
          required
          rows={3}
          maxLength={2000}
        />
        <p>
          <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
            {t[question]}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
