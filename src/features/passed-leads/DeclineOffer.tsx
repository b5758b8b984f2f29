import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput } from '../../api/problem-contract.ts';
import { declineRequest, type PassedLeadItem } from './passed-lead-contract.ts';
import { declinePassedLead } from './passed-leads-api.ts';
import type { PassedLeadsProps } from './PassedLeads.tsx';

/** Why an offer is declined: one of the edition's reasons, and a word for the account manager. */
export function DeclineOffer({
  words,
  locale,
  offer,
  onAnswered,
  onClose,
}: PassedLeadsProps & {
  offer: PassedLeadItem;
  onAnswered: (offer: PassedLeadItem) => void;
  onClose: () => void;
}) {
  const t = words.passedLeads;
  const known = t.reasons as Record<string, string>;
  const form = useContractForm<Record<string, string>, Record<string, never>>({
    start: { reason: '', comment: '' },
    check: (answers) => {
      const read = readInput(declineRequest, answers);
      return read.ok ? {} : read.fields;
    },
    send: ({ reason = '', comment }) => declinePassedLead(offer.id, { reason, comment }),
    onDone: (_, { reason, comment }) =>
      onAnswered({
        ...offer,
        status: 'declined',
        answeredAt: new Date().toISOString(),
        ...(reason && { declineReason: reason }),
        ...(comment && { comment }),
      }),
  });
  const problem = (name: string) => form.problems[name] && words.fieldProblems[form.problems[name]];
  return (
    <form className="form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{ reason: t.reason, comment: t.comment }}
        problems={form.problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <ChoiceField
        {...form.register('reason')}
        label={t.declineTitle}
        required
        choices={(offer.declineReasons ?? []).map((value) => ({ value, label: known[value] ?? value }))}
        error={problem('reason')}
      />
      <TextAreaField
        {...form.register('comment')}
        label={t.comment}
        optional={t.optional}
        rows={3}
        maxLength={2000}
        error={problem('comment')}
      />
      <p className="actions">
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {form.isSending ? t.declining : t.confirmDecline}
        </button>
        <button className="button" type="button" onClick={onClose}>
          {t.cancel}
        </button>
      </p>
    </form>
  );
}
