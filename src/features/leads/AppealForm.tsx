import { useCallback, useState } from 'react';
import type { IslandWords } from '#layouts/island-words.ts';
import type { Strings } from '#i18n/languages.ts';
import { FilesField } from '#ui/FilesField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import type { SentFile } from '../../api/send-file.ts';
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
  /** Several may be open in a list. */
  const name = `statement${about.leadNumber ?? ''}`;
  const [files, setFiles] = useState<SentFile[]>([]);
  const check = useCallback(
    (answers: Record<string, string>): FieldProblems => {
      const read = readInput(appealRequest, { ...about, statement: answers[name] });
      return read.ok ? {} : { [name]: read.fields['statement'] ?? 'invalid' };
    },
    [about, name],
  );
  const form = useContractForm<Record<string, string>, AppealReceived>({
    start: { [name]: '' },
    draft: `appeal-${about.leadNumber ?? about.client?.taxId ?? ''}`,
    check,
    send: ({ [name]: statement = '' }) => sendAppeal({ ...about, statement, ...(files[0] && { fileId: files[0].id }) }),
    onDone,
  });
  const problem = form.problems[name];
  return (
    <form className="form lead-appeal" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{}}
        problems={{}}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <TextAreaField
        {...form.register(name)}
        label={t.statement}
        hint={t.statementHint}
        error={problem && words.fieldProblems[problem]}
        required
        maxLength={4000}
      />
      <FilesField
        name={`appeal-file${about.leadNumber ?? ''}`}
        label={t.appealFile}
        words={words}
        locale={locale}
        files={files}
        onChange={setFiles}
        atMost={1}
      />
      <p>
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {t.sendAppeal}
        </button>
      </p>
    </form>
  );
}
