import { useRef, useState } from 'react';
import { fill, formatDate } from '#i18n/formats.ts';
import { ProblemNote } from '#ui/ProblemNote.tsx';
import { roomQueries } from '#ui/room-query.ts';
import { TextAreaField } from '#ui/TextAreaField.tsx';
import { Told } from '#ui/Told.tsx';
import type { Answer } from '../../api/call-api.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { EnquiryProps } from './case-words.ts';
import { Block } from './Facts.tsx';
import { PassForm } from './PassForm.tsx';
import { closeEnquiry, returnEnquiry } from './staff-api.ts';
import type { EnquiryLine } from './staff-enquiry-contract.ts';

/** What can be done with an enquiry that waits: pass it on, return it to whoever holds the client, close it. */
export function EnquiryActions(props: EnquiryProps & { enquiry: EnquiryLine }) {
  const { words, locale, enquiry } = props;
  const t = words.staffEnquiries;
  const [told, setTold] = useState('');
  const [problem, setProblem] = useState<Problem | 'network'>();
  const [isSending, setSending] = useState(false);
  const [reason, setReason] = useState('');
  const key = useRef(crypto.randomUUID());
  const done = (says: string) => {
    setTold(says);
    setProblem(undefined);
    void roomQueries.invalidateQueries();
  };

  async function act<T>(answer: Promise<Answer<T>>, says: (value: T) => string) {
    if (isSending) return;
    setSending(true);
    const given = await answer;
    setSending(false);
    key.current = crypto.randomUUID();
    if (given.ok) done(says(given.value));
    else setProblem(given.problem);
  }
  const holders = enquiry.facts.sameDomain.filter(({ pin }) => pin);
  return (
    <>
      <Told says={told} takesFocus />
      {problem && <ProblemNote problem={problem} words={words} attempt={1} />}
      {enquiry.status === 'waiting' && (
        <>
          {holders.length > 0 && (
            <Block title={t.return}>
              <p className="note muted">{t.returnHint}</p>
              <p className="actions">
                {holders.map(({ id, name, pin }) => (
                  <button
                    key={id}
                    type="button"
                    className="button"
                    onClick={() =>
                      void act(returnEnquiry(enquiry.id, { clientId: id }, key.current), ({ partner, lead }) =>
                        fill(t.returned, { partner: partner.name, number: lead.number }),
                      )
                    }
                  >
                    {pin?.partner}: {name}
                  </button>
                ))}
              </p>
            </Block>
          )}
          <PassForm
            {...props}
            onPassed={({ partner, passedLead }) =>
              done(fill(t.passed, { partner: partner.name, date: formatDate(locale, passedLead.answerBy) }))
            }
          />
          <Block title={t.close}>
            <form
              className="form"
              onSubmit={(event) => {
                event.preventDefault();
                void act(closeEnquiry(enquiry.id, reason || undefined, key.current), () => t.closed);
              }}
            >
              <TextAreaField
                name="close-reason"
                label={t.closeReason}
                optional={t.optional}
                rows={2}
                maxLength={2000}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
              <p>
                <button className="button" type="submit" aria-disabled={isSending || undefined}>
                  {t.close}
                </button>
              </p>
            </form>
          </Block>
        </>
      )}
    </>
  );
}
