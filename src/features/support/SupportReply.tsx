import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { CheckField } from '#ui/CheckField.tsx';
import { FilesField } from '#ui/FilesField.tsx';
import { FormSummary } from '#ui/FormSummary.tsx';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { useContractForm } from '#ui/use-contract-form.ts';
import type { Answer } from '../../api/call-api.ts';
import { readInput, type FieldProblems } from '../../api/problem-contract.ts';
import type { SentFile } from '../../api/send-file.ts';
import { staffSupportMessage, type StaffSupportMessageInput, type SupportThread } from './support-contract.ts';
import { keepSupportDraft, readSupportDraft } from './support-draft.ts';
import type { SupportProps } from './support-words.ts';

interface Answers extends Record<string, string | boolean> {
  text: string;
  isQuestion: boolean;
}

const check = ({ text }: Answers): FieldProblems => {
  const read = readInput(staffSupportMessage, { text });
  return read.ok ? {} : read.fields;
};

/** Ctrl or ⌘ with Enter sends a form from its text. */
export function sendByKeys(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

/** The box at the foot of a thread. What is typed is kept until it is sent; a second press while it goes does nothing. */
export function SupportReply<Thread extends SupportThread>(
  props: SupportProps & {
    request: Thread;
    side: 'partner' | 'staff';
    send: (message: StaffSupportMessageInput, key: string) => Promise<Answer<Thread>>;
    onSent: (thread: Thread) => void;
    children?: ReactNode;
  },
) {
  const { words, locale, request, side, send, onSent, children } = props;
  const t = words.support;
  const [draft] = useState(() => readSupportDraft(request.number));
  const [files, setFiles] = useState<SentFile[]>(draft?.files ?? []);
  const form = useContractForm<Answers, Thread>({
    start: { text: draft?.answers['text'] ?? '', isQuestion: draft?.answers['isQuestion'] === 'yes' },
    check,
    send: ({ text, isQuestion }, key) =>
      send({ text, files: files.map(({ id }) => id), ...(isQuestion && { isQuestion }) }, key),
    onDone: (thread) => {
      form.reset({ text: '', isQuestion: false });
      setFiles([]);
      keepSupportDraft(request.number, undefined);
      onSent(thread);
    },
  });
  const { watch, getValues } = form;
  useEffect(() => {
    const keep = ({ text = '', isQuestion }: Partial<Answers>) =>
      keepSupportDraft(
        request.number,
        text || files.length > 0 ? { answers: { text, isQuestion: isQuestion ? 'yes' : '' }, files } : undefined,
      );
    keep(getValues());
    const { unsubscribe } = watch((now) => keep(now as Partial<Answers>));
    return () => unsubscribe();
  }, [watch, files, request.number, getValues]);
  const problem = form.problems['text'];
  return (
    <form className="form support-reply" noValidate onSubmit={(event) => void form.onSubmit(event)}>
      <FormSummary
        labels={{}}
        problems={{}}
        refusal={form.refusal}
        attempt={form.attempt}
        words={words}
        locale={locale}
      />
      <TextAreaField
        {...form.register('text')}
        label={t.message}
        hint={t.answerHint}
        error={problem && words.fieldProblems[problem]}
        required
        rows={5}
        onKeyDown={sendByKeys}
        maxLength={4000}
      />
      {side === 'staff' && <CheckField {...form.register('isQuestion')} label={t.isQuestion} hint={t.isQuestionHint} />}
      <FilesField
        name="files"
        label={t.fields.files}
        words={words}
        locale={locale}
        files={files}
        onChange={setFiles}
        atMost={5}
      />
      <div className="actions">
        <button className="button button-primary" type="submit" aria-disabled={form.isSending || undefined}>
          {form.isSending ? t.sending : request.state === 'solved' && side === 'partner' ? t.replyReopens : t.reply}
        </button>
        {children}
      </div>
    </form>
  );
}
