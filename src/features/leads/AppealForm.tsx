import { useCallback } from 'react';
import type { IslandWords } from '#layouts/island-words.ts';
import type { Strings } from '#i18n/languages.ts';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput } from '../../api/problem-contract.ts';
import { appealRequest, type AppealInput, type AppealReceived } from '../clients/client-contract.ts';
import { sendAppeal } from './leads-api.ts';

/** Why a refusal should fall; another person reads it. */
export function AppealForm({
  words,
  locale,
  about,
  onDone,
}: {
  words: IslandWords & Pick<Strings, 'leads'>;
  locale: string;
  about: Pick<AppealInput, 'client' | 'leadNumber'>;
  onDone: (received: AppealReceived) => void;
}) {
  const t = words.leads;
  const check = useCallback(
    (answers: { statement: string }) => {
      const read = readInput(appealRequest, { ...about, ...answers });
      return read.ok ? {} : read.fields;
    },
    [about],
  );
  const form = useContractForm<{ statement: string }, AppealReceived>({
    start: { statement: '' },
    check,
    send: (answers) => sendAppeal({ ...about, ...answers }),
    onDone,
  });
  const problem = form.problems['statement'];
  return (
    <form className="form lead-appeal" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{ statement: t.statement }}
        problems={{}}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <TextAreaField
        {...form.register('statement')}
        label={t.statement}
        hint={t.statementHint}
        error={problem && words.fieldProblems[problem]}
        required
        maxLength={4000}
      />
      <p>
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {t.sendAppeal}
        </button>
      </p>
    </form>
  );
}
