import { useCallback } from 'react';
import { ChoiceField } from '#ui/ChoiceField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import {
  decisionRequest,
  decisions,
  type DecisionInput,
  type DecisionMade,
  type InboxItem,
} from './decision-contract.ts';
import type { InboxProps } from './Inbox.tsx';
import { decide, type Decidable } from './staff-api.ts';

interface Answers {
  decision: string;
  reason: string;
  comment: string;
}

const requestOf = (answers: Answers) =>
  ({ ...answers, decision: answers.decision || undefined, comment: answers.comment || undefined }) as DecisionInput;

const check = (answers: Answers): FieldProblems => {
  const read = readInput(decisionRequest, requestOf(answers));
  return read.ok ? {} : read.fields;
};

/** Approve, return or decline, always with a reason that the other side reads. */
export function DecisionForm({
  words,
  locale,
  item,
  kind,
  onDecided,
}: InboxProps & { item: InboxItem; kind: Decidable; onDecided: (decision: DecisionMade['decision']) => void }) {
  const t = words.inbox;
  const { id } = item;
  const send = useCallback((answers: Answers, key: string) => decide(kind, id, requestOf(answers), key), [kind, id]);
  const form = useContractForm<Answers, DecisionMade>({
    start: { decision: '', reason: '', comment: '' },
    check,
    send,
    onDone: (answer) => onDecided(answer.decision),
  });
  const field = (name: keyof Answers) => ({
    ...form.register(name),
    error: form.problems[name] && words.fieldProblems[form.problems[name]],
  });
  // An appeal is granted or not; what is unclear is asked for by mail, and the case stays where it is.
  const choices = kind === 'appeal' ? decisions.filter((value) => value !== 'return') : decisions;
  const names: Partial<Record<(typeof decisions)[number], string>> =
    kind === 'appeal' ? t.appealDecisions : t.decisions;
  const reason = t.reasonFor[kind];
  return (
    <form className="form decision-form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{ decision: t.decide, reason, comment: t.comment }}
        problems={form.problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <ChoiceField
        {...field('decision')}
        label={t.decide}
        required
        row
        choices={choices.map((value) => ({ value, label: names[value] ?? value }))}
      />
      <TextAreaField {...field('reason')} label={reason} hint={t.reasonHint} required rows={3} maxLength={2000} />
      <TextAreaField {...field('comment')} label={t.comment} optional={t.optional} rows={2} maxLength={2000} />
      <p>
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {form.isSending ? t.sending : (names[form.watch('decision') as 'approve'] ?? t.choose)}
        </button>
      </p>
    </form>
  );
}
