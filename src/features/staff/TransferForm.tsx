import './case-forms.css';
import { useCallback, useState } from 'react';
import { fill, formatDate, formatMoney, plural } from '#i18n/formats.ts';
import { FilesField } from '#ui/FilesField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { useAnswer } from '#ui/room-query.ts';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import { readInput } from '../../api/problem-contract.ts';
import type { SentFile } from '../../api/send-file.ts';
import type { ClientCase } from './case-contract.ts';
import type { ClientProps } from './case-words.ts';
import { PartnerField } from './PartnerField.tsx';
import { secondPersonText } from './second-person-text.ts';
import { previewTransfer, transferClient } from './staff-api.ts';
import { clientTransfer, type ClientTransferred, type TransferPreview } from './staff-client-contract.ts';

interface Answers {
  partnerId: string;
  reason: string;
  fileId: string;
}

/** A client's written choice: to whom, why, the letter; before it is sent, who loses and who gets, and whether a second person decides. */
export function TransferForm(props: ClientProps & { client: ClientCase; onDone: (says: string) => void }) {
  const { words, locale, timeZone, client, onDone } = props;
  const t = words.staffClients.transfer;
  const [files, setFiles] = useState<SentFile[]>([]);
  const send = useCallback((answers: Answers, key: string) => transferClient(client.id, answers, key), [client.id]);
  const form = useContractForm<Answers, ClientTransferred>({
    start: { partnerId: '', reason: '', fileId: '' },
    check: (answers) => {
      const read = readInput(clientTransfer, {
        ...answers,
        partnerId: answers.partnerId || undefined,
        fileId: answers.fileId || undefined,
      });
      return read.ok ? {} : read.fields;
    },
    send,
    onDone: (done) =>
      onDone(
        done.waiting
          ? fill(t.waits, { number: done.waiting.number, date: formatDate(locale, done.waiting.answerBy) })
          : fill(t.done, { date: formatDate(locale, done.pin.until, timeZone) }),
      ),
  });
  const partnerId = form.watch('partnerId');
  const preview = useAnswer(['transfer-preview', client.id, partnerId], () => previewTransfer(client.id, partnerId), {
    isWanted: partnerId !== '',
  });
  const problem = (name: keyof Answers) => form.problems[name] && words.fieldProblems[form.problems[name]];
  const isHolder = preview.data?.isHolder === true;
  return (
    <form className="form case-form" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <h3>{t.title}</h3>
      <FormSummary
        labels={{ partnerId: t.partner, reason: t.reason, fileId: t.file }}
        problems={form.problems}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <PartnerField
        name="partnerId"
        words={words}
        locale={locale}
        value={partnerId}
        onPick={(id) => form.setValue('partnerId', id, { shouldValidate: form.attempt > 0 })}
        label={t.partner}
        error={problem('partnerId')}
        except={client.pin?.partner.id}
      />
      {preview.error && (
        <ProblemNote problem={preview.error.problem} words={words} onRetry={() => void preview.refetch()} />
      )}
      {preview.data && <Preview {...props} preview={preview.data} />}
      <FilesField
        name="fileId"
        label={t.file}
        {...(form.problems['fileId'] && { hint: t.fileNeeded })}
        words={words}
        locale={locale}
        files={files}
        atMost={1}
        onChange={(sent) => {
          setFiles(sent);
          form.setValue('fileId', sent[0]?.id ?? '', { shouldValidate: form.attempt > 0 });
        }}
      />
      <TextAreaField
        {...form.register('reason')}
        label={t.reason}
        error={problem('reason')}
        required
        rows={3}
        maxLength={2000}
      />
      <p>
        <button
          className="button button-primary"
          type="submit"
          disabled={isHolder}
          aria-disabled={form.isSending || undefined}
        >
          {form.isSending ? t.sending : preview.data?.secondPerson ? t.ask : t.submit}
        </button>
      </p>
    </form>
  );
}

function Preview({ words, locale, timeZone, preview }: ClientProps & { preview: TransferPreview }) {
  const t = words.staffClients.transfer;
  const { loses, gets, secondPerson } = preview;
  const day = (at: string) => formatDate(locale, at, timeZone);
  if (preview.isHolder) return <p className="note">{t.isHolder}</p>;
  return (
    <section className="case-preview" aria-live="polite">
      <h4>{t.preview}</h4>
      <ul>
        {loses && (
          <li>
            {[
              fill(t.loses, { partner: loses.partner.name, date: day(loses.until) }),
              loses.leads > 0 && plural(locale, t.losesLeads, loses.leads),
              loses.expectedAmountKopecks &&
                fill(t.expects, { amount: formatMoney(locale, loses.expectedAmountKopecks) }),
            ]
              .filter(Boolean)
              .join(', ')}
          </li>
        )}
        <li>{fill(t.gets, { partner: gets.partner.name, date: day(gets.until) })}</li>
        {secondPerson ? (
          <li>
            <strong>{fill(t.secondPerson, { why: secondPersonText({ words, locale }, secondPerson) })}</strong>
          </li>
        ) : (
          <li className="muted">{t.told}</li>
        )}
      </ul>
    </section>
  );
}
